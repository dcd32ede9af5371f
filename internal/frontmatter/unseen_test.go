package frontmatter

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What an editor can't see, or git wrote, is named at its own place.
func TestUnseen(t *testing.T) {
	for _, tt := range []struct{ name, data, want, text string }{
		{
			"no-break space behind a colon", "---\ntitle:\u00a0x\ndate: 2026-03-01\n---\n", "2:7 onzichtbaar-teken",
			"hier staat een harde spatie (U+00A0)",
		},
		{
			"and nothing else", "---\ntitle:\u00a0x\n---\n", "2:7 onzichtbaar-teken",
			"hier staat een harde spatie (U+00A0)",
		},
		{
			"indentation", "---\ntitle: x\ncover:\n\u00a0\u00a0image: a.png\n  alt: b\n---\n", "4:1 onzichtbaar-teken",
			"hier staat een harde spatie (U+00A0)",
		},
		{
			"key", "---\ntitle: x\n\u00a0draft: true\n---\n", "3:1 onzichtbaar-teken",
			"in deze sleutel staat een harde spatie (U+00A0)",
		},
		{
			"key with nothing", "---\ntitle: x\ndra\u200bft: true\n---\n", "3:1 onzichtbaar-teken",
			"in deze sleutel staat een spatie zonder breedte (U+200B)",
		},
		{
			"key of a group", "---\ntitle: x\ncover: {image\u00ad: a}\n---\n", "3:9 onzichtbaar-teken",
			"in deze sleutel staat een onzichtbaar teken (U+00AD)",
		},
		{
			"key in JSON", "{\"title\": \"x\", \"ta\u200bgs\": 1}\n", "1:16 onzichtbaar-teken",
			"in deze sleutel staat een spatie zonder breedte (U+200B)",
		},
		{
			"before the head", "\u200b---\ntitle: x\n---\n", "1:1 onzichtbaar-teken",
			"bij deze --- staat een spatie zonder breedte (U+200B)",
		},
		{
			"behind its start", "\n---\u2060\ntitle: x\n---\n", "2:4 onzichtbaar-teken",
			"bij deze --- staat een onzichtbaar teken (U+2060)",
		},
		{
			"at its end", "---\ntitle: x\n\u200b---\nTekst.\n", "3:1 onzichtbaar-teken",
			"bij deze --- staat een spatie zonder breedte (U+200B)",
		},
		{
			"before TOML", "\u200b+++\ntitle = 'x'\n+++\n", "1:1 onzichtbaar-teken",
			"bij deze +++ staat een spatie zonder breedte (U+200B)",
		},
		{"escape in a value", "---\ntitle: \"a\\e[2J\"\n---\n", "2:8 stuurteken", "hier staat een stuurteken (U+001B)"},
		{"in a list", "---\ntags: [a, \"\\0\"]\n---\n", "2:11 stuurteken", "hier staat een stuurteken (U+0000)"},
		{"in a key", "{\"title\": \"x\", \"a\\u009b\": 1}\n", "1:16 stuurteken", "hier staat een stuurteken (U+009B)"},
		{"in TOML", "+++\ntitle = \"a\\u0007\"\n+++\n", "2:9 stuurteken", "hier staat een stuurteken (U+0007)"},
		{"tabs and lines", "---\ntitle: \"a\\tb\\nc\"\ntags: |\n  a\n  \tb\n---\n", "", ""},
		{"two dashes", "--\ntitle: x\n---\n", "1:1 streepjes", "hier staat “--” in plaats van ---"},
		{"dashes of a word processor", "—-\ntitle: x\n---\n", "1:1 streepjes", "hier staat “—-” in plaats van ---"},
		{"four at the end", "---\ntitle: x\n----\nTekst.\n", "3:1 streepjes", "hier staat “----” in plaats van ---"},
		{
			"conflict", "---\ntitle: x\n<<<<<<< HEAD\ndate: 1\n=======\ndate: 2\n>>>>>>> b\n---\n", "3:1 conflict",
			"twee versies zijn nog niet samengevoegd",
		},
		{"conflict, half solved", "---\ntitle: x\n=======\ndate: 2026-03-01\n---\n", "3:1 conflict", ""},
		{"conflict, its end left", "---\ntitle: x\n>>>>>>> b\n---\n", "3:1 conflict", ""},
		{"conflict of three", "---\ntitle: x\n||||||| base\n---\n", "3:1 conflict", ""},
		{
			"conflict in a block", "---\nsummary: |\n  a\n<<<<<<< HEAD\n  b\n=======\n>>>>>>> x\n---\n",
			"4:1 conflict", "",
		},
		{
			"conflict around the head", "<<<<<<< HEAD\n---\ntitle: x\n=======\n---\ntitle: y\n>>>>>>> b\n---\n",
			"1:1 conflict", "",
		},
		{
			"conflict around its end", "---\ntitle: x\n<<<<<<< a\n---\n=======\ndate: 1\n---\n>>>>>>> b\n",
			"3:1 conflict", "",
		},
		{
			"conflict in TOML", "+++\ntitle = 'x'\n<<<<<<< HEAD\na = 1\n=======\n>>>>>>> b\n+++\n",
			"3:1 conflict", "",
		},
		{
			"conflict in JSON", "{\"title\": \"x\",\n<<<<<<< HEAD\n\"a\": 1\n=======\n>>>>>>> b\n}\n",
			"2:1 conflict", "",
		},
		{"CRLF", "---\r\ntitle: x\r\n=======\r\ndate: 1\r\n---\r\n", "3:1 conflict", ""},

		// What is allowed, and what has another cause.
		{"no-break space in a value", "---\ntitle: a\u00a0b\ntags: [\u00a0x]\n---\n", "", ""},
		{"text in lines", "---\ntitle: |\n  \u00a0a\n---\n", "", ""},
		{"no-break space at the dashes", "---\u00a0\ntitle: x\n---\u00a0\n", "", ""},
		{"heading of a file without a head", "Kop\n=======\n\nTekst\n", "1:1 geen-kop", "het artikel heeft geen kop"},
		{"heading below JSON", "{\"title\": x}\n\n\nKop\n=======\n", "1:11 syntaxis", ""},
		{"mistake before the character", "---\ntitle: a: b\n\u00a0date: 1\n---\n", "2:9 syntaxis", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := decode(tt.data)
			if got := places(problems); got != tt.want {
				t.Fatalf("got %s, want %s: %+v", got, tt.want, problems)
			}
			if tt.text != "" && problems[0].Text != tt.text {
				t.Errorf("got %s, want %s", problems[0].Text, tt.text)
			}
		})
	}
}

