// What the preview adds to a page: it keeps the page up to date, shows problems, and has a toolbar. All of its own
// elements live in one shadow root, so that themes and it don't touch each other.
"use strict";

const own = document.currentScript;
const here = () => location.pathname;
const api = (name, extra = "") => `/.drukpers/${name}?url=${encodeURIComponent(here())}${extra}`;
const remember = (key, value) => {
  try {
    if (value === undefined) return sessionStorage.getItem("drukpers-" + key);
    sessionStorage.setItem("drukpers-" + key, value);
  } catch { return null; }
};

let hash = own.dataset.hash;
let status = null;
let source = null;
let offline = false;

// --- up to date ---------------------------------------------------------------------------------------------------

function connect() {
  source?.close();
  source = new EventSource(api("events", "&hash=" + hash));
  source.onopen = () => { offline = false; draw(); };
  source.onerror = () => {
    offline = true;
    draw();
    // The browser tries again by itself, unless the server refused.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
  source.addEventListener("page", (e) => update(JSON.parse(e.data)));
  source.addEventListener("status", refresh);
  source.addEventListener("follow", (e) => follow(JSON.parse(e.data)));
}

let queue = Promise.resolve();
function update({ how, hash: next }) {
  queue = queue.then(async () => {
    if (how === "load") return location.reload();
    const response = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const script = page.querySelector('script[src="/.drukpers/client.js"]');
    await styles(page);
    if (how === "page") morph(page);
    hash = script?.dataset.hash ?? next;
    decorate();
    document.documentElement.dispatchEvent(new CustomEvent("drukpers:update", { detail: how }));
  }).catch(() => {});
}

// styles loads new stylesheets before it lets go of the old, so that nothing flashes.
async function styles(page) {
  const links = (doc) => [...doc.querySelectorAll('link[rel="stylesheet"]')];
  const wanted = links(page).map((l) => l.getAttribute("href"));
  const old = links(document).filter((l) => !wanted.includes(l.getAttribute("href")));
  const have = links(document).map((l) => l.getAttribute("href"));
  const anchor = links(document).at(-1);
  await Promise.all(wanted.filter((href) => !have.includes(href)).map((href) => new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = link.onerror = done;
    anchor ? anchor.after(link) : document.head.append(link);
  })));
  for (const link of old) link.remove();
}

function morph(page) {
  page.querySelector('script[src="/.drukpers/client.js"]')?.remove();
  undecorate();
  document.title = page.title;
  const keep = (node) => node !== own && node !== host;
  Idiomorph.morph(document.head, page.head, { head: { style: "morph" }, callbacks: { beforeNodeRemoved: keep } });
  Idiomorph.morph(document.body, page.body, {
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeRemoved: keep,
      // What the reader did to the page stays: which details are open is not the editor's text.
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.nodeName === "DETAILS"),
    },
  });
  for (const { name, value } of page.body.attributes) document.body.setAttribute(name, value);
}

async function refresh() {
  try {
    status = await (await fetch(api("status"))).json();
  } catch {
    return;
  }
  draw();
  decorate();
}

function follow(url) {
  const on = remember("follow") ?? (status?.follow ? "1" : "0");
  if (on === "1" && url !== here()) location.assign(url);
}

// --- labels of what is not published --------------------------------------------------------------------------------

function undecorate() {
  for (const label of document.querySelectorAll("[data-drukpers]")) label.remove();
}

function decorate() {
  undecorate();
  if (!status || status.published) return;
  const label = (text) => {
    const span = document.createElement("span");
    span.dataset.drukpers = "";
    span.textContent = text;
    Object.assign(span.style, {
      display: "inline-block", margin: "0 .4em", padding: ".1em .5em", borderRadius: "3px", background: "#8a4b00",
      color: "#fff", font: "600 12px/1.5 system-ui, sans-serif", letterSpacing: "0", verticalAlign: "middle",
    });
    return span;
  };
  const main = document.querySelector("main") ?? document.body;
  for (const link of main.querySelectorAll("a[href]")) {
    const text = status.unpublished[link.getAttribute("href")];
    if (text && link.textContent.trim()) link.after(label(text));
  }
  if (status.unpublished[here()]) main.querySelector("h1")?.append(label(status.label));
}

// --- toolbar and problems -------------------------------------------------------------------------------------------

