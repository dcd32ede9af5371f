package frontmatter

import "testing"

// What YAML takes for a comment behind a text is told; the rest of the text stays.
func TestCutOffText(t *testing.T) {
	for _, tt := range []struct{ head, title, want string }{
		{"title: C # komt terug", "C", "2:8 afgekapt"},
		{"title: Waarom #AI werkt", "Waarom", "2:8 afgekapt"},
		{"title: x\t# y", "x", "2:8 afgekapt"},
		{"title: #AI is hot", "", "2:7 afgekapt"},
		{"title: x\nextra: {een: 1}\ntags:\n  - C # en meer\n  - b", "x", "5:5 afgekapt"},
		{"title: x\ncover:\n  alt: de # in beeld", "x", "4:8 afgekapt"},
		{"title: C#", "C#", ""},
		{"title: 'x' # opmerking", "x", ""},
		{"title: \"x # y\"", "x # y", ""},
		{"title: x\ndate: 2026-03-01 # morgen", "x", ""},
		{"title: # nog bedenken", "", ""},
		{"# boven\ntitle: x", "x", ""},
		{"title: x\ntags: [a, b] # meer", "x", ""},
		{"title: x\ntags: # meer\n  - a", "x", ""},
	} {
		t.Run(tt.head, func(t *testing.T) {
			h, problems := decode("---\n" + tt.head + "\n---\n")
			if got := places(problems); h.Title != tt.title || got != tt.want || problems.HasErrors() {
				t.Errorf("%q with %q, want %q with %q", h.Title, got, tt.title, tt.want)
			}
		})
	}
}

func TestCutOffTextHint(t *testing.T) {
	for head, want := range map[string]string{
		"title: C # komt":     `title: "C # komt".`,
		"title: de \"C\" # x": `title: 'de "C" # x'.`,
		"tags:\n  - a # b":    `"a # b".`,
	} {
		_, problems := decode("---\n" + head + "\n---\n")
		hint := "Hoort het bij de tekst, zet die dan tussen aanhalingstekens: " + want +
			" Is het een opmerking, geef haar een eigen regel."
		if len(problems) != 1 || problems[0].Hint != hint {
			t.Errorf("%s: %+v, want %s", head, problems, hint)
		}
	}
}

// A comment in TOML stands behind a closed text.
func TestCommentInTOML(t *testing.T) {
	if h, problems := decode("+++\ntitle = 'x' # y\n+++\n"); h.Title != "x" || len(problems) > 0 {
		t.Errorf("%q, %v", h.Title, problems)
	}
}

// Tags and anchors that are none to the editor who wrote them are text.
func TestTagsAndAnchorsAsText(t *testing.T) {
	for head, want := range map[string]string{
		"title: !Wow wat":                   "!Wow wat",
		"title: ! Wow":                      "! Wow",
		"title: &co":                        "&co",
		"title: &samen werken":              "&samen werken",
		"title: !!str 5":                    "5",
		"extra: {een: &a tekst}\ntitle: *a": "tekst",
	} {
		if h, problems := decode("---\n" + head + "\n---\n"); h.Title != want || len(problems) > 0 {
			t.Errorf("%s: %q, want %q: %v", head, h.Title, want, problems)
		}
	}
}

// The hint says how to write the very line, where quotes are what it lacks.
func TestQuotesAsHint(t *testing.T) {
	const whole = "zet de hele tekst tussen aanhalingstekens: "
	for head, want := range map[string]string{
		"title: @home is terug":    whole + `title: "@home is terug"`,
		"title: %20 erbij":         whole + `title: "%20 erbij"`,
		"title: `x` van Go":        whole + "title: \"`x` van Go\"",
		"title: Een: twee":         whole + `title: "Een: twee"`,
		"title: *ster* is terug":   whole + `title: "*ster* is terug"`,
		"title: \"AI\" is terug":   whole + `title: '"AI" is terug'`,
		"title: [AI] is terug":     whole + `title: "[AI] is terug"`,
		"title: {AI} is terug":     whole + `title: "{AI} is terug"`,
		"title: 's avonds 't werk": whole + `title: "'s avonds 't werk"`,
		"title: 't Is zover":       whole + `title: "'t Is zover"`,
		"title: - streepje":        whole + `title: "- streepje"`,
		"title: & co":              whole + `title: "& co"`,
		"title: > groter":          whole + `title: "> groter"`,
		"title: | balk":            whole + `title: "| balk"`,
		"title: ? wat":             whole + `title: "? wat"`,
		"title: , en":              whole + `title: ", en"`,
		"tags: [a, b":              "zet een komma tussen de waarden en een ] aan het eind",
		"title: \"x":               "zet het sluitende aanhalingsteken of haakje erbij",
		"title: x\n  date: 1":      "zet de hele waarde tussen aanhalingstekens, of haal de spaties voor de sleutel weg",
		"cover:\n\timage: x": "gebruik spaties in plaats van tabs, en zet een waarde met @, ` of % tussen " +
			"aanhalingstekens",
	} {
		_, problems := decode("---\n" + head + "\n---\n")
		if len(problems) != 1 || problems[0].Hint != want {
			t.Errorf("%s: %+v\nwant %s", head, problems, want)
		}
	}
}
