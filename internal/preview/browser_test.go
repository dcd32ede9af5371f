package preview

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"drukpers/internal/dev/browser"
	"drukpers/themes"
)

// browserSite has a long article and drafts.
func browserSite() map[string]string {
	files := smallSite()
	files["content/nieuws/een.md"] = longArticle("begin")
	files["content/uitleg/later.md"] = article("Later", "2099-12-03T09:00:00+01:00", "Nog niet.")
	files["themes/krant/partials/source.html"] = `<details><summary>Bron</summary>{{.Name}}</details>`
	return files
}

func longArticle(word string) string {
	return article("Een", "2026-03-01", "Woord: "+word+".\n\n"+strings.Repeat("Een alinea die de pagina lang maakt.\n\n",
		80)+"[laatste link](/over/)\n\nEinde: "+word+".", `bron: "De Bron"`)
}

func TestBrowser(t *testing.T) {
	t.Parallel()
	b := browser.ForTest(t)
	t.Run("speed", func(t *testing.T) { browserSpeed(t, b) })
	for name, test := range map[string]func(t *testing.T, b *browser.Browser){
		"edit": browserEdit, "style": browserStyle, "errors": browserErrors, "two tabs": browserTabs,
		"restart":  browserRestart,
		"keyboard": browserKeyboard, "published": browserPublished, "rename": browserRename, "background": browserBackground,
		"notes": browserNotes, "pictures": browserPictures,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, b)
		})
	}
}

func browserEdit(t *testing.T, b *browser.Browser) {
	f := newFolder(t, browserSite())
	w := open(t, b, f.run(t, Options{}, "0").address+"/nieuws/een/")
	w.js(`document.querySelector("details").open = true; link = [...document.links].find((a) => a.text === "laatste link");
		link.focus({preventScroll: true}); scrollTo(0, 600)`)
	w.until("it has scrolled", `scrollY === 600`)
	for _, word := range []string{"midden", "slot"} {
		f.write(t, "content/nieuws/een.md", longArticle(word))
		w.until("the edit shows", w.says("Woord: "+word+"."))
		w.same("an edit")
		if !w.is(`scrollY === 600 && document.querySelector("details").open && document.activeElement === link &&
		link.isConnected`) {
			t.Error("scroll position, open details or focus are lost")
		}
	}
	f.write(t, "content/nieuws/een.md", strings.Replace(longArticle("slot"), `"Een"`, `"Een met een andere titel"`, 1))
	w.until("the title shows",
		`document.title.includes("andere titel") && document.querySelector("h1").innerText.includes("andere titel")`)
	w.same("an edit of the title")
	if !w.is(`document.querySelectorAll("drukpers-preview").length === 1 &&
		document.querySelectorAll('script[src^="/.drukpers/"]').length === 1`) {
		t.Error("the script's own elements are not there once")
	}
	w.calm(false)
}

func browserStyle(t *testing.T, b *browser.Browser) {
	f := newFolder(t, browserSite())
	w := open(t, b, f.run(t, Options{}, "0").address+"/nieuws/twee/")
	css := string(readAll(t, themes.Krant(), "assets/krant.css"))
	for _, colour := range []string{"rgb(1, 2, 3)", "rgb(4, 5, 6)"} {
		f.write(t, "themes/krant/assets/krant.css", css+"\nbody { background: "+colour+" !important }\n")
		w.until("the style shows", `getComputedStyle(document.body).backgroundColor === "`+colour+`"`)
		w.until("the old sheet is gone", `document.querySelectorAll('link[rel="stylesheet"]').length === 1`)
		w.same("a new style")
	}
	w.calm(false)
}

