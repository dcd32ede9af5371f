package preview

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"drukpers/themes"
)

// workshop makes the same edits in two folders: the one that is previewed, and one that never holds what can't be
// shown.
type workshop struct {
	*rand.Rand
	real, good folder
	texts      map[string]*text // by file
	broken     []string         // files that are broken in real
	number     int
}

// text is what an article says.
type text struct {
	title, date, body string
	tags, more        []string
	draft             bool
}

func (a *text) source() string {
	more := slices.Clone(a.more)
	if len(a.tags) > 0 {
		more = append(more, fmt.Sprintf("tags: [%s]", strings.Join(a.tags, ", ")))
	}
	if a.draft {
		more = append(more, "draft: true")
	}
	return article(a.title, a.date, a.body, more...)
}

var (
	editSections = []string{"nieuws", "uitleg"}
	editTags     = []string{"ai", "AI", "chatgpt", "C++", "efficiëntie", "robots", "werk"}
)

func newWorkshop(t *testing.T, seed uint64) *workshop {
	t.Helper()
	w := &workshop{
		Rand: rand.New(rand.NewPCG(seed, 1)),
		real: newFolder(t, nil), good: newFolder(t, nil), texts: map[string]*text{},
	}
	w.both(t, "site.yaml", siteYAML("Proef", 5))
	w.both(t, "content/nieuws/_index.md", "---\ntitle: Het nieuws\n---\n")
	w.both(t, "content/over.md", "---\ntitle: Over\n---\n\nZie [nieuws](/nieuws/).\n")
	w.both(t, "static/robots-uitleg.txt", "Dag robot\n")
	for range 25 {
		w.newArticle(t, editSections[w.IntN(len(editSections))])
	}
	return w
}

func siteYAML(title string, pageSize int) string {
	return fmt.Sprintf("title: %s\nbase_url: https://proef.example/\npage_size: %d\nfeeds: {limit: 5, full_text: "+
		"true}\nbuild: {minify: false}\n", title, pageSize)
}

func (w *workshop) both(t *testing.T, name, text string) {
	t.Helper()
	w.real.write(t, name, text)
	w.good.write(t, name, text)
}

func (w *workshop) newArticle(t *testing.T, section string) string {
	t.Helper()
	w.number++
	name := fmt.Sprintf("content/%s/stuk-%d.md", section, w.number)
	a := &text{title: fmt.Sprintf("Stuk %d", w.number), date: w.date(), body: w.prose(), draft: w.IntN(10) == 0}
	for range w.IntN(4) {
		a.tags = w.withTag(a.tags)
	}
	w.save(t, name, a)
	return name
}

func (w *workshop) save(t *testing.T, name string, a *text) {
	t.Helper()
	w.texts[name] = a
	w.both(t, name, a.source())
}

func (w *workshop) date() string {
	switch w.IntN(10) {
	case 0:
		return time.Now().Add(-time.Duration(w.IntN(40)) * time.Hour).UTC().Format(time.RFC3339)
	case 1:
		return "2099-12-03T09:00:00+01:00"
	}
	return fmt.Sprintf("2026-%02d-%02d", 1+w.IntN(4), 1+w.IntN(28))
}

func (w *workshop) prose() string {
	words := []string{
		"de", "machine", "leert", "wat", "een", "krant", "schrijft", "**snel**", "en", "zonder", "'fouten'",
		"[uitleg](/over/)", "[de ploeg](../ploeg/index.md)", "[sectie](../nieuws/_index.md)",
		fmt.Sprintf("[ander](stuk-%d.md)", w.IntN(30)), fmt.Sprintf("[daar](../uitleg/stuk-%d.md#meer)", w.IntN(30)),
		fmt.Sprintf("[reis](../nieuws/reis-%d)", w.IntN(2)), fmt.Sprintf("<a href='stuk-%d.md'>html</a>", w.IntN(30)),
		fmt.Sprintf("![foto](foto-%d.png)", w.IntN(2)), fmt.Sprintf("![foto](../nieuws/reis-%d/foto.png)", w.IntN(2)),
	}
	var b strings.Builder
	for range 20 + w.IntN(40) {
		b.WriteString(words[w.IntN(len(words))] + " ")
	}
	if w.IntN(4) == 0 {
		b.WriteString("\n\n![Een plaatje](/plaatjes/een.png)\n\n## Meer\n\nEinde.")
	}
	return b.String()
}

func (w *workshop) withTag(tags []string) []string {
	if tag := editTags[w.IntN(len(editTags))]; !slices.Contains(tags, tag) {
		return append(slices.Clone(tags), tag)
	}
	return tags
}