const host = document.createElement("drukpers-preview");
const root = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { all: initial; position: fixed; z-index: 2147483647; inset: auto 0 0 0; font: 14px/1.4 system-ui, sans-serif; pointer-events: none; }
  * { box-sizing: border-box; }
  .bar, .panel, .show { pointer-events: auto; background: #1f1e1b; color: #f5f2ea; }
  .bar { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center; padding: 6px 12px; box-shadow: 0 -1px 6px #0006; }
  .state { padding: 2px 8px; border-radius: 3px; background: #3d3a33; font-weight: 600; }
  .state.concept, .state.gepland, .state.verlopen { background: #b35c00; color: #fff; }
  .quiet { color: #c9c3b4; }
  .bad { background: #b3261e; color: #fff; font-weight: 600; }
  .grow { flex: 1; }
  button, a { font: inherit; color: inherit; background: none; border: 1px solid #6b665a; border-radius: 4px; padding: 3px 9px; min-height: 28px; cursor: pointer; text-decoration: none; }
  button:hover, a:hover { background: #3d3a33; }
  button:focus-visible, a:focus-visible { outline: 2px solid #ffd479; outline-offset: 2px; }
  button[aria-pressed="true"] { background: #ffd479; color: #1f1e1b; }
  .bad:hover { background: #8c1d18; }
  .show { position: absolute; right: 8px; bottom: 8px; border-radius: 4px; }
  .panel { max-height: 70vh; overflow: auto; padding: 14px 16px; border-top: 4px solid #b3261e; }
  .panel h2 { margin: 0 0 8px; font-size: 17px; }
  .panel ol { margin: 0; padding: 0; list-style: none; display: grid; gap: 14px; }
  .panel p { margin: 2px 0; overflow-wrap: anywhere; }
  .place { font-family: ui-monospace, monospace; border: 0; padding: 0; min-height: 24px; color: #ffd479; text-decoration: underline; overflow-wrap: anywhere; }
  pre { margin: 4px 0; padding: 6px 8px; overflow-x: auto; background: #000; color: #f5f2ea; font: 13px/1.5 ui-monospace, monospace; }
  .caret { color: #ff8a80; }
`);
root.adoptedStyleSheets = [sheet];
own.after(host);

const element = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((c) => c !== null && c !== ""));
  return node;
};

const count = (n, one, many) => (n === 1 ? "1 " + one : n + " " + many);

function draw() {
  const focus = root.activeElement?.id;
  const errors = status?.problems.filter((p) => p.error) ?? [];
  const parts = [];
  if (errors.length && remember("folded") !== String(status.edition)) parts.push(panel(errors));
  parts.push(remember("hidden") === "1" ? small(errors) : toolbar(errors));
  root.replaceChildren(...parts);
  if (focus) root.getElementById(focus)?.focus();
}

const hide = (value) => { remember("hidden", value); draw(); root.getElementById(value === "1" ? "show" : "hide")?.focus(); };
const fold = (value) => { remember("folded", value); draw(); root.getElementById("problems")?.focus(); };

function small(errors) {
  return element("button", {
    id: "show", class: errors.length ? "show bad" : "show", onclick: () => hide("0"), "aria-label": "Toon de balk van drukpers",
  }, errors.length ? count(errors.length, "fout", "fouten") : "drukpers");
}

function toolbar(errors) {
  const bar = element("div", { class: "bar", role: "toolbar", "aria-label": "Preview van drukpers" });
  if (offline) bar.append(element("span", { class: "state bad", role: "status" }, "Geen verbinding; de preview komt vanzelf terug"));
  if (!status) return bar;
  if (status.label) bar.append(element("span", { class: "state " + status.state }, status.label));
  if (status.words) {
    bar.append(element("span", { class: "quiet" }, `${count(status.words, "woord", "woorden")}, ${count(status.minutes, "minuut", "minuten")} lezen`));
  }
  if (errors.length) {
    const folded = remember("folded") === String(status.edition);
    bar.append(element("button", {
      id: "problems", class: "bad", "aria-expanded": String(!folded), onclick: () => fold(folded ? "" : String(status.edition)),
    }, count(errors.length, "fout", "fouten")));
  }
  if (status.own) bar.append(element("span", { class: "quiet" }, `${count(status.own, "opmerking", "opmerkingen")} bij dit artikel`));
  bar.append(element("span", { class: "grow" }), element("span", { class: "quiet" }, `bijgewerkt in ${status.took} ms`));
  if (status.prevDraft) bar.append(element("a", { id: "prev", href: status.prevDraft }, "← Vorig concept"));
  if (status.nextDraft) bar.append(element("a", { id: "next", href: status.nextDraft }, "Volgend concept →"));
  if (status.editor) bar.append(element("a", { id: "edit", href: status.editor }, "Open in editor"));
  const following = (remember("follow") ?? (status.follow ? "1" : "0")) === "1";
  bar.append(
    element("button", { id: "follow", "aria-pressed": String(following), onclick: () => { remember("follow", following ? "0" : "1"); draw(); } }, "Volg mijn artikel"),
    element("button", { id: "published", "aria-pressed": String(status.published), onclick: published }, "Toon als gepubliceerd"),
    element("button", { id: "hide", onclick: () => hide("1"), "aria-label": "Verberg deze balk" }, "✕"),
  );
  return bar;
}

function published() {
  document.cookie = `drukpers-published=${status.published ? "0" : "1"}; path=/; SameSite=Strict`;
  location.reload();
}

function panel(errors) {
  return element("section", { class: "panel", role: "alert", "aria-label": "Fouten" },
    element("h2", {}, count(errors.length, "fout", "fouten") + " – de site toont de laatste goede versie"),
    element("ol", {}, ...errors.map(entry)),
    element("p", {}, element("button", { id: "fold", onclick: () => fold(String(status.edition)) }, "Vouw dicht")));
}

function entry(p) {
  const place = p.editor ? element("a", { class: "place", href: p.editor }, p.place) : element("span", { class: "place" }, p.place);
  const item = element("li", {}, element("p", {}, place), element("p", {}, element("strong", {}, p.text)));
  if (p.source) {
    const pre = element("pre", {}, `${p.line} | ${p.source}`);
    if (p.col) pre.append("\n", element("span", { class: "caret" }, " ".repeat(String(p.line).length + 3 + p.col - 1) + "^"));
    item.append(pre);
  }
  if (p.hint) item.append(element("p", {}, "→ " + p.hint));
  return item;
}

addEventListener("pageshow", (e) => { if (e.persisted) connect(); });
addEventListener("pagehide", () => source?.close());
refresh();
connect();
