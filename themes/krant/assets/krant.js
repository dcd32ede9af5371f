// What a page does when scripts may run: the switch between light and dark, and the browser's own way of sharing. Clicks are
// heard by the document, so it does not matter when a button came.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // What the system says is not kept, so that the page goes on following it.
  const choose = (scheme) => {
    const own = scheme !== (dark.matches ? "dark" : "light");
    if (own) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    try {
      if (own) localStorage.setItem("weergave", scheme);
      else localStorage.removeItem("weergave");
    } catch {} // it holds until the next page
  };
  const isDark = () => (root.dataset.scheme || (dark.matches ? "dark" : "light")) === "dark";

  if (navigator.share) root.dataset.share = "";

  addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".scheme")) choose(isDark() ? "light" : "dark");
    if (button.matches(".share-native")) {
      const link = document.querySelector("link[rel=canonical]");
      navigator.share({ title: document.querySelector("h1").textContent, url: link ? link.href : location.href }).catch(() => {});
    }
  });
})();
