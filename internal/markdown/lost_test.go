package markdown

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"drukpers/internal/report"
)

// shownText is all that a reader can get of HTML: its text, and the alternative texts and titles of what is in it.
func shownText(t testing.TB, text string) string {
	t.Helper()
	var b strings.Builder
	for _, root := range parse(t, "<div>"+text+"</div>") {
		for n := range root.Descendants() {
			if n.Type == html.TextNode {
				b.WriteString(n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "alt" || a.Key == "title" {
					b.WriteString(" " + a.Val + " ")
				}
			}
		}
	}
	return lettersOf(b.String())
}

// lettersOf keeps the letters and digits of a text, in which markup and typography change nothing.
func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// told reports whether a problem names a line, or says that all from an earlier line on is gone.
func told(problems report.List, line int) bool {
	return slices.ContainsFunc(problems, func(p report.Problem) bool {
		rest := p.Rule == "open-commentaar" || strings.Contains(p.Text, "met alles wat erin staat") ||
			p.Rule == "voetnoot" && strings.HasSuffix(p.Text, "komt niet op de site")
		return p.Line == line || rest && p.Line < line
	})
}

// textWriter writes markdown at random, in which every word that a reader should get is another one.
type textWriter struct {
	random *rand.Rand
	lines  []string
	words  map[string]int // word → line
	notes  []string
}

func (w *textWriter) word() string {
	word := fmt.Sprintf("wq%dq", len(w.words))
	w.words[word] = len(w.lines) + 1
	return word
}

func (w *textWriter) line(format string, args ...any) {
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

func (w *textWriter) pick(all ...string) string { return all[w.random.IntN(len(all))] }

// inline are pieces of a line; %s is a word.
var inline = strings.Split(`%s|**%s**|*%s*|`+"`%s`|`` %s ``"+`|[%s](/x/)|[%s](<https://a.nl/b c>)|[%s](/a b.pdf)|
![%s](/img/x y.png)|![%s](x.png "%s")|<b>%s</b>|<b>%s|%s</i>|<kbd>%s</kbd>|<%s>|<klant %s>|<title>%s|
<script>%s</script>|<style>%s|<textarea>%s</textarea>|<font color="red">%s</font>|
<span style="color:red" onclick="x()">%s</span>|<a href="javascript:x">%s</a>|
<iframe src="https://kwaad.nl">%s</iframe>|<noscript>%s</noscript>|<xmp>%s|<plaintext>%s|
<svg><text>%s</text></svg>|<math><mi>%s|<form>%s</form>|<button>%s</button>|<select><option>%s|**%s **%s|
__%s__x|[%s][weg]|[^weg%s]|~~%s~~|\*%s\*|&lt;%s&gt;|{{< %s >}}|{%% %s %%}|{{ %s }}|[[%s]]|$$%s$$|<?%s ?>|
<!DOCTYPE %s>|<![CDATA[%s]]>|a<b en %s>d|<img alt="%s" src="x.png">|<details><summary>%s</summary>%s|
<!-- weg -->%s|%s<br>%s|https://a.nl/ %s|<https://a.nl/> %s|<u>%s</u>|<q>%s</q>|
<video src="http://a.nl/x">%s</video>|<object>%s</object>|<p>%s|<div>%s|</div>%s|<li>%s|<td>%s|
<table><tr><td>%s|(dus %s)|"%s"|'%s'|%s--%s|:%s:|%s\`, "|")

// fill puts words in one of a few pieces.
func (w *textWriter) fill(pieces ...string) string {
	piece := strings.TrimSpace(w.pick(pieces...))
	for strings.Contains(piece, "%s") {
		piece = strings.Replace(piece, "%s", w.word(), 1)
	}
	return strings.ReplaceAll(piece, "%%", "%")
}

func (w *textWriter) text() string {
	var b strings.Builder
	for range 1 + w.random.IntN(4) {
		b.WriteString(w.fill(inline...) + w.pick(" ", " ", "", ", "))
	}
	return strings.TrimSpace(b.String())
}

func (w *textWriter) block(prefix string) {
	line := func(format string, args ...any) {
		w.line("%s", strings.TrimRight(prefix+fmt.Sprintf(format, args...), " "))
	}
	switch w.random.IntN(26) {
	case 0:
		line("%s %s", strings.Repeat("#", 1+w.random.IntN(6)), w.text())
	case 1:
		line("%s", w.text())
		line("%s", w.pick("===", "---"))
	case 2:
		for range 1 + w.random.IntN(3) {
			line("%s %s", w.pick("-", "*", "1.", "- [x]"), w.text())
		}
	case 3:
		if len(prefix) < 6 {
			w.block(prefix + "> ")
			w.block(prefix + "> ")
		}
	case 4:
		if len(prefix) < 6 {
			line("- %s", w.text())
			line("")
			w.block(prefix + "  ")
		}
	case 5:
		line("| %s | %s |", w.word(), w.word())
		line("|---|%s", w.pick("---|", ":-:|", "---|---|"))
		line("| %s | %s |%s", w.word(), w.word(), w.fill("", " %s |"))
		line("| %s", w.word())
	case 6:
		line("```%s", w.fill("", "go", "js title=%s", "onbekend"))
		line("%s %s", w.word(), w.pick("", "{{< x >}}", "<b>", "<!--"))
		line("```")
	case 7:
		line("    %s <script>", w.word())
	case 8:
		line("[^n%d]: %s", len(w.notes), w.text())
		w.notes = append(w.notes, fmt.Sprint("n", len(w.notes)))
	case 9:
		line("%s", w.word())
		line(": %s", w.text())
	case 10:
		line("> [!%s]", w.pick("NOTE", "tip", "CAUTION", "ANDERS"))
		line("> %s", w.text())
	case 11, 12, 13:
		name := w.pick("div", "details", "section", "form", "center", "ul", "table", "pre", "svg", "object", "video", "klant")
		line("<%s%s>", name, w.pick("", ` class="a"`, ` onclick="x()"`))
		line("%s", w.text())
		if w.random.IntN(2) == 0 {
			line("")
			w.block(prefix)
			line("")
		}
		if w.random.IntN(3) > 0 {
			line("</%s>", name)
		}
	case 14:
		name := w.pick("script", "style", "textarea", "title", "iframe", "noscript", "xmp", "plaintext", "noembed")
		line("<%s>%s", name, w.fill("", "%s"))
		line("if (a < b) { %s }", w.word())
		line("%s", w.fill("", "%s"))
		if w.random.IntN(2) == 0 {
			line("</%s>", name)
		}
	case 15:
		line("%s", w.pick("</div>", "</table>", "</p>", "</section></article>"))
	case 16:
		line("<!-- weg")
		line("")
		line("weg --> %s", w.word())
	case 17:
		if w.random.IntN(8) == 0 {
			line("<!-- %s", w.word())
		}
	case 18:
		if w.random.IntN(8) == 0 {
			line("```go")
			line("%s", w.word())
		}
	case 19:
		line("#%s", w.word())
	case 20:
		line("<?php")
		line("%s ?>", w.word())
	case 21:
		line("<%s", w.pick("div", "p", "span", "klant"))
		line(`class="%s">%s`, w.pick("a", "b"), w.word())
	case 22:
		line("Noot[^n%d] %s", w.random.IntN(1+len(w.notes)), w.word())
	default:
		line("%s", w.text())
		line("%s", w.text())
	}
	w.lines = append(w.lines, strings.TrimRight(prefix, " "))
}

// typographic are converters under each of the policies.
var typographic = sync.OnceValue(func() (all []*Converter) {
	for _, policy := range policies {
		o := options(policy)
		o.Typography = true
		all = append(all, NewConverter(o))
	}
	return all
})

// Every word of a text is on the page, or a problem names its line.
func checkWords(t testing.TB, seed uint64) {
	t.Helper()
	w := &textWriter{random: rand.New(rand.NewPCG(seed, 0)), words: map[string]int{}}
	for range 1 + w.random.IntN(6) {
		w.block("")
	}
	source := strings.Join(w.lines, "\n")
	for _, c := range typographic() {
		body := c.Convert([]byte(source), ConvertOptions{})
		shown := shownText(t, body.HTML)
		for word, line := range w.words {
			if !strings.Contains(shown, word) && !told(body.Problems, line) {
				t.Errorf("%s, seed %d: %s of line %d is lost:\n%s\n--- gives\n%s\n--- %v",
					c.options.RawHTML, seed, word, line, source, body.HTML, body.Problems)
				return
			}
		}
	}
}

func TestNoWordIsLost(t *testing.T) {
	n := uint64(4_000)
	if testing.Short() {
		n = 500
	}
	for seed := range n {
		checkWords(t, seed)
		if t.Failed() {
			return
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { checkWords(t, seed) })
}

// hiddenText is what markdown says that is not for readers: comments, addresses, definitions of these, tags, attributes
// of headings, the marks of notes, alerts and lists, entities, and the languages of code.
var hiddenText = regexp.MustCompile(strings.Join([]string{
	`(?s:<!--.*?-->)`, `\]\(<[^>\n]*>`, `\]\((?:[^()\s]|\([^()\s]*\))*`, `https?://[^\s<>]+`, `www\.[^\s<>]+`,
	`(?m:^ {0,3}\[[^\]\n]+\]:.*$)`, `</?[a-zA-Z][^<>]*>`, `\{[#.][^}\n]*\}`, `\[\^[^\]\n]*\]`, `\[![A-Za-z]+\]`,
	`&#?\w+;`, "(?m:^[ >]*(?:```|~~~)\\S*)", `(?m:^[ >]*(?:\d+[.)]|[-*+]) (?:\[[ x]\])?)`,
}, "|"))

// And so it is in the articles of a real site.
func TestNoWordIsLostInArticles(t *testing.T) {
	dir := os.Getenv("DRUKPERS_CORPUS")
	if dir == "" {
		dir = "../.."
	}
	files, err := filepath.Glob(dir + "/content/*/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	c := converterUnder(RawSanitize)
	apart := regexp.MustCompile(`[^\pL\pN ]+`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.SplitN(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n---\n", 2)
		source := parts[len(parts)-1]
		body := c.Convert([]byte(source), ConvertOptions{})
		shown := shownText(t, body.HTML)
		blank := func(hidden string) string { return strings.Repeat("|\n", strings.Count(hidden, "\n")) + "|" }
		for i, line := range strings.Split(hiddenText.ReplaceAllStringFunc(source, blank), "\n") {
			for _, run := range apart.Split(line, -1) {
				if letters := lettersOf(run); !strings.Contains(shown, letters) && !told(body.Problems, i+1) {
					t.Errorf("%s: “%s” of line %d of the text is lost", file, run, i+1)
				}
			}
		}
	}
}