func browserErrors(t *testing.T, b *browser.Browser) {
	f := newFolder(t, browserSite())
	r := f.run(t, Options{}, "0")
	w := open(t, b, r.address+"/nieuws/een/")
	other := open(t, b, r.address+"/nieuws/twee/")
	f.write(t, "content/nieuws/een.md", "---\ntitle: Een\ndate: gisteren\n---\n\nStuk.\n")
	for _, tab := range []*window{w, other} {
		tab.until("the overlay is there",
			shadow+`.querySelector(".panel .place")?.innerText.startsWith("content/nieuws/een.md:3")`)
		if !tab.is(shadow + `.querySelector(".panel pre").innerText.includes("date: gisteren")`) {
			t.Error("the overlay does not show the line")
		}
		tab.same("a broken article")
	}
	if !w.is(w.says("Woord: begin.")) {
		t.Error("the last good page is gone")
	}
	for tab, heading := range map[*window]string{
		w:     "1 fout in dit artikel\\nJe ziet de laatste goede versie van dit artikel.",
		other: "1 fout in andere bestanden\\nDeze pagina is wel de nieuwste versie.",
	} {
		said := `[...` + shadow + `.querySelectorAll(".panel h2, .panel .shown")].map((e) => e.innerText).join("\n")`
		if !tab.is(said + ` === "` + heading + `"`) {
			t.Errorf("the overlay does not say %q", heading)
		}
	}
	other.click("fold")
	other.until("the overlay is folded",
		shadow+`.querySelector(".panel") === null && `+shadow+`.getElementById("problems").innerText === "1 fout"`)
	f.write(t, "content/nieuws/twee.md", article("Twee", "2026-03-02", "Gewoon door."))
	other.until("the other page is edited", other.says("Gewoon door."))
	if !other.is(shadow + `.querySelector(".panel") === null`) {
		t.Error("an edit elsewhere unfolds the overlay")
	}
	f.write(t, "themes/krant/page.html", "{{.Onzin}}")
	other.until("a mistake in a template is told too",
		shadow+`.querySelector(".panel")?.innerText.includes("themes/krant/page.html:1")`)
	f.write(t, "content/nieuws/een.md", longArticle("hersteld"))
	f.remove(t, "themes/krant/page.html")
	for _, tab := range []*window{w, other} {
		tab.until("the overlay is gone", shadow+`.querySelector(".panel, .bad") === null`)
		tab.same("mending")
		tab.calm(false)
	}
	w.until("the mended page shows", w.says("Woord: hersteld."))
}

func browserTabs(t *testing.T, b *browser.Browser) {
	f := newFolder(t, eventSite())
	r := f.run(t, Options{}, "0")
	one, two := open(t, b, r.address+"/los/een/"), open(t, b, r.address+"/nieuws/twee/")
	for _, tab := range []*window{one, two} {
		tab.js(`updates = 0; document.documentElement.addEventListener("drukpers:update", () => updates++)`)
	}
	f.write(t, "content/los/een.md", article("Los een", "2026-02-01", "Alleen hier.", "summary: Kort."))
	one.until("the edit shows", one.says("Alleen hier.")+" && updates === 1")
	f.write(t, "content/nieuws/twee.md", article("Twee", "2026-03-02", "Alleen daar.", "summary: Kort."))
	two.until("the edit shows", two.says("Alleen daar.")+" && updates === 1")
	if !one.is("updates === 1") {
		t.Error("the other tab changed too")
	}
	one.calm(false)
	two.calm(false)
}

func browserRestart(t *testing.T, b *browser.Browser) {
	f := newFolder(t, browserSite())
	r := f.run(t, Options{}, "0")
	port := r.address[strings.LastIndex(r.address, ":")+1:]
	w := open(t, b, r.address+"/nieuws/een/")
	f.write(t, "content/nieuws/een.md", longArticle("tussendoor"))
	w.until("an edit shows", w.says("Woord: tussendoor."))
	for _, word := range []string{"begin", "gewijzigd"} { // the first is what the page said when it was opened
		r.stop()
		w.until("the tab says so", shadow+`.querySelector(".bar").innerText.includes("Geen verbinding")`)
		f.write(t, "content/nieuws/een.md", longArticle(word))
		r = f.run(t, Options{}, port)
		w.until("what changed meanwhile shows", w.says("Woord: "+word+"."))
		w.until("the tab says so no more", `!`+shadow+`.querySelector(".bar").innerText.includes("Geen verbinding")`)
		w.same("a restart")
	}
	f.write(t, "content/nieuws/een.md", longArticle("daarna"))
	w.until("it goes on", w.says("Woord: daarna."))
	w.calm(true)
}

func browserKeyboard(t *testing.T, b *browser.Browser) {
	w := open(t, b, newFolder(t, browserSite()).run(t, Options{}, "0").address+"/uitleg/klad/")
	focused := func(id string) bool {
		return w.is(shadow + `.activeElement?.id === "` + id + `"`)
	}
	reach := func(id string) {
		t.Helper()
		for range 100 {
			if focused(id) {
				return
			}
			w.press(kb.Tab)
		}
		t.Fatalf("%s can't be reached by Tab", id)
	}
	reach("follow")
	w.press(kb.Enter)
	w.until("the button is pressed, and keeps the focus",
		shadow+`.getElementById("follow").ariaPressed === "true" && `+shadow+`.activeElement?.id === "follow"`)
	reach("hide")
	w.press(kb.Enter)
	w.until("the bar is hidden", shadow+`.querySelector(".bar") === null && `+shadow+`.activeElement?.id === "show"`)
	w.do(chromedp.Reload())
	w.until("it stays hidden", shadow+`?.querySelector(".bar") === null && `+shadow+`.getElementById("show") !== null`)
	reach("show")
	w.press(kb.Enter)
	w.until("the bar is back", shadow+`.querySelector(".bar") !== null && `+shadow+`.activeElement?.id === "hide"`)
	reach("published")
	w.press(kb.Enter)
	w.until("the draft is not published",
		`document.title !== "" &&
		`+shadow+`?.getElementById("published")?.ariaPressed === "true" && !`+w.says("Nog niet af."))
}

