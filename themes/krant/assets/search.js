// Searches titles, terms and summaries in the browser itself: what the reader types is sent nowhere. The data comes in
// shards, the newest articles last; the first ones are asked for when the reader begins to type.
(() => {
  const most = 50;
  const form = document.querySelector(".search-form");
  if (!form) return;
  const field = form.elements.q;
  const status = document.querySelector(".search-status");
  const results = document.querySelector(".search-results");
  const say = (key, n) => { status.textContent = (status.dataset[key] || "").replace("%d", n); };
  // Accents, quotes and hyphens do not count: a keyboard has others than a page.
  const fold = (text) => text.normalize("NFD").replace(/[\p{M}'"`´ʼ‘’‚“”„«»‐‑–—-]/gu, "").toLowerCase();

  let entries = [];
  let loading = null;
  const get = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(response.status);
    return response.json();
  };
  const load = () => loading ||= (async () => {
    const index = await get(status.dataset.index);
    for (const url of index.shards.reverse()) {
      const shard = await get(url);
      entries = entries.concat(shard.reverse().map((e) => ({ ...e, title: fold(e.t), terms: fold((e.k || []).join(" ")), summary: fold(e.s || "") })));
      show();
    }
  })().catch(() => { loading = null; say("failed"); });

  const score = (entry, words) => {
    let sum = 0;
    for (const word of words) {
      const here = (entry.title.includes(word) ? 4 : 0) + (entry.terms.includes(word) ? 2 : 0) + (entry.summary.includes(word) ? 1 : 0);
      if (!here) return 0;
      sum += here;
    }
    return sum;
  };

  const item = (entry) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.u;
    link.textContent = entry.t;
    line.append(link);
    if (entry.d) {
      const date = document.createElement("time");
      date.dateTime = entry.d;
      date.textContent = new Date(entry.d + "T12:00").toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
      line.append(" ", date);
    }
    return line;
  };

  const show = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    if (!words.length) {
      status.textContent = "";
      results.replaceChildren();
      return;
    }
    const found = entries.map((entry) => [score(entry, words), entry]).filter(([n]) => n).sort(([a], [b]) => b - a); // stable: newest first
    results.replaceChildren(...found.slice(0, most).map(([, entry]) => item(entry)));
    say(found.length > most ? "most" : found.length > 1 ? "other" : found.length ? "one" : "none", found.length);
  };

  field.addEventListener("focus", load, { once: true });
  field.addEventListener("input", () => {
    try {
      history.replaceState(null, "", field.value ? "?q=" + encodeURIComponent(field.value) : location.pathname); // for Back
    } catch {} // a browser may refuse it to who types fast
    load();
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  field.value = new URLSearchParams(location.search).get("q") || "";
  if (field.value) load();
})();
