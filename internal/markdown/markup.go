package markdown

import (
	"bytes"
	"fmt"
	"regexp"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// markup tells of what looks like markdown and did not become what it stands for: it is on the page as typed, or not at
// all.
type markup struct {
	*findings
	source []byte
}

const ruleMarkup = "opmaak"

var (
	missingNote   = regexp.MustCompile(`^\[\^[^\]\s]+\]`)
	missingSpace  = regexp.MustCompile(`^#{1,6}[^\s#\d]`)
	notDelimiter  = regexp.MustCompile(`^\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)+\|?$`)
	insideOfWord  = regexp.MustCompile(`^[\pL\pN]\*+[\pL\pN]$`)
	referenceLink = regexp.MustCompile(`^\]\[[^\]\n]+\]`)
)

// text looks at a stretch of plain text.
func (m markup) text(n *ast.Text) {
	value := n.Value(m.source)
	if !bytes.ContainsAny(value, "*]#|[") || n.Parent().Kind() == ast.KindCodeSpan {
		return
	}
	start, line := n.Segment.Start, m.lineStart(n.Segment.Start)
	first := len(bytes.TrimLeft(m.source[line:start], " \t>")) == 0
	switch {
	case first && n.Parent().Kind() == ast.KindParagraph && missingSpace.Match(value):
		m.problem(start, ruleMarkup, "Zet een spatie achter de # als dit een kop is, en een \\ ervoor als het dat niet is.",
			"een regel die met # begint staat als tekst op de pagina")
	case first && notDelimiter.Match(bytes.TrimSpace(value)):
		m.problem(start, ruleMarkup, "Geef de regel met streepjes net zo veel vakken als de regel erboven.",
			"dit lijkt een tabel, maar staat als tekst op de pagina")
	}
	for i, c := range value {
		at := start + i
		switch c {
		case '*':
			if i == 0 || value[i-1] != '*' {
				m.stars(at)
			}
		case '[':
			if name := missingNote.Find(m.source[at:]); name != nil && !escaped(m.source, at) {
				m.problem(at, "voetnoot", fmt.Sprintf("Zet onder aan de tekst een regel die begint met %s: en dan de noot.", name),
					"de voetnoot %s bestaat niet", name)
			}
		case ']':
			m.bracket(at)
		}
	}
}

// stars looks at a row of stars in the text.
func (m markup) stars(at int) {
	end := at
	for end < len(m.source) && m.source[end] == '*' {
		end++
	}
	line := m.lineStart(at)
	if end-at != 2 && end-at != 3 || escaped(m.source, at) || at == line && end == m.lineEnd(at) {
		return
	}
	if at > 0 && end < len(m.source) && insideOfWord.Match(m.source[at-1:end+1]) {
		return // 2**3
	}
	m.problem(at, ruleMarkup, "Zet de sterretjes tegen het woord aan dat vet moet zijn, zonder spatie ertussen.",
		"%s staat als tekst op de pagina", m.source[at:end])
}

// bracket looks at a ] in the text.
func (m markup) bracket(at int) {
	switch rest := m.source[at:]; {
	case escaped(m.source, at):
	case bytes.HasPrefix(rest, []byte("](")):
		if address := m.spacedAddress(at); address != nil {
			m.spaced = append(m.spaced, [2]int{at + address[2], at + address[3]})
			return
		}
		m.problem(at, ruleMarkup, "Schrijf [tekst](adres), met het adres tussen < en > als er spaties of haakjes in staan.",
			"een link of plaatje staat als tekst op de pagina")
	case referenceLink.Match(rest):
		name := referenceLink.Find(rest)[2:]
		m.problem(at, ruleMarkup, fmt.Sprintf("Zet ergens in de tekst een regel [%s: https://…", name),
			"de verwijzing [%s bestaat niet", name)
	}
}

var (
	spacedAddress = regexp.MustCompile(`^\]\(\s*((?:[^<>()\n"]|\([^<>()\n"]*\))+?)(?:\s+"[^"\n]*")?\s*\)`)
	likeAddress   = regexp.MustCompile(`^(?:/|\.\.?/|https?:|#)|/|\.\w{2,5}$`)
)

// spacedAddress finds the address after a ] that is one but for the spaces in it.
func (m markup) spacedAddress(at int) []int {
	found := spacedAddress.FindSubmatchIndex(m.source[at:])
	if found == nil {
		return nil
	}
	address := m.source[at+found[2] : at+found[3]]
	if !bytes.ContainsAny(address, " \t") || !likeAddress.Match(address) {
		return nil
	}
	return found
}

func escaped(source []byte, at int) bool { return at > 0 && source[at-1] == '\\' }

func (m markup) lineStart(at int) int { return bytes.LastIndexByte(m.source[:at], '\n') + 1 }

func (m markup) lineEnd(at int) int {
	if end := bytes.IndexByte(m.source[at:], '\n'); end >= 0 {
		return at + end
	}
	return len(m.source)
}

// fence looks at a block of code.
func (m markup) fence(n *ast.FencedCodeBlock) {
	if n.Info != nil {
		info := n.Info.Value(m.source)
		if words := bytes.TrimSpace(info[len(n.Language(m.source)):]); len(words) > 0 && words[0] != '{' {
			m.problem(n.Info.Segment.Start, "code", "Zet het als gewone tekst boven de code.",
				"“%s” achter de taal van dit codeblok komt niet op de site", words)
		}
	}
	if n.Lines().Len() == 0 {
		return
	}
	next := n.Lines().At(n.Lines().Len() - 1).Stop
	line := bytes.TrimLeft(m.source[next:m.lineEnd(next)], " \t>")
	if !bytes.HasPrefix(line, []byte("```")) && !bytes.HasPrefix(line, []byte("~~~")) {
		m.problem(n.Pos(), "open-code", "Zet onder de code een regel met dezelfde tekens.",
			"hier begint een codeblok dat nergens eindigt; alles wat volgt is code")
	}
}

// row looks at a row of a table.
func (m markup) row(n *extast.TableRow) {
	last := n.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		return
	}
	at := last.Lines().At(0).Stop
	_, more, _ := bytes.Cut(m.source[at:m.lineEnd(at)], []byte("|"))
	if more = bytes.Trim(more, " \t|"); len(more) > 0 {
		m.problem(at, "tabel", "Geef de kop van de tabel net zo veel vakken als de rijen.",
			"“%s” valt buiten de tabel, en komt niet op de site", more)
	}
}

// note looks at a footnote.
func (m markup) note(n *extast.Footnote) {
	if n.Index >= 0 {
		return
	}
	same := func(other ast.Node) bool {
		o, is := other.(*extast.Footnote)
		return is && o.Index >= 0 && bytes.Equal(o.Ref, n.Ref)
	}
	twice := false
	for other := n.PreviousSibling(); other != nil && !twice; other = other.PreviousSibling() {
		twice = same(other)
	}
	if twice {
		m.problem(n.Pos(), "voetnoot", "Geef een van de twee een ander nummer.",
			"de voetnoot [^%s] staat er twee keer; deze komt niet op de site", n.Ref)
	} else {
		m.problem(n.Pos(), "voetnoot", fmt.Sprintf("Zet [^%s] in de tekst, of haal de noot weg.", n.Ref),
			"naar de voetnoot [^%s] verwijst niets, en hij komt niet op de site", n.Ref)
	}
}