func browserPublished(t *testing.T, b *browser.Browser) {
	w := open(t, b, newFolder(t, browserSite()).run(t, Options{}, "0").address+"/")
	label := func(text string) string { // by the theme or by the script
		return fmt.Sprintf(`[...document.querySelectorAll("main *")]
		.filter((e) => !e.children.length && e.innerText === %q && e.checkVisibility()).length`, text)
	}
	w.until("a draft is labelled", label("Concept"))
	w.until("a planned article is labelled", label("Gepland: 3 december 2099, 09:00"))
	w.click("next")
	w.until("the first draft is there",
		`location.pathname === "/uitleg/later/" &&
		`+shadow+`?.querySelector(".state")?.innerText.startsWith("Gepland: 3 december")`)
	w.click("next")
	w.until("the next draft is there",
		`location.pathname === "/uitleg/klad/" && `+shadow+`?.querySelector(".state")?.innerText === "Concept"`)
	w.until("it is labelled once", label("Concept")+" === 1")
	if !w.is(`new URL(` + shadow + `.getElementById("edit").href).protocol === "vscode:"`) {
		t.Error("no link opens the file")
	}
	w.js(`location.assign("/")`)
	w.until("home is there", `location.pathname === "/" && `+shadow+`?.getElementById("published") != null`)
	w.click("published")
	w.until("drafts are hidden",
		shadow+`?.getElementById("published")?.ariaPressed === "true" && !`+w.says("Klad")+` && !`+w.says("Later"))
	w.js(`location.assign("/uitleg/klad/")`)
	w.until("a draft is the 404, with its own label and buttons", shadow+`?.querySelector(".state")?.innerText ===
		"Concept (dit is nog niet gepubliceerd)" && `+shadow+`.getElementById("edit") !== null &&
		`+shadow+`.getElementById("prev") !== null && !`+w.says("Nog niet af."))
	other := open(t, b, strings.TrimSuffix(w.address(), "uitleg/klad/"))
	other.until("another tab shows drafts", other.says("Klad"))
	w.js(`[...document.links].find((a) => a.pathname === "/").click()`)
	w.until("a link keeps it", `location.href.endsWith("/") && location.pathname === "/" &&
		`+shadow+`?.getElementById("published")?.ariaPressed === "true" && !`+w.says("Klad"))
	w.click("published")
	w.until("drafts are back", shadow+`?.getElementById("published")?.ariaPressed === "false" && `+w.says("Klad"))
	w.calm(true)
}

// browserRename follows an article to its new address when it has the old one as an alias.
func browserRename(t *testing.T, b *browser.Browser) {
	f := newFolder(t, browserSite())
	w := open(t, b, f.run(t, Options{}, "0").address+"/nieuws/twee/")
	f.remove(t, "content/nieuws/twee.md")
	w.until("the page is gone", `document.title !== "" && !`+w.says("Tweede tekst."))
	w.same("a page that goes")
	f.write(t, "content/nieuws/nieuwe-naam.md", article("Twee", "2026-03-02", "Verhuisd.", "aliases: [/nieuws/twee/]"))
	w.until("the tab is at the new address", `location.pathname === "/nieuws/nieuwe-naam/" && `+w.says("Verhuisd."))
	w.calm(true)
}

