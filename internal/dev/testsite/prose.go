package testsite

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An author writes one article. All its choices come from Rand, in a fixed order.
type author struct {
	*rand.Rand
	story  story
	curly  bool // ‘quotes’ and foto’s instead of 'quotes' and foto's
	double bool // citations in "double quotes"
}

// line writes one of the slot's texts.
func (a *author) line(slot string) string {
	return a.finish(upperFirst(string(a.fill(nil, slot))))
}

// sentences writes n sentences of a slot as one paragraph.
func (a *author) sentences(n int, slot string) string {
	var parts []string
	for range n {
		parts = append(parts, upperFirst(string(a.fill(nil, slot))))
	}
	return strings.Join(parts, " ")
}

// fill appends a text for a slot: the author's own, or one of the vocabulary's.
func (a *author) fill(b []byte, slot string) []byte {
	switch slot {
	case "firma":
		return append(b, a.story.firm...)
	case "product":
		return append(b, a.story.product...)
	case "onderwerp":
		return append(b, a.story.topic...)
	case "nieuws":
		return append(b, a.story.event...)
	case "bron":
		return append(b, a.story.source...)
	case "getal":
		return fmt.Appendf(b, "%d", 2+a.IntN(60))
	case "duizend":
		return fmt.Appendf(b, "%d.%03d", 1+a.IntN(80), 50*a.IntN(20))
	case "komma":
		return fmt.Appendf(b, "%d,%d", 1+a.IntN(20), 1+a.IntN(9))
	case "jaar":
		return fmt.Appendf(b, "%d", 2024+a.IntN(6))
	case "citaat":
		if a.double {
			return a.say(b, `"{uitspraak}"`)
		}
		return a.say(b, `'{uitspraak}'`)
	}
	texts, ok := sentences[slot]
	if !ok {
		texts, ok = vocabulary[slot]
	}
	if !ok {
		panic("testsite: the vocabulary has no " + slot)
	}
	return a.say(b, texts[a.IntN(len(texts))])
}

// say appends a text with its {slots} filled.
func (a *author) say(b []byte, text string) []byte {
	for {
		plain, rest, found := strings.Cut(text, "{")
		b = append(b, plain...)
		if !found {
			return b
		}
		var slot string
		slot, text, _ = strings.Cut(rest, "}")
		b = a.fill(b, slot)
	}
}

var curlyQuotes = strings.NewReplacer(" '", " ‘", "\n'", "\n‘", "'", "’")

// finish gives the text the author's quotes.
func (a *author) finish(text string) string {
	if a.curly {
		return curlyQuotes.Replace(text)
	}
	return text
}

// body writes the article's text. Three of four have the same three headings, a few have none.
func (a *author) body() string {
	blocks := []string{a.sentences(2+a.IntN(2), "begin")}
	switch n := a.IntN(100); {
	case n < 73:
		blocks = a.fixedForm(blocks)
	case n < 97:
		blocks = a.freeForm(blocks)
	default:
		blocks = a.paragraphs(blocks, 7)
	}
	if a.IntN(160) == 0 {
		blocks = append(blocks, "- "+strings.Join([]string{a.line("zin"), a.line("zin"), a.line("tip")}, "\n- "))
	}
	blocks = append(blocks, a.credit())
	text := strings.Join(blocks, "\n\n")
	if a.IntN(4) > 0 { // no blank line below headings
		text = strings.ReplaceAll(text, headingEnd+"\n\n", "\n")
	}
	return a.finish(strings.ReplaceAll(text, headingEnd, "")) + "\n"
}

// headingEnd marks the end of a heading while the blocks are made.
const headingEnd = "\x00"

func heading(text string) string { return "## " + text + headingEnd }

func (a *author) fixedForm(blocks []string) []string {
	blocks = append(blocks, heading("Wat er speelt"))
	blocks = a.paragraphs(blocks, 1+a.IntN(3))
	blocks = append(blocks, heading("Waarom het telt"))
	blocks = a.paragraphs(blocks, 1+a.IntN(2))
	blocks = append(blocks, heading("Zo begin je ermee"))
	return a.tips(blocks, 3+a.IntN(3))
}

func (a *author) freeForm(blocks []string) []string {
	for range 2 + a.IntN(2) {
		blocks = append(blocks, heading(upperFirst(string(a.fill(nil, "kop")))))
		blocks = a.paragraphs(blocks, 1+a.IntN(2))
	}
	blocks = append(blocks, heading("Wat je deze week al kunt doen"))
	if a.IntN(2) == 0 {
		return a.tips(blocks, 2+a.IntN(4))
	}
	return a.paragraphs(blocks, 2)
}

func (a *author) paragraphs(blocks []string, n int) []string {
	for range n {
		blocks = append(blocks, a.sentences(3+a.IntN(3), "zin"))
	}
	return blocks
}

// tips adds paragraphs that begin with bold words.
func (a *author) tips(blocks []string, n int) []string {
	for range n {
		blocks = append(blocks, a.sentences(1, "voorwie")+" "+a.sentences(2+a.IntN(2), "tip"))
	}
	return blocks
}

// credit is the last line, which names the source.
func (a *author) credit() string {
	switch n := a.IntN(100); {
	case n < 66:
		return fmt.Sprintf("Bron: [%s](%s)", a.story.source, a.story.url)
	case n < 78:
		return fmt.Sprintf("Bron: %s (%s)", a.story.source, a.story.url)
	}
	return "Bron: " + a.story.source
}

// upperFirst is the text with a capital first letter.
func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
