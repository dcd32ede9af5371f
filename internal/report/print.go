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

// Style is how a text report looks; the zero Style paints nothing.
type Style struct {
	Colors bool
	All    bool // every problem by itself, however many there are
}

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

// level paints text in the colour of a level.
func (s Style) level(l Level, text string) string {
	switch l {
	case Error:
		return s.Error(text)
	case Warning:
		return s.Warning(text)
	}
	return s.faint(text)
}

const (
	maxOfRule = 10  // problems that a report shows of a rule
	maxLines  = 200 // of a report, as far as one problem of every rule allows: five screens
	lineWidth = 120 // of a terminal: a longer line takes more
)

// Text prints the problems for a person: place, what is wrong, the line with a caret, what to do. Every rule has a
// block, with how many there are and the first of them: as many as make a report that can be read, or all when style
// says so.
func Text(w io.Writer, list List, style Style) error {
	var text string
	if style.All {
		text = textOf(list.blocks(), len(list), true, style)
	} else {
		text = summary(list.Told().blocks(), style)
	}
	_, err := io.WriteString(w, text)
	return err
}

// summary shows as many problems of each rule as fit, without excerpts when even one does not.
func summary(blocks []block, style Style) string {
	for most := maxOfRule; most > 0; most-- {
		if height(textOf(blocks, most, true, Style{})) <= maxLines { // colours take no room
			return textOf(blocks, most, true, style)
		}
	}
	return textOf(blocks, 1, false, style)
}

// height is how many lines of a terminal a text takes.
func height(text string) int {
	n := 0
	for line := range strings.Lines(text) {
		n += 1 + (utf8.RuneCountInString(line)-2)/lineWidth
	}
	return n
}

// textOf writes blocks with no more than most problems of each.
func textOf(blocks []block, most int, excerpts bool, style Style) string {
	var b strings.Builder
	cut, headed := false, false
	for i, block := range blocks {
		many := len(block.problems) > 1
		if i > 0 && (many || headed) {
			b.WriteByte('\n')
		}
		if headed = many; many {
			b.WriteString(style.level(block.level, block.heading(most)) + "\n")
		}
		shown := block.problems[:min(most, len(block.problems))]
		cut = cut || len(shown) < len(block.problems)
		for j, p := range shown {
			fmt.Fprintf(&b, "%s: %s: %s %s\n", Printable(p.Place()), style.level(p.Level, p.Level.String()),
				Printable(p.Text), style.faint("["+p.Rule+"]"))
			if p.Source != "" && excerpts {
				writeExcerpt(&b, p, style)
			}
			if repeated := j+1 < len(shown) && shown[j+1].Hint == p.Hint; p.Hint != "" && !repeated {
				fmt.Fprintf(&b, "  → %s\n", Printable(p.Hint))
			}
		}
	}
	if cut {
		b.WriteString("\nDit is niet alles: met --all staat elke plek er.\n")
	}
	return b.String()
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
	length := utf8.RuneCountInString(p.Source)
	col := min(max(p.Col, 1), length+1) - 1
	start := max(0, col-excerptWidth*2/3)
	end := min(length, start+excerptWidth)
	line := part(p.Source, start, end)
	before, after := "", ""
	if start > 0 {
		before = "…"
	}
	if end < length {
		after = "…"
	}
	number := fmt.Sprintf("%5d", p.Line)
	fmt.Fprintf(b, "%s %s%s%s\n", style.faint(number+" |"), before, string(line), after)
	if p.Col > 0 {
		pad := strings.Repeat(" ", columns([]rune(before))+columns(line[:col-start]))
		fmt.Fprintf(b, "%s %s%s\n", style.faint("      |"), pad, style.Error("^"))
	}
}

// part gives the characters of a line from start to end as a terminal may show them. Of a line of many problems each
// shows another part.
func part(line string, start, end int) []rune {
	shown := make([]rune, 0, end-start)
	i := 0
	for _, r := range line {
		if i >= end {
			break
		}
		if i >= start {
			shown = append(shown, oneColumn(r))
		}
		i++
	}
	return shown
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

// MarshalJSON gives a problem the shape that --format json documents: level is "error", "warning" or "note".
func (p Problem) MarshalJSON() ([]byte, error) {
	return json.Marshal(jsonProblem{p.Level.english(), p.Rule, p.File, p.Line, p.Col, p.Text, p.Hint, p.Source})
}

// english is the level's name in SARIF.
func (l Level) english() string { return [...]string{"note", "warning", "error"}[l-Tip] }

var githubEscape = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")

// GitHub prints the problems as workflow commands, which GitHub shows beside the line in a pull request.
// See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
func GitHub(w io.Writer, list List) error {
	var b strings.Builder
	for _, p := range list {
		level := p.Level.english()
		if p.Level == Tip {
			level = "notice"
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
