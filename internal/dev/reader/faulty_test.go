package reader

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"drukpers/internal/dev/browser"
)

// faulty is, for each bar, what has to be found on a page. The rest of the page is as it should be.
var faulty = map[string]struct {
	style, body string
	want        string // a part of what is said
	faults      func(t testing.TB, tab *browser.Tab) []string
}{
	"contrast": {`p { color: #666 }`, `<p>Bleek</p>`, "color-contrast-enhanced", axeFaults},
	"dark contrast": {
		`@media (prefers-color-scheme: dark) { html { background: #000 } p { color: #222 } }`,
		`<p>Donker</p>`, "color-contrast", inTheDark,
	},
	"alternative": {``, `<img src="/ontbreekt.png">`, "image-alt", axeFaults},
	"policy":      {``, `<p style="color: red">Rood</p>`, "Content Security Policy", consoleOf},
	"exception":   {``, `<script src="/fout.js"></script>`, "exception", consoleOf},
	"cookie":      {``, `<script src="/koekje.js"></script>`, "a cookie: koekje", keptFaults},
	"storage":     {``, `<script src="/koekje.js"></script>`, "localStorage: koekje", keptFaults},
	"other host":  {``, `<img alt="" src="https://elders.example/a.png">`, "https://elders.example/a.png", outsideOf},
	"no focus":    {`a { outline: none }`, ``, "shows no focus", keyboardFaults},
	"not reached": {``, `<a href="/" tabindex="-1">Thuis</a>`, "is passed over", keyboardFaults},
	"trap": {
		``, `<script src="/val.js"></script><button id="val">Val</button><a href="/later">Later</a>`,
		"can't be reached", keyboardFaults,
	},
	"no skip link": {`.skip { display: none }`, `<a href="/">Thuis</a>`, "the first Tab leads to", skipFaults},
	"unseen skip":  {`.skip, .skip:focus { position: absolute; left: -900px }`, ``, "can't be seen", skipFaults},
	"small target": {``, `<p><a href="/">Thuis</a></p>`, "<a href=\"/\">Thuis", scripted(targetsScript)},
	"wide":         {`p { width: 5000px }`, `<p>Breed</p>`, "the page is", scripted(overflowScript)},
	"cut off": {
		`p { width: 50px; overflow: hidden }`, `<p>Arbeidsongeschiktheidsverzekering</p>`, "is cut off",
		scripted(overflowScript),
	},
	"menu off the screen": {
		`.menu { display: flex; overflow: hidden } .menu a { flex: none; width: 900px }`,
		`<nav class="menu"><a href="/">Een</a><a href="/twee">Twee</a></nav>`, "is not on the first screen",
		scripted(phoneScript),
	},
	"text under a picture": {
		`.card-image { float: right; width: 50% }`,
		`<article class="with-cover"><a class="card-image" href="/">Plaatje</a><div class="card-text">Tekst</div></article>`,
		"runs under its picture", scripted(phoneScript),
	},
	"no room": {``, `<div class="list-lead">Kop</div><section>Lijst</section>`, "touches", scripted(phoneScript)},
	"narrow spaces": {
		`h2 { word-spacing: -.15em }`, `<h2>Twee woorden</h2>`, "a space of", scripted(headlinesScript),
	},
	"lost part": {``, `<h2>Een AI-model</h2>`, "may end in a short part", scripted(headlinesScript)},
	"broken picture": {
		``, `<p data-letter="A"><img src="/ontbreekt.png" alt=""></p>`, "a broken picture", scripted(lostScript),
	},
	"nothing left": {``, `<p data-letter="A">x</p>`, "nothing is left", scripted(lostScript)},
	"said twice": {
		``, `<a href="/" aria-hidden="true"><img src="/ontbreekt.png" alt="Nog eens"></a>`, "says it twice",
		scripted(lostScript),
	},
	"transition": {`a { transition: color 1s }`, ``, "would move", scripted(motionScript)},
	"animation": {
		`@keyframes k { to { color: red } } p { animation: k 1s infinite }`, `<p>Druk</p>`, "runs",
		scripted(motionScript),
	},
	"smooth": {`html { scroll-behavior: smooth }`, ``, "scrolls smoothly", scripted(motionScript)},
	"shift": {
		``, `<script src="/schuif.js"></script><p id="schuif">Schuift</p>`, "shift of",
		scripted(shiftScript),
	},
	"text of scripts": {``, `<script src="/tekst.js"></script>`, "Alleen met script", onlyScripted},
}

