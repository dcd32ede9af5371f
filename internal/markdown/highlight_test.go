package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2/lexers"
)

// Every lexer ends on every character that can be typed, and on short texts of any kind.
func TestEveryLexerEnds(t *testing.T) {
	texts := []string{
		"é", "日", "🚀", "\t", "\x00", "a\n", "\n\n", "\"a\": 1", "Account.Order[0]", "/*", "/* a", "//", "--",
		"<!--", "<a", "</a>", "'''", `"""`, "`", "```a\n", "$(", "${a",
		"#{a}", "{{a", "{%", "<%", "[=[", "[[", "]]",
		"0x", "1.", "1e", "@a", "\\\n", "%a",
		"=begin\n", "<<EOF\na", "\r", "\r\n", "\ufeff", "a b c", "if a then\n  b\nend\n", "function f(x) { return `${x}` }",
	}
	for c := rune(' '); c < 0x7f; c++ {
		texts = append(texts, string(c))
	}
	for _, name := range lexers.Names(false) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lexer := lexers.Get(name)
			for _, text := range texts {
				if _, reason := new(colours).inTime(lexer, text); reason != "" {
					t.Fatalf("%q: %s", text, reason)
				}
			}
		})
	}
}

// Code that takes a lexer longer than there is time for stays plain.
func TestColouringIsGivenUp(t *testing.T) {
	t.Parallel()
	c := &colours{spent: maxColouring - 100*time.Millisecond}
	if coloured, reason := c.highlight(strings.Repeat("1", 2_500), "objectpascal"); coloured != nil || reason == "" {
		t.Errorf("got %.100q for the reason %q", coloured, reason)
	}
	if coloured, reason := c.highlight("x := 1", "go"); coloured != nil || reason == "" {
		t.Errorf("later code of the same text gives %.100q for the reason %q", coloured, reason)
	}
}

// Code that is large, or in a language that can't be trusted, stays plain; the former is told.
func TestCodeIsBounded(t *testing.T) {
	many := strings.Repeat
	for _, tt := range []struct {
		name, language, code string
		told                 bool
	}{
		{"real code", "go", many("func f(a, b int) string { return fmt.Sprint(a + b) } // c\n", maxCode/60), false},
		{"large", "go", many("a\n", maxCode), true},
		{"large without language", "", many("a\n", maxCode), false},
		{"endless", "jsonata", `"`, false},
		{"endless by its alias", "jungle", "{", false},
		{"endless by a file's name", "x.jungle", "{", false},
		{"endless within another", "markdown", "```jsonata\n\"\n```\n", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := fmt.Sprintf("a\n\n````%s\n%s\n````\n", tt.language, strings.TrimSuffix(tt.code, "\n"))
			body := converterUnder(RawSanitize).Convert([]byte(text), ConvertOptions{})
			found := body.Problems
			if told := len(found) == 1 && found[0].Rule == "code" && found[0].Line == 3; told != tt.told {
				t.Errorf("got the problems %v", found)
			}
			if strings.Contains(body.HTML, "<span") != (tt.name == "real code" || tt.name == "endless within another") {
				t.Errorf("got %.200s", body.HTML)
			}
		})
	}
}
