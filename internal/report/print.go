package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fatih/color"
	"golang.org/x/text/width"
)

// Style paints the parts of a text report; the zero Style paints nothing.
type Style struct{ Colors bool }

// ColorsWanted reports whether the user's environment allows colours (https://no-color.org).
func ColorsWanted() bool { return !color.NoColor }

func (s Style) paint(text string, attrs ...color.Attribute) string {
	if !s.Colors {
		return text
	}
	c := color.New(attrs...)
	c.EnableColor()
	return c.Sprint(text)
}

// Error, Warning, Faint and Good paint text for a terminal.
func (s Style) Error(text string) string   { return s.paint(text, color.FgRed, color.Bold) }
func (s Style) Warning(text string) string { return s.paint(text, color.FgYellow, color.Bold) }
func (s Style) faint(text string) string   { return s.paint(text, color.Faint) }
func (s Style) Good(text string) string    { return s.paint(text, color.FgGreen, color.Bold) }

// Text prints the problems for a person: place, what is wrong, the line with a caret, what to do. A group is told once.
func Text(w io.Writer, list List, style Style) error {
	var b strings.Builder
	for _, p := range list.Told() {
		level := style.Warning(p.Level.String())
		if p.Level == Error {
			level = style.Error(p.Level.String())
		}
		fmt.Fprintf(&b, "%s: %s: %s %s\n", Printable(p.Place()), level, Printable(p.Text), style.faint("["+p.Rule+"]"))
		if p.Source != "" {
			writeExcerpt(&b, p, style)
		}
		if p.Hint != "" {
			fmt.Fprintf(&b, "  → %s\n", Printable(p.Hint))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Place gives "file:line:col", as far as it is known.
func (p Problem) Place() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
	}
}

const excerptWidth = 100

// writeExcerpt shows the source line with a caret; of a long line, the part around the caret.
func writeExcerpt(b *strings.Builder, p Problem, style Style) {
	line := []rune(strings.Map(oneColumn, p.Source))
	col := min(max(p.Col, 1), len(line)+1) - 1
	start := max(0, col-excerptWidth*2/3)
	end := min(len(line), start+excerptWidth)
	before, after := "", ""
	if start > 0 {
		before = "…"
	}
	if end < len(line) {
		after = "…"
	}
	number := fmt.Sprintf("%5d", p.Line)
	fmt.Fprintf(b, "%s %s%s%s\n", style.faint(number+" |"), before, string(line[start:end]), after)
	if p.Col > 0 {
		pad := strings.Repeat(" ", columns([]rune(before))+columns(line[start:col]))
		fmt.Fprintf(b, "%s %s%s\n", style.faint("      |"), pad, style.Error("^"))
	}
}

// columns is how wide a terminal shows a text.
func columns(text []rune) int {
	n := 0
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// Printable keeps a terminal safe from what a file or its name holds: characters that command it, or turn the direction
// of a line, are spelled as \x1b or \u202e. Tabs and line breaks stay.
func Printable(text string) string {
	if !strings.ContainsFunc(text, commands) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case !commands(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// oneColumn is Printable with one column for one character.
func oneColumn(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case commands(r) || r == '\n':
		return utf8.RuneError
	}
	return r
}

// commands reports whether a character commands the terminal that shows it.
func commands(r rune) bool {
	return r != '\t' && r != '\n' && unicode.In(r, unicode.Cc, unicode.Bidi_Control)
}

type jsonProblem struct {
	Level  string `json:"level"`
	Rule   string `json:"rule"`
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Col    int    `json:"col,omitempty"`
	Text   string `json:"text"`
	Hint   string `json:"hint,omitempty"`
	Source string `json:"source,omitempty"`
}

// MarshalJSON gives a problem the shape that --format json documents: level is "error" or "warning".
func (p Problem) MarshalJSON() ([]byte, error) {
	level := "warning"
	if p.Level == Error {
		level = "error"
	}
	return json.Marshal(jsonProblem{level, p.Rule, p.File, p.Line, p.Col, p.Text, p.Hint, p.Source})
}

var githubEscape = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")

// GitHub prints the problems as workflow commands, which GitHub shows beside the line in a pull request.
// See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
func GitHub(w io.Writer, list List) error {
	var b strings.Builder
	for _, p := range list {
		level := "warning"
		if p.Level == Error {
			level = "error"
		}
		text := p.Text
		if p.Hint != "" {
			text += "\n" + p.Hint
		}
		fmt.Fprintf(&b, "::%s file=%s,line=%d,col=%d,title=%s::%s\n", level, githubEscape.Replace(p.File),
			max(p.Line, 1), max(p.Col, 1), githubEscape.Replace(p.Rule),
			strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
