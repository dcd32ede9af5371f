package report

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// lines joins what is easier to read as a list.
func lines(line ...string) string { return strings.Join(line, "\n") + "\n" }

func TestText(t *testing.T) {
	long := strings.Repeat("a", 100) + "!" + strings.Repeat("b", 100)
	for _, tt := range []struct {
		name string
		p    Problem
		want string
	}{
		{
			"everything",
			Problem{
				Level: Error, Rule: "datum", File: "content/a.md", Pos: Pos{3, 7}, Text: "geen datum",
				Hint: "Schrijf 2026-03-01.", Source: "date: 01-03-2026",
			},
			lines("content/a.md:3:7: fout: geen datum [datum]", "    3 | date: 01-03-2026", "      |       ^",
				"  → Schrijf 2026-03-01."),
		},
		{
			"no place",
			Problem{Level: Warning, Rule: "r", File: "site.yaml", Text: "t"},
			lines("site.yaml: waarschuwing: t [r]"),
		},
		{
			"line without column",
			Problem{Rule: "r", File: "a.md", Pos: Pos{Line: 2}, Text: "t", Source: "x"},
			lines("a.md:2: waarschuwing: t [r]", "    2 | x"),
		},
		{
			"column past the end",
			Problem{Rule: "r", File: "a.md", Pos: Pos{2, 99}, Text: "t", Source: "abc"},
			lines("a.md:2:99: waarschuwing: t [r]", "    2 | abc", "      |    ^"),
		},
		{
			"tab",
			Problem{Rule: "r", File: "a.md", Pos: Pos{2, 3}, Text: "t", Source: "\t\tx"},
			lines("a.md:2:3: waarschuwing: t [r]", "    2 |   x", "      |   ^"),
		},
		{
			"control characters",
			Problem{Rule: "r", File: "a.md", Pos: Pos{2, 2}, Text: "t", Source: "\x1bx\x07\u009b"},
			lines("a.md:2:2: waarschuwing: t [r]", "    2 | \uFFFDx\uFFFD\uFFFD", "      |  ^"),
		},
		{
			"control characters of a name and a value",
			Problem{
				Rule: "r", File: "a\x1b[2J.md", Text: "“\x1b]0;x\a\x00” is geen adres, \u009b1m, \u202eabc",
				Hint: "niet\r\x7f\n dit",
			},
			lines(`a\x1b[2J.md: waarschuwing: “\x1b]0;x\x07\x00” is geen adres, \x9b1m, \u202eabc [r]`,
				`  → niet\x0d\x7f`, ` dit`),
		},
		{
			"accents",
			Problem{Rule: "r", File: "a.md", Pos: Pos{2, 5}, Text: "t", Source: "één x"},
			lines("a.md:2:5: waarschuwing: t [r]", "    2 | één x", "      |     ^"),
		},
		{ // a terminal shows these in two columns, and an accent that stands alone in none
			"wide and combining",
			Problem{Rule: "r", File: "a.md", Pos: Pos{2, 6}, Text: "t", Source: "日🚀e\u0301 x"},
			lines("a.md:2:6: waarschuwing: t [r]", "    2 | 日🚀e\u0301 x", "      |       ^"),
		},
		{
			"long line",
			Problem{Rule: "r", File: "a.md", Pos: Pos{2, 101}, Text: "t", Source: long},
			lines("a.md:2:101: waarschuwing: t [r]",
				"    2 | …"+strings.Repeat("a", 66)+"!"+strings.Repeat("b", 33)+"…",
				"      | "+strings.Repeat(" ", 67)+"^"),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := Text(&b, List{tt.p}, Style{}); err != nil {
				t.Fatal(err)
			}
			if b.String() != tt.want {
				t.Errorf("got\n%s\nwant\n%s", b.String(), tt.want)
			}
		})
	}
}