// pick gives an article that is not broken.
func (w *workshop) pick() (string, *text) {
	names := make([]string, 0, len(w.texts))
	for name := range w.texts {
		if !slices.Contains(w.broken, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	name := names[w.IntN(len(names))]
	return name, w.texts[name]
}

func (w *workshop) forget(t *testing.T, name string) {
	t.Helper()
	delete(w.texts, name)
	w.broken = slices.DeleteFunc(w.broken, func(b string) bool { return b == name })
	w.good.remove(t, name)
}

// change edits an article.
func change(how func(w *workshop, a *text)) func(*workshop, *testing.T) string {
	return func(w *workshop, t *testing.T) string {
		t.Helper()
		name, a := w.pick()
		how(w, a)
		w.save(t, name, a)
		return name
	}
}

// editKinds is the table of edits; each says what it did.
var editKinds = []struct {
	name string
	do   func(w *workshop, t *testing.T) string
}{
	{"body", change(func(w *workshop, a *text) { a.body = w.prose() })},
	{"title", change(func(w *workshop, a *text) { a.title = fmt.Sprintf("Anders %d", w.IntN(1000)) })},
	{"tag added", change(func(w *workshop, a *text) { a.tags = w.withTag(a.tags) })},
	{"tag renamed", change(func(w *workshop, a *text) {
		if len(a.tags) > 0 {
			a.tags = w.withTag(a.tags[1:])
		}
	})},
	{"tag removed", change(func(_ *workshop, a *text) { a.tags = a.tags[min(1, len(a.tags)):] })},
	{"date", change(func(w *workshop, a *text) { a.date = w.date() })},
	{"draft", change(func(_ *workshop, a *text) { a.draft = !a.draft })},
	{"head", change(func(w *workshop, a *text) {
		heads := []string{
			"summary: Kort gezegd.", "slug: adres", "aliases: [/vroeger/]", "expiryDate: 2026-02-01",
			"cover: {image: /plaatjes/een.png, alt: Een}", "weight: 3", "cover: foto-0.png",
			"cover: {image: plaatjes/een.png, relative: true}",
		}
		a.more = []string{heads[w.IntN(len(heads))]}
	})},
	{"slug", change(func(w *workshop, a *text) { a.more = []string{fmt.Sprintf("slug: adres-%d", w.number+w.IntN(99))} })},
	{"rename", (*workshop).renameArticle},
	{"delete", (*workshop).deleteArticle},
	{"new article", func(w *workshop, t *testing.T) string {
		return w.newArticle(t, editSections[w.IntN(len(editSections))])
	}},
	{"new folder", func(w *workshop, t *testing.T) string {
		return w.newArticle(t,
			fmt.Sprintf("rubriek-%d", w.IntN(3)))
	}},
	{"template", func(w *workshop, t *testing.T) string {
		return w.toggle(t, "themes/krant/partials/card.html",
			fmt.Sprintf(`<article class="card"><a href="{{.URL}}">%d {{.Title}}</a></article>`, w.IntN(9)))
	}},
	{"broken template", (*workshop).breakTemplate},
	{"style", func(w *workshop, t *testing.T) string {
		return w.toggle(t, "themes/krant/assets/krant.css", fmt.Sprintf("body { margin: %dpx }\n", w.IntN(9)))
	}},
	{"texts", func(w *workshop, t *testing.T) string {
		return w.toggle(t, "themes/krant/nl.yaml", w.language(t))
	}},
	{"site.yaml", func(w *workshop, t *testing.T) string {
		w.both(t, "site.yaml", siteYAML(fmt.Sprintf("Proef %d", w.IntN(9)), 4+w.IntN(3)))
		return "title or page size"
	}},
	{"broken site.yaml", func(w *workshop, t *testing.T) string {
		w.real.write(t, "site.yaml", "title: [onaf\n")
		return "until the next"
	}},
	{"static", func(w *workshop, t *testing.T) string {
		return w.toggle(t, fmt.Sprintf("static/los-%d.txt", w.IntN(3)), fmt.Sprint("los ", w.IntN(99)))
	}},
	{"picture", func(w *workshop, t *testing.T) string {
		if len(w.broken) > 0 { // the last good article keeps the pictures of its time
			return w.mendArticle(t) + " is mended first"
		}
		return w.toggle(t, "static/plaatjes/een.png", picture(t, 10+w.IntN(90)))
	}},
	{"picture beside articles", func(w *workshop, t *testing.T) string {
		if len(w.broken) > 0 { // as above
			return w.mendArticle(t) + " is mended first"
		}
		name := fmt.Sprintf("content/%s/foto-%d.png", editSections[w.IntN(2)], w.IntN(2))
		return w.toggle(t, name, picture(t, 10+w.IntN(90)))
	}},
	{"bundle", func(w *workshop, t *testing.T) string {
		body := fmt.Sprintf("Reis %d ![foto](foto.png) [terug](../stuk-%d.md)", w.IntN(99), w.IntN(30))
		more := []string{"slug: op-reis", "draft: true", "cover: foto.png", "url: /reizen/verslag.html"}[w.IntN(4)]
		if w.IntN(2) == 0 {
			more = "weight: 1"
		}
		return w.toggle(t, "content/nieuws/reis-0/index.md", article("Reis", w.date(), body, more))
	}},
	{"picture of a bundle", func(w *workshop, t *testing.T) string {
		if len(w.broken) > 0 {
			return w.mendArticle(t) + " is mended first"
		}
		return w.toggle(t, "content/nieuws/reis-0/foto.png", picture(t, 10+w.IntN(90)))
	}},
	{"standing bundle", func(w *workshop, t *testing.T) string {
		return w.toggle(t, "content/ploeg/index.md", article("Ploeg", w.date(), w.prose()))
	}},
	{"folder of a standing bundle", func(w *workshop, t *testing.T) string {
		return w.toggle(t, "content/ploeg/lid.md", article("Lid", w.date(), w.prose()))
	}},
	{"own rules", func(w *workshop, t *testing.T) string {
		return w.toggle(t, "static/_redirects", fmt.Sprintf("/oud-%d /over/ 301\n", w.IntN(99)))
	}},
	{"break", (*workshop).breakArticle},
	{"mend", (*workshop).mendArticle},
}

// toggle writes a file, or one time of three takes it away.
func (w *workshop) toggle(t *testing.T, name, text string) string {
	t.Helper()
	if w.IntN(3) == 0 {
		w.real.remove(t, name)
		w.good.remove(t, name)
		return "removed " + name
	}
	w.both(t, name, text)
	return name
}

func (w *workshop) renameArticle(t *testing.T) string {
	t.Helper()
	name, a := w.pick()
	w.number++
	to := path.Join(path.Dir(name), fmt.Sprintf("hernoemd-%d.md", w.number))
	w.real.rename(t, name, to)
	w.good.rename(t, name, to)
	w.texts[to] = a
	delete(w.texts, name)
	return name + " to " + to
}

func (w *workshop) deleteArticle(t *testing.T) string {
	t.Helper()
	if len(w.texts)-len(w.broken) < 15 {
		return w.newArticle(t, editSections[0]) + " is new: too few are left to delete"
	}
	name, _ := w.pick()
	if len(w.broken) > 0 && w.IntN(3) == 0 {
		name = w.broken[0]
	}
	w.forget(t, name)
	w.real.remove(t, name)
	return name
}

func (w *workshop) breakArticle(t *testing.T) string {
	t.Helper()
	name, _ := w.pick()
	breaks := []string{
		"---\ntitle: [onaf\n---\n", "---\ntitle: Zo\ndate: gisteren\n---\n", "---\ntitle: Zo\n",
		"---\nonbekend: 3\ntitle: \xff\n---\n",
	}
	w.real.write(t, name, breaks[w.IntN(len(breaks))])
	w.broken = append(w.broken, name)
	return name
}

func (w *workshop) mendArticle(t *testing.T) string {
	t.Helper()
	if len(w.broken) == 0 {
		return "nothing is broken"
	}
	name := w.broken[w.IntN(len(w.broken))]
	a := w.texts[name]
	if w.IntN(2) == 0 {
		a.body = w.prose()
	}
	w.save(t, name, a)
	w.broken = slices.DeleteFunc(w.broken, func(b string) bool { return b == name })
	return name
}

func (w *workshop) breakTemplate(t *testing.T) string {
	t.Helper()
	const name = "themes/krant/page.html"
	w.real.write(t, name, []string{"{{.Nee}}", "{{if}}", "<p"}[w.IntN(3)])
	return name + " until the next"
}

// language is the theme's nl.yaml with another word in it.
func (w *workshop) language(t *testing.T) string {
	t.Helper()
	data := bytes.Clone(readAll(t, themes.Krant(), "nl.yaml"))
	return strings.Replace(string(data), "januari", fmt.Sprintf("louwmaand %d", w.IntN(9)), 1)
}

func picture(t testing.TB, width int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, 10))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
