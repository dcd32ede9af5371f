// What the preview adds to a page: it keeps the page up to date, shows problems, and has a toolbar. All of its own
// elements but the labels live in one shadow root, so that themes and it don't touch each other.
"use strict";

const own = document.currentScript;
const here = () => location.pathname;
const remember = (key, value) => {
  try {
    if (value === undefined) return sessionStorage.getItem("drukpers-" + key);
    sessionStorage.setItem("drukpers-" + key, value);
  } catch { return null; }
};

const asPublished = () => remember("published") === "1";
const marked = (address) => address + (asPublished() ? (address.includes("?") ? "&" : "?") + "drukpers-published" : "");
const api = (name, extra = "") => marked(`/.drukpers/${name}?url=${encodeURIComponent(here())}${extra}`);

const retryAfter = 500;
let hash = own.dataset.hash;
let files = JSON.parse(own.dataset.files); // that the page shows: path → stamp
const changed = {}; // files that are others than when the page was loaded: path → stamp, "" of one that is gone
let status = null;
let source = null;
let retry = 0;
let offline = false;

// --- up to date ---------------------------------------------------------------------------------------------------

// connect opens the stream of a page that can be seen. A browser takes six connections to a server, so pages in the
// background do without; they catch up when they are seen.
function connect() {
  disconnect();
  if (document.visibilityState === "hidden") return;
  source = new EventSource(api("events", "&hash=" + hash));
  source.onopen = () => { if (offline) { offline = false; draw(); } };
  source.onerror = () => { offline = true; draw(); reconnect(); };
  source.addEventListener("page", (e) => update(JSON.parse(e.data)));
  source.addEventListener("status", refresh);
  source.addEventListener("follow", (e) => follow(JSON.parse(e.data)));
}

function disconnect() {
  clearTimeout(retry);
  source?.close();
  source = null;
}

// reconnect is not left to the browser, which would ask with the hash of long ago.
function reconnect() {
  disconnect();
  retry = setTimeout(connect, retryAfter);
}

let queue = Promise.resolve();
function update({ how }) {
  return queue = queue.then(async () => {
    if (how === "load") return location.reload();
    const response = await fetch(marked(here()), { cache: "no-store" }).catch(() => null);
    if (!response) return reconnect();
    if (response.redirected) return location.replace(new URL(response.url).pathname);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const script = page.querySelector('script[src="/.drukpers/client.js"]');
    if (!script) return location.reload();
    script.remove();
    await loadStyles(page);
    compareFiles(JSON.parse(script.dataset.files));
    renew(page);
    if (how === "page") morph(page);
    else renew(document);
    hash = script.dataset.hash;
    decorate();
    document.documentElement.dispatchEvent(new CustomEvent("drukpers:update", { detail: how }));
  }).catch(() => location.reload());
}

function compareFiles(now) {
  for (const path of new Set([...Object.keys(files), ...Object.keys(now)])) {
    if (files[path] !== now[path]) changed[path] = now[path] ?? "";
  }
  files = now;
}

// renew gives the files that changed another address: a browser loads each address once for a document.
function renew(doc) {
  const renewed = (address) => {
    let url;
    try {
      url = new URL(address, location);
      const stamp = changed[decodeURIComponent(url.pathname)];
      if (stamp === undefined || url.origin !== location.origin) return address;
      url.search = "drukpers=" + encodeURIComponent(stamp);
    } catch {
      return address; // it is none
    }
    return url.href;
  };
  for (const node of doc.querySelectorAll("[src], [poster], [data], [srcset]")) {
    for (const name of ["src", "poster", "data", "srcset"]) {
      const value = node.getAttribute(name);
      if (value === null || node.nodeName === "SCRIPT") continue;
      const next = name === "srcset" ? value.replace(/[^\s,]+/g, renewed) : renewed(value);
      if (next !== value) node.setAttribute(name, next);
    }
  }
}