// A head of very many values, or a very deep one, is refused in every format, and one with fewer is read in the time
// that its length asks for.
func TestLargeHeads(t *testing.T) {
	repeat := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	const many = maxNodes + 1
	for _, tt := range []struct{ name, data, want string }{
		{"JSON on a line", `{"title": "x"` + repeat(maxNodes/2-2, `, "k%d": 1`) + "}\n", ""},
		{"JSON in lines", `{"title": "x"` + repeat(maxNodes/2-2, ",\n\"k%d\": 1") + "}\n", ""},
		{"TOML", "+++\ntitle = 'x'\n" + repeat(maxNodes/2-2, "k%d = 1\n") + "+++\n", ""},
		{"tables of TOML", "+++\ntitle = 'x'\n" + repeat(maxNodes/2-2, "[k%d]\n") + "+++\n", ""},
		{"too many in JSON", `{"title": [1` + strings.Repeat(",1", many) + "]}\n", "syntaxis"},
		{"too many in TOML", "+++\ntitle = [1" + strings.Repeat(",1", many) + "]\n+++\n", "syntaxis"},
		{"too many in YAML", "---\ntitle: [1" + strings.Repeat(",1", many) + "]\n---\n", "syntaxis"},
		{"deep key of TOML", "+++\n" + strings.Repeat("a.", 200_000) + "b = 1\n+++\n", "syntaxis"},
		{"deep table of TOML", "+++\n[" + strings.Repeat("a.", 200_000) + "b]\n+++\n", "syntaxis"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := NewDecoder("a.md", time.UTC)
			root, _ := d.Split([]byte(tt.data))
			switch {
			case tt.want == "" && (root == nil || len(d.Problems) > 0):
				t.Errorf("got %+v", d.Problems)
			case tt.want != "" && (len(d.Problems) != 1 || d.Problems[0].Rule != tt.want):
				t.Errorf("got %+v, want %s", d.Problems, tt.want)
			case strings.HasPrefix(tt.name, "too many") && d.Problems[0].Text != "hier staan meer dan 100.000 waarden":
				t.Errorf("got %s", d.Problems[0].Text)
			}
		})
	}
}
