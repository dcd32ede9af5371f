package markdown

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"

	"drukpers/internal/rawhtml"
	"drukpers/internal/report"
)

// leftover is what other programs make something of, and what is text here.
type leftover struct {
	mark    string // without which the pattern is not there
	pattern *regexp.Regexp
	what    string // with the first group of the pattern for %s
	hint    string
}

const (
	shortcodeHint = "Schrijf het in markdown of HTML; het adres van een film op een eigen regel wordt een video."
	tocHint       = "Zet “toc: true” in de kop voor een inhoudsopgave, en haal dit weg."
)

var leftovers = []leftover{
	{"{{", regexp.MustCompile(`\{\{[<%]\s*/?\s*([\w./-]+)`), "de shortcode “%s” van Hugo", shortcodeHint},
	{"{%", regexp.MustCompile(`\{%-?\s*(\w+)`), "de opdracht {%% %s %%}", shortcodeHint},
	{
		"{{", regexp.MustCompile(`\{\{[-~]?\s*([#/$.\w][^{}\n]{0,80}?)\s*[-~]?\}\}`), "de variabele {{ %s }}",
		"Schrijf wat er moet staan. Hoort het zo in de tekst, zet het dan tussen `…`.",
	},
	{"<%", regexp.MustCompile(`<%[=-]?\s*([^%\n]{1,80}?)\s*-?%>`), "de opdracht <%% %s %%>", "Schrijf wat er moet staan."},
	{
		"{:", regexp.MustCompile(`\{:\s?([.#\w][^{}\n]{0,80})\}`), "de opmaak {:%s} van kramdown",
		"Haal het weg; een kop krijgt een anker met {#naam}.",
	},
	{
		"[[", regexp.MustCompile(`(?mi)^\s*(\[\[_?toc_?\]\])\s*$`), "%s", tocHint,
	},
	{"[TOC]", regexp.MustCompile(`(?m)^\s*(\[TOC\])\s*$`), "%s", tocHint},
	{
		"[[", regexp.MustCompile(`\[\[([^\[\]\n]*[^\[\]\s][^\[\]\n]*)\]\]`), "de wikilink [[%s]]",
		"Schrijf [tekst](adres).",
	},
	{
		"import ", regexp.MustCompile(`(?m)^(import\s[^\n]{1,200}?\sfrom\s+['"][^'"\n]+['"])`), "de opdracht “%s” van MDX",
		"Haal de regel weg.",
	},
	{
		"/>", regexp.MustCompile(`<([A-Z][\w.]*)(?:\s[^<>]*)?/>`), "het onderdeel <%s/> van MDX", shortcodeHint,
	},
	{
		"client:", regexp.MustCompile(`<([A-Z][\w.]*)\s[^<>]*client:\w+[^<>/]*>`), "het onderdeel <%s> van MDX",
		shortcodeHint,
	},
	{
		"$$", regexp.MustCompile(`\$\$([^$\n]{0,40})[^$]*\$\$`), "de formule $$%s…",
		"Formules worden niet opgemaakt: gebruik gewone tekens, of een plaatje.",
	},
	{
		"==", regexp.MustCompile(`==([^\s=](?:[^=\n]*[^\s=])?)==`), "de markering ==%s==",
		"Schrijf <mark>tekst</mark>, of maak het vet.",
	},
	{"%%", regexp.MustCompile(`%%([^%\n]+)%%`), "de opmerking %%%%%s%%%%", "Schrijf <!-- opmerking -->, of haal het weg."},
	{
		":::", regexp.MustCompile(`(?m)^:::+\s*\{?([\w.-]+)`), "het blok ::: %s",
		"Schrijf > [!NOTE] en op de volgende regels > met de tekst.",
	},
	{
		"[", regexp.MustCompile(`\[(caption|gallery|embed|audio|video|playlist|youtube|vimeo)(?:\s[^\]\n]*)?\][^(\[:]`),
		"de shortcode [%s] van WordPress", shortcodeHint,
	},
}

// leftOver tells of what is left over from other programs, outside code.
func (f *findings) leftOver(doc ast.Node, source []byte) {
	var code [][2]int
	known := false
	for _, l := range leftovers {
		if !bytes.Contains(source, []byte(l.mark)) {
			continue
		}
		for _, m := range l.pattern.FindAllSubmatchIndex(source, -1) {
			if !known {
				code, known = codeIn(doc, source), true
			}
			at := m[0] + len(source[m[0]:m[1]]) - len(bytes.TrimLeft(source[m[0]:m[1]], " \t\n"))
			inCode := func(r [2]int) bool { return r[0] <= at && at < r[1] }
			taken := func(p rawhtml.Problem) bool { return p.Rule == "overblijfsel" && p.At == at }
			if at > 0 && source[at-1] == '{' || slices.ContainsFunc(code, inCode) || slices.ContainsFunc(f.problems, taken) {
				continue
			}
			f.problem(at, "overblijfsel", l.hint,
				l.what+" doet hier niets, en staat als tekst op de pagina", bytes.TrimSpace(source[m[2]:m[3]]))
			last := &f.problems[len(f.problems)-1]
			last.Group = last.Text
		}
	}
}

// codeElements hold code in an editor's HTML.
var codeElements = regexp.MustCompile(`(?is)<(?:pre|code|kbd|samp)\b.*?</(?:pre|code|kbd|samp)>|<!--.*?-->`)

// codeIn gives where a text holds code, or comment.
func codeIn(doc ast.Node, source []byte) [][2]int {
	var code [][2]int
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n.Kind() {
		case ast.KindCodeBlock, ast.KindFencedCodeBlock:
			for _, line := range n.Lines().Sliced(0, n.Lines().Len()) {
				code = append(code, [2]int{line.Start, line.Stop})
			}
		case ast.KindCodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, is := c.(*ast.Text); is {
					code = append(code, [2]int{t.Segment.Start, t.Segment.Stop})
				}
			}
		}
		return ast.WalkContinue, nil
	})
	if bytes.ContainsRune(source, '<') {
		for _, m := range codeElements.FindAllIndex(source, -1) {
			code = append(code, [2]int{m[0], m[1]})
		}
	}
	return code
}

// conflict is a line that git leaves in a file of which it could not join two versions.
var conflict = regexp.MustCompile(`(?m)^(?:<{7}|>{7}|\|{7}) \S`)

// Conflicts tells of lines that git left in a text, outside code; lines count from the first of the text.
func (c *Converter) Conflicts(source []byte) report.List {
	marked := func(mark string) bool { return bytes.Contains(source, []byte(mark)) }
	if !slices.ContainsFunc([]string{"<<<<<<< ", ">>>>>>> ", "||||||| "}, marked) {
		return nil
	}
	var f findings
	code := codeIn(c.parse(source, &addresses{}, &findings{}), source)
	for _, m := range conflict.FindAllIndex(source, -1) {
		if !slices.ContainsFunc(code, func(r [2]int) bool { return r[0] <= m[0] && m[0] < r[1] }) {
			f.problem(m[0], "conflict", "Kies wat blijft, en haal de regels met <<<<<<<, ======= en >>>>>>> weg.",
				"hier staan twee versies van de tekst die nog niet zijn samengevoegd")
		}
	}
	list := f.located(source)
	for i := range list {
		list[i].Level = report.Error
	}
	return list
}