// loadStyles loads new stylesheets before it lets go of the old, so that nothing flashes.
async function loadStyles(page) {
  const links = (doc) => [...doc.querySelectorAll('link[rel="stylesheet"]')];
  const address = (link) => link.getAttribute("href");
  const old = links(document);
  const wanted = links(page);
  const fresh = wanted.filter((link) => !old.some((o) => address(o) === address(link)));
  await Promise.all(fresh.map((link) => new Promise((done) => {
    const copy = document.importNode(link);
    copy.onload = copy.onerror = done;
    if (old.length) old.at(-1).after(copy);
    else document.head.append(copy);
  })));
  for (const link of old) if (!wanted.some((w) => address(w) === address(link))) link.remove();
}

function morph(page) {
  undecorate();
  document.title = page.title;
  const beforeNodeRemoved = (node) => node !== own && node !== host;
  // An element of the head comes or goes as a whole: a link that becomes another would load what it is not.
  Idiomorph.morph(document.head, page.head, { head: { style: "merge" } });
  Idiomorph.morph(document.body, page.body, {
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeRemoved,
      // What the reader did to the page stays: which details are open is not the editor's text.
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.nodeName === "DETAILS"),
    },
  });
}

async function refresh() {
  try {
    status = await (await fetch(api("status"))).json();
  } catch {
    return; // the stream will say that the server is gone
  }
  draw();
  decorate();
}

const following = () => (remember("follow") ?? (status?.follow ? "1" : "0")) === "1";

function follow(url) {
  if (following() && url !== here()) location.assign(url);
}

// --- labels of what is not published --------------------------------------------------------------------------------

function undecorate() {
  for (const label of document.querySelectorAll("[data-drukpers]")) label.remove();
}

function decorate() {
  undecorate();
  if (!status) return;
  const main = document.querySelector("main") ?? document.body;
  for (const link of main.querySelectorAll("a[href]")) {
    const text = status.unpublished[link.getAttribute("href")];
    if (text && link.textContent.trim()) label(link, text, link.closest("article, li") ?? link);
  }
  const heading = main.querySelector("h1");
  if (heading && status.unpublished[here()]) label(heading, status.label, heading.parentElement);
}

// label says it after a text, unless the theme says so somewhere around it.
function label(after, text, around) {
  if ([...around.querySelectorAll("*")].some((e) => e.textContent.trim() === text)) return;
  const pill = document.createElement("drukpers-pill"); // no theme has a style for it
  pill.textContent = text;
  Object.assign(pill.style, {
    display: "inline-block", padding: "2px 8px", borderRadius: "3px", background: "#8a4b00", color: "#fff",
    font: "600 12px/1.5 system-ui, sans-serif", letterSpacing: "0", textTransform: "none", verticalAlign: "middle",
  });
  const place = document.createElement("drukpers-label");
  place.dataset.drukpers = "";
  place.append(" ", pill);
  after.append(place);
}

// --- toolbar and problems -------------------------------------------------------------------------------------------