// scripts are those of the faulty pages.
var scripts = map[string]string{
	"/fout.js":   `throw new Error("fout")`,
	"/koekje.js": `document.cookie = "koekje=1"; localStorage.koekje = 1`,
	"/val.js": `addEventListener("keydown", (e) => { if (e.key === "Tab" && ` +
		`document.activeElement.id === "val") e.preventDefault(); })`,
	"/schuif.js": `requestAnimationFrame(() => setTimeout(() => ` +
		`{ document.getElementById("schuif").style.marginTop = "200px"; }, 100))`,
	"/tekst.js": `document.querySelector("main").append("Alleen met script")`,
}

// inTheDark looks at the page a second time.
func inTheDark(t testing.TB, tab *browser.Tab) []string {
	t.Helper()
	view := desktop
	view.Dark = true
	must(t, tab.Look(view))
	return runAxeFor(t, tab, colourRule)
}

func scripted(code string) func(testing.TB, *browser.Tab) []string {
	return func(t testing.TB, tab *browser.Tab) []string {
		t.Helper()
		return find(t, tab, code)
	}
}

func consoleOf(_ testing.TB, tab *browser.Tab) []string { return consoleFaults(tab) }

func outsideOf(t testing.TB, tab *browser.Tab) []string {
	t.Helper()
	own, err := browser.Value[string](tab, "location.origin")
	must(t, err)
	return outsideFaults(tab, own, func(string) bool { return false })
}

// onlyScripted visits the page a second time.
func onlyScripted(t testing.TB, tab *browser.Tab) []string {
	t.Helper()
	with := find(t, tab, shownScript)
	address, err := browser.Value[string](tab, "location.href")
	must(t, err)
	view := desktop
	view.NoScript = true
	must(t, tab.Look(view))
	must(t, tab.Visit(address))
	return missing(with, find(t, tab, shownScript))
}

const faultyPage = `<!doctype html><html lang="nl"><head><title>Proef</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/stijl.css?naam=%[1]s"></head>
<body><a class="skip" href="#main">Naar de inhoud</a><main id="main"><h1>Proef</h1>%[2]s
<a class="big" href="/verder">Verder lezen</a></main></body></html>`

// TestBrowserFindsFaults shows that no bar lets everything pass, and that a page without faults passes all.
func TestBrowserFindsFaults(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Query().Get("naam")
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' https: data:")
		switch {
		case r.URL.Path == "/stijl.css":
			w.Header().Set("Content-Type", "text/css")
			fmt.Fprintf(w, `a { display: inline-block; min-height: 24px } p a { display: inline; } %s`, faulty[name].style)
		case scripts[r.URL.Path] != "":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, scripts[r.URL.Path])
		default:
			fmt.Fprintf(w, faultyPage, strings.ReplaceAll(name, " ", "+"), faulty[name].body)
		}
	}))
	t.Cleanup(server.Close)
	axeSource(t)
	tab, err := browser.ForTest(t).Open(desktop)
	must(t, err)
	look := func(f func(testing.TB, *browser.Tab) []string, query string) []string {
		must(t, tab.Look(desktop))
		must(t, tab.Visit(server.URL+"/"+query))
		return f(t, tab)
	}
	for name, f := range faulty { // first, since a faulty page leaves things in the browser
		if faults := look(f.faults, ""); len(faults) > 0 {
			t.Errorf("%s: found where there is none: %q", name, faults)
		}
	}
	for name, f := range faulty {
		if faults := look(f.faults, "?naam="+strings.ReplaceAll(name, " ", "+")); !strings.Contains(strings.Join(faults,
			"\n"), f.want) {
			t.Errorf("%s: found %q, want %q", name, faults, f.want)
		}
	}
}
