// What a page does when scripts may run: the switch between light and dark, the browser's own way of sharing, films from
// elsewhere, covers that do not come, and the jump to a page of a list. Events are heard by the document, so it does not
// matter when a button came.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // The colour that a browser gives its own bars follows the choice too.
  const bars = [...document.querySelectorAll("meta[name=theme-color]")].map((meta) => [meta, meta.media]);
  const paint = () => {
    const scheme = root.dataset.scheme;
    for (const [meta, media] of bars) meta.media = !scheme ? media : media.includes(scheme) ? "all" : "not all";
  };
  paint();

  // What the system says is not kept, so that the page goes on following it.
  const choose = (scheme) => {
    const own = scheme !== (dark.matches ? "dark" : "light");
    if (own) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    paint();
    try {
      if (own) localStorage.setItem("weergave", scheme);
      else localStorage.removeItem("weergave");
    } catch {} // it holds until the next page
    tell();
  };
  const isDark = () => (root.dataset.scheme || (dark.matches ? "dark" : "light")) === "dark";
  const tell = () => document.querySelectorAll(".scheme").forEach((button) => button.setAttribute("aria-pressed", isDark()));
  tell();
  dark.addEventListener("change", tell);

  // Below a cover stands the letter of its story, for when it does not come.
  const lost = (image) => image.matches("[data-letter] > img") && image.remove();
  document.querySelectorAll("[data-letter] > img").forEach((image) => image.complete && !image.naturalWidth && lost(image));
  addEventListener("error", ({ target }) => target instanceof Element && lost(target), true);

  if (navigator.share) root.dataset.share = "";

  // A film is fetched from elsewhere once the reader asks for it.
  const play = (link) => {
    const frame = document.createElement("iframe");
    frame.className = "embed";
    frame.title = link.textContent;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.src = link.dataset.embed + "?autoplay=1";
    link.replaceWith(frame);
    frame.focus();
  };

  addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".jump")) return;
    event.preventDefault();
    const page = +form.elements[0].value;
    location.href = form.action + (page > 1 ? `page/${page}/` : "");
  });

  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const field = [...document.querySelectorAll("[name=q]")].find((input) => input.offsetParent);
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });

  addEventListener("click", (event) => {
    const film = event.target.closest("a[data-embed]");
    if (film && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      play(film);
    }
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".scheme")) choose(isDark() ? "light" : "dark");
    if (button.matches(".share-native")) {
      const link = document.querySelector("link[rel=canonical]");
      navigator.share({ title: document.querySelector("[property='og:title']").content, url: link ? link.href : location.href }).catch(() => {});
    }
  });
})();