const host = document.createElement("drukpers-preview");
const root = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { all: initial; display: block; font: 13px/1.4 system-ui, sans-serif; }
  * { box-sizing: border-box; }
  .dock { position: fixed; z-index: 2147483647; inset: auto 0 0 0; max-height: 100vh; display: flex; flex-direction: column; pointer-events: none; }
  .bar, .panel, .show { pointer-events: auto; background: #1f1e1b; color: #f5f2ea; }
  .bar { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; padding: 6px 12px; box-shadow: 0 -1px 6px #0006; }
  .state { padding: 3px 9px; border-radius: 4px; background: #3d3a33; font-weight: 600; }
  .state.concept, .state.gepland, .state.verlopen { background: #8a4b00; color: #fff; }
  .quiet { color: #c9c3b4; }
  .bad { background: #b3261e; border-color: #b3261e; color: #fff; font-weight: 600; }
  .actions { display: flex; flex-wrap: wrap; gap: 6px; margin-left: auto; }
  button, a { display: inline-flex; align-items: center; white-space: pre; font: inherit; color: inherit; background: none; border: 1px solid #6b665a; border-radius: 4px; padding: 3px 9px; min-height: 30px; cursor: pointer; text-decoration: none; }
  button:hover, a:hover { background: #3d3a33; }
  button:focus-visible, a:focus-visible { outline: 2px solid #ffd479; outline-offset: 2px; }
  button[aria-pressed="true"] { background: #ffd479; border-color: #ffd479; color: #1f1e1b; }
  .bad:hover { background: #8c1d18; }
  .show { align-self: flex-end; margin: 0 8px 8px; }
  .show.bad { background: #b3261e; }
  .panel { max-height: 45vh; overflow: auto; padding: 12px 16px 16px; border-top: 4px solid #b3261e; box-shadow: 0 -1px 6px #0006; }
  .panel .shown { margin-bottom: 12px; }
  .panel.notes { border-color: #c98a1b; }
  .panel h2 { margin: 0; font-size: 16px; }
  .panel header { display: flex; gap: 12px; align-items: center; justify-content: space-between; margin-bottom: 10px; }
  .panel ol { margin: 0; padding: 0; list-style: none; display: grid; gap: 14px; }
  .panel p { margin: 2px 0; overflow-wrap: anywhere; }
  .place { display: inline; white-space: normal; font-family: ui-monospace, monospace; font-size: 13px; border: 0; padding: 0; min-height: 24px; color: #ffd479; text-decoration: underline; overflow-wrap: anywhere; }
  pre { margin: 6px 0; padding: 6px 8px; overflow-x: auto; background: #000; color: #f5f2ea; border-radius: 4px; font: 13px/1.5 ui-monospace, monospace; }
  .caret { color: #ff8a80; }
  @media (max-width: 50em) { .wide { display: none; } .bar { padding: 6px 8px; gap: 6px; } }
  @media print { :host { display: none; } }
`);
root.adoptedStyleSheets = [sheet];
own.after(host);

const element = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value) node.setAttribute(key, value);
  }
  node.append(...children.filter(Boolean));
  return node;
};

// words marks what a narrow bar leaves out: "Volg[ mijn artikel]".
const words = (text) => text.split(/[[\]]/).map((part, i) => (i % 2 ? element("span", { class: "wide" }, part) : part));
const plain = (text) => text.replace(/[[\]]/g, "");
const control = (name, id, text, attributes) => element(name, { id, "aria-label": plain(text), ...attributes }, ...words(text));
const button = (id, onclick, text, attributes = {}) => control("button", id, text, { type: "button", onclick, ...attributes });
const count = (n, one, many) => (n === 1 ? "1 " + one : n + " " + many);

// What is folded stays so until there are other problems.
const known = (problems) => JSON.stringify(problems.map((p) => [p.place, p.text]));
const folded = () => remember("folded") === known(status.errors);

function draw() {
  const focus = root.activeElement?.id;
  const dock = element("div", { class: "dock" });
  if (status?.errors.length && !folded()) dock.append(errorPanel());
  if (remember("hidden") === "1") dock.append(small());
  else dock.append(status?.notes.length && remember("notes") === "1" ? notePanel() : "", toolbar());
  root.replaceChildren(dock);
  if (focus) root.getElementById(focus)?.focus();
  // The page ends above the bar.
  host.style.height = (dock.querySelector(".bar")?.offsetHeight ?? 0) + "px";
}

function set(key, value, focus) {
  remember(key, value);
  draw();
  root.getElementById(focus)?.focus();
}

function small() {
  const n = status?.errors.length ?? 0;
  return button("show", () => set("hidden", "0", "hide"), n ? count(n, "fout", "fouten") : "drukpers", {
    class: n ? "show bad" : "show", "aria-label": "Toon de balk van drukpers" + (n ? `: ${count(n, "fout", "fouten")}` : ""),
  });
}

function toolbar() {
  const bar = element("div", { class: "bar", role: "region", "aria-label": "Preview van drukpers" });
  if (offline) bar.append(element("span", { class: "state bad", role: "status" }, "Geen verbinding met drukpers"));
  if (!status) return bar;
  bar.append(...facts().filter(Boolean), element("span", { class: "actions" }, ...actions()));
  return bar;
}

// facts are what there is to know of the page.
function facts() {
  const { errors, notes } = status;
  return [
    status.label && element("span", { class: "state " + status.state }, status.label),
    status.missing && element("span", { class: "state concept" }, `Deze pagina is er niet. Bewaar ${status.missing} om haar te maken.`),
    status.words && element("span", { class: "quiet" }, `${count(status.words, "woord", "woorden")}, ${status.minutes} min.`),
    errors.length && button("problems", () => set("folded", folded() ? "" : known(errors), "problems"), count(errors.length, "fout", "fouten"),
      { class: "bad", "aria-expanded": String(!folded()) }),
    notes.length && button("notes", () => set("notes", remember("notes") === "1" ? "0" : "1", "notes"),
      count(notes.length, "opmerking", "opmerkingen"), { "aria-expanded": String(remember("notes") === "1") }),
    element("span", { class: "quiet wide" }, `${status.first ? "starten" : "laatste wijziging"}: ${status.took} ms`),
  ];
}

// actions are what there is to do.
function actions() {
  const link = (id, href, text) => href && control("a", id, text, { href });
  return [
    link("prev", status.prevDraft, "←[ Vorig concept]"),
    link("next", status.nextDraft, "[Volgend concept ]→"),
    link("edit", status.editor, "Open[ in editor]"),
    button("follow", () => set("follow", following() ? "0" : "1", "follow"), "Volg[ mijn artikel]", { "aria-pressed": String(following()) }),
    !status.always && button("published", togglePublished, "[Toon ]als gepubliceerd", { "aria-pressed": String(status.published) }),
    button("hide", () => set("hidden", "1", "show"), "✕", { "aria-label": "Verberg deze balk" }),
  ];
}

function togglePublished() {
  remember("published", status.published ? "0" : "1");
  location.reload();
}

function extent() {
  const { own, errors } = status;
  const others = errors.length - own;
  if (!own) return count(others, "fout", "fouten") + " in andere bestanden";
  const here = count(own, "fout", "fouten") + (status.state ? " in dit artikel" : " bij deze pagina");
  return others ? `${here}, ${others} in andere bestanden` : here;
}

const errorPanel = () => element("section", { class: "panel", role: "alert", "aria-label": "Fouten" },
  element("header", {},
    element("h2", {}, extent()),
    button("fold", () => set("folded", known(status.errors), remember("hidden") === "1" ? "show" : "problems"), "Vouw dicht")),
  element("p", { class: "shown" }, status.shown),
  element("ol", {}, ...status.errors.map(entry)));

const notePanel = () => element("section", { class: "panel notes", "aria-label": "Opmerkingen" },
  element("header", {}, element("h2", {}, "Bij deze pagina")),
  element("ol", {}, ...status.notes.map(entry)));

function entry(p) {
  const place = element(p.editor ? "a" : "span", { class: "place", href: p.editor }, p.place);
  const item = element("li", {}, element("p", {}, place), element("p", {}, element("strong", {}, p.text)));
  if (p.source) {
    const pre = element("pre", { tabindex: "0" }, `${p.line} | ${p.source}`);
    if (p.col) pre.append("\n", element("span", { class: "caret" }, " ".repeat(String(p.line).length + 3 + p.col - 1) + "^"));
    item.append(pre);
  }
  if (p.hint) item.append(element("p", {}, "→ " + p.hint));
  return item;
}

document.addEventListener("visibilitychange", connect);
addEventListener("pageshow", (e) => { if (e.persisted) connect(); });
addEventListener("pagehide", disconnect);
addEventListener("resize", draw);
start();

// start replaces what a tab got by what it shows: how it shows the site is its own affair, and no navigation says so.
async function start() {
  if (asPublished()) await update({ how: "page" });
  refresh();
  connect();
}