func TestTextColors(t *testing.T) {
	list := List{{Level: Error, Rule: "r", File: "a.md", Pos: Pos{1, 1}, Text: "t", Hint: "h", Source: "x"}}
	var plain, coloured strings.Builder
	_ = Text(&plain, list, Style{})
	_ = Text(&coloured, list, Style{Colors: true})
	if strings.Contains(plain.String(), "\x1b") || !strings.Contains(coloured.String(), "\x1b[31;1mfout\x1b[") {
		t.Errorf("plain %q, coloured %q", plain.String(), coloured.String())
	}
}

func TestMarshalJSON(t *testing.T) {
	for want, p := range map[string]Problem{
		`{"level":"error","rule":"r","file":"a.md","line":2,"col":3,"text":"t","hint":"h","source":"s"}`: {
			Level: Error, Rule: "r", File: "a.md", Pos: Pos{2, 3}, Text: "t", Hint: "h", Source: "s",
		},
		`{"level":"warning","rule":"r","file":"a.md","text":"t"}`: {
			Rule: "r",
			File: "a.md", Text: "t",
		},
	} {
		got, err := json.Marshal(p)
		if err != nil || string(got) != want {
			t.Errorf("got %s, %v\nwant %s", got, err, want)
		}
	}
}

func TestGitHub(t *testing.T) {
	for want, p := range map[string]Problem{
		"::error file=a.md,line=2,col=3,title=datum::geen datum%0Ahint\n": {
			Level: Error, Rule: "datum", File: "a.md", Pos: Pos{2, 3}, Text: "geen datum", Hint: "hint", Source: "s",
		},
		"::warning file=a.md,line=1,col=1,title=r::t\n": {
			Rule: "r",
			File: "a.md", Text: "t",
		},
		"::warning file=50%25%2C a%3Ab%0D%0A%3A%3Ax.md,line=1,col=1,title=r%3As::50%25, a:b%0D%0A::\n": {
			Rule: "r:s",
			File: "50%, a:b\r\n::x.md", Text: "50%, a:b\r\n::",
		},
	} {
		var b strings.Builder
		if err := GitHub(&b, List{p}); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Errorf("got  %q\nwant %q", b.String(), want)
		}
	}
}

// People read of a group once; machines get every problem.
func TestGroupInEveryFormat(t *testing.T) {
	list := List{
		{Rule: "r", Group: "image", File: "a.md", Pos: Pos{2, 1}, Text: "t", Hint: "h", Source: "image: x"},
		{Rule: "r", Group: "image", File: "b.md", Pos: Pos{3, 1}, Text: "t", Hint: "h", Source: "image: y"},
	}
	var text, github strings.Builder
	if err := errors.Join(Text(&text, list, Style{}), GitHub(&github, list)); err != nil {
		t.Fatal(err)
	}
	want := lines("a.md:2:1: waarschuwing: t, in 2 bestanden (ook b.md:3:1) [r]", "    2 | image: x", "      | ^", "  → h")
	if text.String() != want {
		t.Errorf("got\n%s\nwant\n%s", text.String(), want)
	}
	want = lines("::warning file=a.md,line=2,col=1,title=r::t%0Ah", "::warning file=b.md,line=3,col=1,title=r::t%0Ah")
	if github.String() != want {
		t.Errorf("got\n%s\nwant\n%s", github.String(), want)
	}
	if data, err := json.Marshal(list); err != nil || strings.Count(string(data), `"text":"t"`) != 2 {
		t.Errorf("got %s, %v, want both problems", data, err)
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestPrintersReturnTheWritersError(t *testing.T) {
	full := errors.New("disk full")
	list := List{{Text: "t"}}
	if err := Text(brokenWriter{full}, list, Style{}); !errors.Is(err, full) {
		t.Errorf("Text: %v", err)
	}
	if err := GitHub(brokenWriter{full}, list); !errors.Is(err, full) {
		t.Errorf("GitHub: %v", err)
	}
}
