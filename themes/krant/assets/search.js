// Searches the full text of all articles in the browser itself: what the reader types is sent nowhere. It fetches the few
// files of the index that a query needs; docs/search.md of drukpers describes them, and how results are ordered.
(() => {
  // Words and stems, as the packages search and stem of drukpers make them.

  const letter = "[\\p{L}\\p{M}\\xAD]", any = "[\\p{L}\\p{M}\\p{Nd}\\xAD]", single = "[\\p{M}\\xAD]*\\p{L}[\\p{M}\\xAD]*";
  const wordForm = RegExp(`${single}[+#]{1,2}(?![+#]|${any})|(?:${single}[-‐‑](?=${letter}))?${any}(?:${any}|(?<=\\p{Nd})[.,](?=\\p{Nd})|(?<=${letter})['’&](?=${letter}))*`, "gu");
  const fold = (word) => [...word.normalize("NFKD").replace(/[\p{M}\xAD‐‑-]/gu, "").toLowerCase().replace(/[’ʼ]/g, "'").replace(/ς/g, "σ").replace(/'s$/, "")].slice(0, 40).join("");
  // The words of a text: where each begins, as written, and folded.
  const wordsOf = (text) => [...text.replace(/[\u{10000}-\u{10FFFF}]/gu, "  ").matchAll(wordForm)].map((m) => [m.index, m[0], fold(m[0])]).filter((w) => w[2]);

  // The notation of these steps is explained in internal/stem/table.go.
  const steps = [
    "nde =nd,ies 1=ie,aus 1V=au,es ar1C=~ er1C= 1C=e,en hed]1=heid nd= d]1C= iV= jV= 1C=~,s t1! 1C=",
    "lijke 1=lijk,ische 1=isch,ieve 1C=ief,ene 1C=en~,je et]1C= rnt]=rn t]1X= ink]=ing mp]=m 1C=,ge 1=g,de 1C=,te 1=t,se 1=s,re 1=r,le 1=l~",
    "iteit 1=~,atie 1=eer,heid,ster,sel 1=,rder =r,arij 1C=aar,isme,erij,ing ild=er 1=~,fie 2=f~,gie 2=g~,tst 1C=t,dst 1C=d",
  ];
  const adjectives = "achtiger,achtigst,achtig 1=,ioneel 1=ie,lijker,lijkst 1=lijk,atief 1=eer,baar 1=,naar 1V=n,laar 1V=l,raar 1V=r,tant 1=teer,eriger,erigst,erig,end 1C=~";
  const moreAdjectives = "iger,igst,ig ^inn! 1C=~";
  const participles = "d n1! ^in=n 1C=,t h1! ^en! 1C=";
  const clusters = "kt =k,ft =f,pt =p";
  const dutch = (word) => {
    if (!/^[a-z]+$/.test(word)) return word;
    let regions, changed = false;
    const vowels = (text) => text.replace(/ij|[aeiouy]/g, (v) => v[1] ? "aa" : "a"); // an a for each letter of a vowel
    const isVowel = (text) => vowels(text).endsWith("a");
    const measure = () => {
      const [, one, two] = /^([^a]*a+[^a])?([^a]*a+[^a])?/.exec(vowels(word));
      regions = [one ? one.length : word.length, two ? (one + two).length : word.length];
    };
    const lengthen = () => {
      if (/(^|[^aeiou])[aou][^aeiouywx]$/.test(word) || /(^|[^aeiou])e[^aeiouywx]$/.test(word) && !/([aiou]|^e)[^aeiou]e.$|[^aeiou][aiou].[^aeiou]e.$/.test(word)) word = word.replace(/(.)(.)$/, "$1$1$2");
    };
    const holds = ([, whole, before, , conditions], text, rest = text.slice(0, text.length - before.length)) => text.endsWith(before) && !(whole && rest) &&
      [...conditions].every((c) => c == "C" ? rest && !isVowel(rest) : c == "V" ? isVowel(rest) : c == "X" ? isVowel(rest.slice(0, -1)) : rest.length >= regions[c - 1]);
    const apply = (step) => {
      const endings = step.split(",").map((line) => line.split(" ")), at = endings.findIndex(([text]) => word.endsWith(text));
      if (at < 0) return;
      const text = word.slice(0, -endings[at][0].length);
      const rule = endings.slice(at).find((ending) => ending[1]).slice(1).map((r) => /^(\^?)([a-z]*)(]?)([12CVX]*)(.)([a-z]*)(~?)/.exec(r)).find((r) => holds(r, text));
      if (!rule || rule[5] == "!") return;
      word = (rule[3] ? text.slice(0, text.length - rule[2].length) : text) + rule[6];
      if (rule[7]) lengthen();
      return changed = true;
    };
    const lose = (at, unless) => {
      const rest = word.slice(at + 2);
      if (at < 0 || rest.length < 3 || !/a[^a]/.test(vowels(rest)) || unless && unless.test(rest)) return;
      word = word.slice(0, at) + rest;
      measure();
      apply(participles);
      changed = true;
    };
    measure();
    steps.forEach(apply);
    apply(adjectives) || apply(moreAdjectives);
    if (word.startsWith("ge")) lose(0, /^(eft|val(?!i)|vaa|vare)/);
    lose(word.indexOf("ge", 1));
    apply(clusters);
    if (changed && word != "inn") word = /([^aeiouy])\1$/.test(word) ? word.slice(0, -1) : word.replace(/v$/, "f").replace(/z$/, "s");
    return word;
  };

  // The index.

  const most = 20; // articles that are read for a phrase
  const stale = Symbol(); // a file is of another index than the directory
  let base, directory, numbering, sections, years, blocks, stop, count, cut, language, cache = "default", files = {};
  const get = (url) => files[url] ||= fetch(url, { cache }).then((r) => {
    if (!r.ok) throw r.status == 404 ? stale : url;
    return r.text();
  });
  const number = (n) => "/" + `${n}`.padStart(3, 0) + ".txt";
  // A file of the index, when its first line is what the directory says.
  const read = async (name, ...head) => {
    const text = await get(base + name);
    if (!text.startsWith(["1", ...head].join("\t") + "\n")) throw stale;
    return text;
  };
  const open = async (url) => {
    base = url.replace(/[^/]*$/, "");
    const lines = (await read(url.slice(base.length))).split("\n").map((line) => line.split("\t"));
    directory = Object.fromEntries(lines.map(([name, ...rest]) => [name, rest]));
    ({ numbering, sections, blocks: [blocks = ""], stop: [stop = ""], articles: [count, cut], stem: [language] } = directory);
    years = directory.years.map((y) => y.split(":"));
  };
  const stemOf = (word) => language == "nl" ? dutch(word) : word;

  // The weights of the documents that have a word, and how many have its stem.
  const look = async ({ word, stem, prefix }) => {
    const weights = new Map();
    let exact = 0;
    await Promise.all(["old", "new"].map(async (folder, generation) => {
      const begins = directory[folder], first = generation * cut;
      await Promise.all(begins.map(async (begin, i) => {
        const next = begins[i + 1] || "", has = (text) => begin <= text && !(next && next <= text);
        if (!has(stem) && !(prefix && (has(word) || begin.startsWith(word) && begins[i - 1] <= word))) return;
        for (const line of (await read(folder + number(i), numbering[generation], begin, next)).split("\n").slice(1)) {
          const [have, postings] = line.split("\t"), same = have == stem;
          if (!same && !(prefix && have.startsWith(word))) continue;
          let doc = first - 1;
          for (const c of postings) {
            let v = c.charCodeAt() - 32;
            if (v >= 0xD7E0) v -= 0x800;
            if (v >= 0xF000) doc += (v - 0xEFFF) * 7680;
            else {
              doc += (v >> 3) + 1;
              exact += same;
              weights.set(doc, Math.max(weights.get(doc) || 0, (v & 7) >> !same));
            }
          }
        }
      }));
    }));
    return [weights, exact || weights.size];
  };

  const joined = (words) => ["", ...words.map((w) => w[2]), ""].join(" ");

  // What a query asks for.
  const parse = (query) => {
    const phrases = [], terms = [];
    query = query.replace(/[“”„«»]/g, '"');
    for (const [, minus, quoted, plain] of query.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
      const words = wordsOf(quoted ?? plain);
      if (quoted != null && !minus && words.length > 1) phrases.push(joined(words));
      for (const [, written, word] of words) if (!` ${stop} `.includes(` ${word} `)) terms.push({ word, written, minus, stem: stemOf(word) });
    }
    const last = terms.at(-1);
    if (last && !last.minus && last.word.length > 2 && wordsOf(query).at(-1)[2] == last.word && /[^\s"]$/.test(query)) last.prefix = true;
    return { terms, phrases };
  };

  // The documents that a query finds, the best first, whether they have all words, and a word that is nowhere.
  const find = async (terms) => {
    const found = await Promise.all(terms.map(look));
    const scores = new Map();
    found.forEach(([weights, n], i) => {
      for (const [doc, weight] of weights) {
        const hit = scores.get(doc) || [doc, 0, 0];
        hit[1] += terms[i].minus ? -1e6 : 1;
        hit[2] += Math.log(1 + (count - n + 0.5) / (n + 0.5)) * (weight + 1) / 8 * (1 + 0.1 * doc / count);
        scores.set(doc, hit);
      }
    });
    const all = [...scores.values()], best = all.reduce((n, hit) => Math.max(n, hit[1]), 1);
    const hits = all.filter((hit) => hit[1] == best).sort((a, b) => b[2] - a[2] || b[0] - a[0]).map((hit) => hit[0]);
    return [hits, best >= terms.filter((t) => !t.minus).length, terms.find((t, i) => !t.minus && !found[i][0].size)];
  };

  const card = async (doc) => {
    const block = doc >> 5, at = 4 * (block - (cut >> 5));
    const text = await read("articles" + number(block), doc < cut ? numbering[0] : blocks.slice(at, at + 4));
    return text.split("\n")[1 + doc % 32].split("\t"); // title, link, date, section, short text, story, status
  };

  // Whether one is the other with a letter more, less or other, or two swapped.
  const near = (a, b) => {
    let i = 0;
    while (i < a.length && a[i] == b[i]) i++;
    const x = a.slice(i), y = b.slice(i);
    return x.slice(1) == y || x == y.slice(1) || x.slice(1) == y.slice(1) || x[0] == y[1] && x[1] == y[0] && x.slice(2) == y.slice(2);
  };
  const meant = async ({ word }) => (await read("words.txt")).split("\n").find((other) => other != word && near(other, word));

  // The page.

  const [form, status, retry, list, more] = document.querySelector(".search").children;
  const [field, , section, year, order] = form.elements;
  const text = status.dataset;
  const say = (key, n) => status.append(text[key].replace("%d", n) + " ");
  const make = (name, content, parent, className = "") => {
    parent.append(parent.className == "meta" ? " " : "", document.createElement(name));
    return Object.assign(parent.lastChild, { textContent: content, className });
  };

  const asked = new URLSearchParams(location.search);
  let run = 0, hits = [], shown = 0, terms = [], stories, timer, [wanted, place] = history.state || [0];
  const choose = () => {
    for (const name of sections) make("option", name, section);
    for (const [name] of years) make("option", name, year);
    for (const select of [section, year, order]) select.value = asked.get(select.name) || "";
    section.closest("p").hidden = false;
  };
  const filter = async (docs) => {
    if (year.value) {
      const i = year.selectedIndex, [, from] = years[i - 1], [, to = count] = years[i] || [];
      docs = docs.filter((doc) => doc >= +from && doc < +to);
    }
    if (section.value) {
      const numbers = (await read("sections.txt", ...numbering)).split("\n")[1];
      docs = docs.filter((doc) => numbers.charCodeAt(doc) - 31 == section.selectedIndex);
    }
    return order.value ? docs.sort((a, b) => b - a) : docs;
  };
  // Those of the first documents whose page has the phrases.
  const verify = async (docs, phrases) => (await Promise.all(docs.slice(0, most).map(async (doc) => {
    const page = new DOMParser().parseFromString(await get((await card(doc))[1]), "text/html").querySelector("main");
    const words = joined(wordsOf(page.textContent));
    return phrases.every((phrase) => words.includes(phrase)) ? [doc] : [];
  }))).flat();

  const mark = (content, line) => {
    let from = 0;
    for (const [at, written, word] of wordsOf(content)) {
      const stem = stemOf(word);
      if (!terms.some((t) => !t.minus && (t.stem == stem || t.prefix && word.startsWith(t.word)))) continue;
      line.append(content.slice(from, at));
      make("mark", written, line);
      from = at + written.length;
    }
    line.append(content.slice(from));
  };
  const show = async (n, mine) => {
    const docs = hits.slice(shown, shown + n), cards = await Promise.all(docs.map(card));
    if (mine != run) return;
    shown += docs.length;
    for (const [i, [title, address, date, section, short, story = "", state]] of cards.entries()) {
      const key = story || `${docs[i]}`, same = stories[key];
      if (same) {
        same.note ||= make("span", "", same.meta);
        same.note.textContent = text[++same.n > 1 ? "alike" : "alikeOne"].replace("%d", same.n);
        continue;
      }
      const item = make("li", "", list);
      make("p", section, item, "kicker");
      const link = make("a", "", make("h2", "", item, "card-title"));
      link.href = address;
      mark(title, link);
      if (short) mark(short, make("p", "", item, "card-summary"));
      const meta = make("p", "", item, "meta");
      if (state) make("strong", text[state], meta, "badge");
      if (date) make("time", new Date(date + "T12:00").toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }), meta).dateTime = date;
      stories[key] = { n: 0, meta };
    }
    more.hidden = shown >= hits.length;
  };

  const fail = () => {
    status.textContent = text.failed;
    retry.hidden = false;
  };
  const search = async (mine, again) => {
    try {
      if (!retry.hidden || again) files = {};
      retry.hidden = true;
      if (!directory) {
        await open(text.index);
        if (section.length < 2) choose();
      }
      const query = parse(field.value), [found, all, lost] = await find(query.terms);
      let docs = await filter(found);
      const beyond = query.phrases.length && docs.length > most;
      if (query.phrases.length) docs = await verify(docs, query.phrases);
      if (mine != run) return;
      hits = docs, shown = 0, terms = query.terms, stories = {};
      list.replaceChildren();
      await show(Math.max(4, wanted), mine);
      if (mine != run) return;
      status.textContent = "";
      say(hits.length > 1 ? "other" : hits.length ? "one" : "none", hits.length);
      if (hits.length && !all) say("some");
      if (beyond) say("looked", most);
      if (place) scrollTo(0, place);
      wanted = place = 0;
      const other = lost && await meant(lost);
      if (other && mine == run) {
        const [before, behind] = text.meant.split("%s");
        status.append(before);
        make("a", other, status).href = "?q=" + encodeURIComponent(field.value.replace(lost.written, other));
        status.append(behind);
      }
    } catch (error) {
      if (mine != run) return;
      if (error != stale || again) return fail();
      cache = "reload"; // the site may have been published anew since this page was opened
      directory = null;
      search(mine, true);
    }
  };
  const keep = (state) => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    try {
      history.replaceState(state, "", query.size ? "?" + query : location.pathname);
    } catch {} // a browser may refuse it to who types fast
  };
  const start = () => {
    run++;
    status.textContent = "";
    if (field.value.trim()) return search(run);
    list.replaceChildren();
    more.hidden = true;
  };

  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => { keep(); start(); }, wait);
  };
  form.oninput = () => soon(150);
  form.onsubmit = (event) => { event.preventDefault(); soon(0); };
  retry.onclick = start;
  more.onclick = () => {
    more.hidden = true;
    show(10, run).catch(fail);
  };
  onscroll = () => { if (!more.hidden && more.getBoundingClientRect().top < innerHeight) more.onclick(); };
  onpagehide = () => keep([shown, scrollY]);
  form.parentNode.onkeydown = (event) => {
    const stops = [field, ...list.querySelectorAll("a")], step = { ArrowDown: 1, ArrowUp: -1 }[event.key], at = stops.indexOf(event.target);
    if (event.key == "Escape" && at > 0) field.focus();
    if (!step || at < 0) return;
    event.preventDefault();
    stops[at + step]?.focus();
  };
  field.value = asked.get("q") || "";
  start();
})();