// browserBackground has more tabs than a browser has connections to one server: those that can't be seen leave theirs.
func browserBackground(t *testing.T, b *browser.Browser) {
	f := newFolder(t, browserSite())
	r := f.run(t, Options{}, "0")
	w := open(t, b, r.address+"/nieuws/een/")
	const hide = `Object.defineProperty(document, "visibilityState", {value: %q, configurable: true});
	document.dispatchEvent(new Event("visibilitychange"))`
	w.js(fmt.Sprintf(hide, "hidden"))
	within(t, patience, "the connection is left", func() bool { return len(r.hub.urls()) == 0 })
	f.write(t, "content/nieuws/een.md", longArticle("achtergrond"))
	within(t, patience, "the server has the edit", func() bool {
		return strings.Contains(string(body(t, ask(r.Server, "GET", "/nieuws/een/"))), "achtergrond")
	})
	if !w.is(w.says("Woord: begin.")) {
		t.Error("a hidden tab was told")
	}
	w.js(fmt.Sprintf(hide, "visible"))
	w.until("it catches up", w.says("Woord: achtergrond."))
	w.same("being hidden")
	w.calm(false)
}

// browserNotes shows what there is to say of an article that is not an error.
func browserNotes(t *testing.T, b *browser.Browser) {
	f := newFolder(t, browserSite())
	f.write(t, "content/nieuws/twee.md", article("Twee", "2026-03-02", "Tekst.", "onbekend: ja"))
	w := open(t, b, f.run(t, Options{}, "0").address+"/nieuws/twee/")
	w.until("the note is counted", shadow+`.getElementById("notes")?.innerText === "1 opmerking"`)
	w.click("notes")
	w.until("the note is shown",
		shadow+`.querySelector(".notes .place")?.innerText.startsWith("content/nieuws/twee.md:4")`)
	w.calm(false)
}

// browserPictures has pictures come, change and go under one name: in static/, beside an article, and as a cover.
func browserPictures(t *testing.T, b *browser.Browser) {
	f := newFolder(t, browserSite())
	f.write(t, "content/nieuws/twee/index.md", article("Twee", "2026-03-02", "Tekst. ![Vast](/img/foto%201.png)\n\n"+
		"![Naast](naast.png)\n\n<img src=/img/los.png srcset='/img/los.png 1x, /img/los.png 2x' alt=Los>",
		"cover: /img/cover.png"))
	f.remove(t, "content/nieuws/twee.md")
	w := open(t, b, f.run(t, Options{}, "0").address+"/nieuws/twee/")
	shows := func(name string, width int) string {
		return fmt.Sprintf(`((all) => all.length > 0 && all.every((i) => (i.loading = "eager") && i.complete &&
			i.naturalWidth === %d))([...document.images].filter((i) => decodeURI(i.src).includes(%q)))`, width, name)
	}
	names := map[string]string{
		"foto 1.png": "static/img/foto 1.png", "naast.png": "content/nieuws/twee/naast.png", "los.png": "static/img/los.png",
		"cover.png": "static/img/cover.png",
	}
	for name, file := range names {
		for _, width := range []int{11, 12, 13} {
			f.write(t, file, picture(t, width))
			w.until(fmt.Sprintf("%s of width %d shows", name, width), shows(name, width))
		}
		w.same("a picture")
	}
	f.write(t, "content/nieuws/twee/index.md",
		strings.Replace(f.read(t, "content/nieuws/twee/index.md"), "Tekst.", "Andere tekst.", 1))
	w.until("the text shows", w.says("Andere tekst."))
	for name := range names {
		w.until(name+" is still there", shows(name, 13))
	}
	w.do(chromedp.Navigate("about:blank"), chromedp.NavigateBack())
	w.until("a picture shows after going back", shows("los.png", 13))
	w.calm(true)
}

// browserSpeed measures how long it takes from writing a file until the browser has drawn the text.
func browserSpeed(t *testing.T, b *browser.Browser) {
	const edits = 20
	f := newFolder(t, browserSite())
	w := open(t, b, f.run(t, Options{}, "0").address+"/nieuws/een/")
	w.js(`drawn = {};
		(function look(now) {
			const word = document.querySelector("main").innerText.match(/Woord: meting-(\d+)/)?.[1];
			if (word && !drawn[word]) requestAnimationFrame(() => { drawn[word] = Date.now(); });
			requestAnimationFrame(look);
		})()`)
	var took []time.Duration
	for n := range edits {
		started := time.Now()
		f.write(t, "content/nieuws/een.md", longArticle(fmt.Sprint("meting-", n)))
		w.until("it is drawn", fmt.Sprintf(`drawn[%d]`, n))
		drawn, err := browser.Value[int64](w.Tab, fmt.Sprintf(`drawn[%d]`, n))
		must(t, err)
		took = append(took, time.UnixMilli(drawn).Sub(started).Round(time.Millisecond))
	}
	w.same("an edit")
	slices.Sort(took)
	t.Logf("from edit to pixels, %d edits: median %v, maximum %v", edits, took[edits/2], took[edits-1])
}
