package rules

import (
	"fmt"
	"html"
	"iter"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"drukpers/internal/prose"
	"drukpers/internal/report"
)

// textRules are about what an article says.
var textRules = []*Rule{
	{
		Name: "kapot-teken", Level: report.Warning, Doc: "er staat �: een letter die verloren ging",
		article: func(f *finder, a *article) {
			const lost = string(unicode.ReplacementChar)
			if at := strings.Index(a.data, lost); at >= 0 {
				n := strings.Count(a.data, lost)
				text := "hier staat �: een letter is verloren gegaan"
				if n > 1 {
					text = fmt.Sprintf("hier en nog %d keer staat �: letters zijn verloren gegaan", n-1)
				}
				f.tell(a, a.at(at), "", text, "Typ de letter die er hoort.")
			}
		},
	},
	{
		Name: "stuurteken-in-tekst", Level: report.Warning,
		Doc: "in een tekst staat een teken dat niemand ziet en dat er niet hoort",
		article: func(f *finder, a *article) {
			strange := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }
			if at := strings.IndexFunc(a.text(), strange); at >= 0 {
				r := []rune(a.text()[at:])[0]
				f.tell(a, a.at(a.start+at), "", fmt.Sprintf("hier staat een stuurteken (%U)", r), "Haal het weg.")
			}
		},
	},
	{
		Name: "tekenverwijzing", Level: report.Tip,
		Doc: "er staat een letter in de vorm van HTML (&#8217; of &amp;), over van een ander programma",
		article: func(f *finder, a *article) {
			for _, e := range entities(a) {
				f.tell(a, a.at(e.start), "", fmt.Sprintf("hier staat %s in plaats van %s", a.data[e.start:e.end], e.text),
					"Typ het teken zelf, of laat drukpers check --fix dat doen.")
			}
		},
		fix: func(_ *finder, a *article) []change { return entities(a) },
	},
	pattern("lorem-ipsum", report.Warning, "er staat tekst die alleen ruimte vult", []string{"orem ipsum"},
		`(?i)\blorem ipsum\b`,
		"hier staat “%s”: tekst die alleen ruimte vult", "Vervang haar door de echte tekst."),
	pattern("nog-te-doen", report.Warning, "er staat een aantekening die nog niet is gedaan (TODO:, FIXME:, [TODO …])",
		[]string{"TODO", "FIXME", "TBD", "INVULLEN"},
		`\b(?:TODO|FIXME|TBD)\b:|\[(?:TODO|FIXME|TBD|INVULLEN|NAAM INVULLEN)\b|^(?:TODO|FIXME)\b`,
		"hier staat nog “%s”", "Doe het, of haal het weg."),
	pattern("taalmodel", report.Warning, "een taalmodel praat over zichzelf of over zijn opdracht",
		[]string{"taalmodel", "anguage model", "y knowledge", "y training", "ier is ", "hoop dat"},
		`(?i)\bals (?:een )?(?:groot )?(?:AI-)?taalmodel,? (?:kan|heb|ben|mag|weet|beschik) ik\b|`+
			`\bik ben (?:maar |slechts )?een (?:AI-|groot )?taalmodel\b|\bas an? (?:AI|large) language model,? I\b|`+
			`\bmy (?:knowledge|training) (?:cutoff|data) (?:is|does|only)\b|`+
			`\bhier is (?:de|het|een) (?:herschreven|aangepaste?|vertaalde?|verbeterde?|gevraagde) `+
			`(?:artikel|tekst|versie|vertaling)\b|`+
			`\bik hoop dat (?:dit|deze tekst|het artikel) (?:aan je|voldoet aan je|je) (?:wensen|verzoek|eisen|helpt)\b`,
		"hier praat een taalmodel over zichzelf: “%s”", "Haal de zin weg, en kijk wat er verder staat."),
	pattern("opdracht-in-tekst", report.Warning,
		"een regel begint met een naam uit een opdracht of een programma (IMAGE_PROMPT:), die lezers niet hoort te bereiken",
		[]string{"_"}, `^[A-Z]{2,}(?:_[A-Z]{2,})+ ?:`,
		"hier staat “%s”, zoals in een opdracht aan een programma", "Haal de regel weg."),
	{
		Name: "kop-niveau", Level: report.Tip,
		Doc: "een kop slaat een niveau over, of is er een van niveau 1: dat is de titel al",
		article: func(f *finder, a *article) {
			last := 1
			for at, level := range headings(a) {
				switch {
				case level == 1:
					f.tell(a, a.at(at), "1", "deze kop heeft niveau 1, dat van de titel", "Begin met ## voor de koppen van de tekst.")
				case level > last+1:
					f.tell(a, a.at(at), "over", fmt.Sprintf("deze kop heeft niveau %d, en die erboven %d", level, last),
						fmt.Sprintf("Begin hem met %s.", strings.Repeat("#", last+1)))
				}
				last = level
			}
		},
	},
	pattern("klik-hier", report.Tip, "een link heet “klik hier” of “lees meer”: los van zijn zin zegt dat niets",
		[]string{
			"hier](", "link](", "meer](", "verder](", "info](", "informatie](", "here](",
			"more](",
		}, `(?i)\[(?:klik (?:hier|op deze link)|hier|lees (?:hier )?(?:meer|verder)|`+
			`link|deze link|meer info(?:rmatie)?|click here|read more)\]\(`,
		"deze link zegt niet waar hij heen leidt", "Maak een link van de woorden die zeggen waar het over gaat."),
	pattern("link-zonder-tekst", report.Warning, "een link heeft geen woorden om op te klikken", []string{"[](", "[ ]("},
		`(?:^|\s)\[ ?\]\([^)\s]`,
		"deze link heeft geen tekst", "Zet tussen [ en ] waar hij heen leidt."),
	{
		Name: "kaal-adres", Level: report.Tip, Limit: 40,
		Doc: "een adres van meer tekens dan dit staat als tekst op de pagina",
		article: func(f *finder, a *article) {
			page := a.Body().HTML
			if !strings.Contains(page, ">http") && !strings.Contains(page, ">www.") {
				return // most articles, at once
			}
			for _, m := range shownAddress.FindAllStringSubmatch(page, -1) {
				address := html.UnescapeString(m[1])
				if n := utf8.RuneCountInString(address); n > f.limit {
					at := max(0, strings.Index(a.text(), address))
					f.tell(a, a.at(a.start+at), "kaal", "lezers zien hier een lang adres in plaats van woorden",
						"Maak een link van woorden die zeggen waar hij heen leidt: [woorden](adres).")
				}
			}
		},
	},
	{
		Name: "lange-alinea", Level: report.Tip, Limit: 150,
		Doc: "een alinea heeft meer woorden dan dit: op een telefoon een muur",
		article: func(f *finder, a *article) {
			at := a.start
			for part := range strings.SplitSeq(a.prose()[a.start:], "\n\n") {
				if n := len(strings.Fields(part)); n > f.limit && !strings.Contains(part, "\n- ") && !strings.Contains(part,
					"\n|") {
					text := at + len(part) - len(strings.TrimLeft(part, " \n\r\t"))
					f.tell(a, a.at(text), "lang", fmt.Sprintf("deze alinea heeft meer dan %d woorden", f.limit), "Maak er twee van.")
				}
				at += len(part) + 2
			}
		},
	},
	{
		Name: "leesbaarheid", Level: report.Tip, Limit: 30, Quiet: true,
		Doc: "een tekst van 100 woorden of meer heeft een leesindex van Flesch-Douma onder dit getal",
		article: func(f *finder, a *article) {
			const least = 100 // words: of fewer the index says nothing
			index, words := prose.FleschDouma(a.prose()[a.start:])
			if a.Lang == "" && words >= least && index < float64(f.limit) {
				f.tell(a, a.at(a.start), "", fmt.Sprintf("de leesindex van Flesch-Douma is %.0f", index),
					"Kortere zinnen en kortere woorden lezen makkelijker.")
			}
		},
	},
}

// shownAddress is a link on a page with an address for its words. An address that makes a film, or names the source of
// an article, is none.
var shownAddress = regexp.MustCompile(`<a [^>]*>((?:https?://|www\.)[^<]*)</a>`)

// mendRules are about what nobody sees, and drukpers check --fix mends.
var mendRules = []*Rule{
	{
		Name: "spatie-aan-eind", Level: report.Tip, Quiet: true, Doc: "een regel eindigt op een spatie die niets betekent",
		article: func(f *finder, a *article) {
			if found := trailingSpaces(a); len(found) > 0 {
				f.tell(a, a.at(found[0].start), "spatie", "hier staat een spatie aan het eind van een regel",
					"Haal haar weg, of laat drukpers check --fix dat doen.")
			}
		},
		fix: func(_ *finder, a *article) []change { return trailingSpaces(a) },
	},
	{
		Name: "los-accent", Level: report.Tip,
		Doc: "een accent is een teken naast zijn letter, zoals macOS het in namen schrijft",
		article: func(f *finder, a *article) {
			if found := decomposed(a); len(found) > 0 {
				f.tell(a, a.at(found[0].start), "accent", "hier staat een accent los van zijn letter",
					"Typ de letter opnieuw, of laat drukpers check --fix dat doen.")
			}
		},
		fix: func(_ *finder, a *article) []change { return decomposed(a) },
	},
}

// pattern is a rule for each place in the prose that an expression matches within a line that has one of some
// fragments. The text may have one %s, for what is there.
func pattern(name string, level report.Level, doc string, fragments []string, expression, text, hint string) *Rule {
	re := regexp.MustCompile(expression)
	return &Rule{
		Name: name, Level: level, Doc: doc,
		article: func(f *finder, a *article) {
			for _, m := range matches(a, fragments, re) {
				told := text
				if strings.Contains(text, "%s") {
					told = fmt.Sprintf(text, a.data[m[0]:m[1]])
				}
				f.tell(a, a.at(m[0]), "", told, hint)
			}
		},
	}
}

// matches are those of an expression, in order. To look for a fragment first is twenty times as fast as the expression.
func matches(a *article, fragments []string, re *regexp.Regexp) [][]int {
	var all [][]int
	for _, fragment := range fragments {
		for from := a.start; ; {
			next := strings.Index(a.data[from:], fragment)
			if next < 0 {
				break
			}
			start := strings.LastIndexByte(a.data[:from+next], '\n') + 1
			end := start + strings.IndexByte(a.data[start:]+"\n", '\n')
			for _, m := range re.FindAllStringIndex(a.data[start:end], -1) {
				m[0], m[1] = start+m[0], start+m[1]
				if a.prose()[m[0]] == a.data[m[0]] {
					all = append(all, m)
				}
			}
			from = max(end, from+next+len(fragment))
		}
	}
	return all
}

// headings gives the place and level of those that begin with # (CommonMark, 4.2).
func headings(a *article) iter.Seq2[int, int] {
	return func(yield func(at, level int) bool) {
		at := a.start
		for line := range strings.Lines(a.prose()[a.start:]) {
			rest := strings.TrimLeft(line, "#")
			level := len(line) - len(rest)
			if level > 0 && level <= 6 && strings.TrimLeft(rest, " \t") != rest && strings.TrimSpace(rest) != "" &&
				!yield(at, level) {
				return
			}
			at += len(line)
		}
	}
}

// entity is a character of HTML written in full that stands for a letter or a mark. Of others (&lt;, &nbsp;) an editor
// may mean what is written.
var entity = regexp.MustCompile(`&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8});`)

// entities are the edits that turn entities of text and of quoted values of a head into what they stand for.
func entities(a *article) []change {
	var all []change
	for _, m := range entity.FindAllStringIndex(a.data, -1) {
		line := a.data[strings.LastIndexByte(a.data[:m[0]], '\n')+1 : m[0]]
		if m[0] >= a.start && (a.prose()[m[0]] != '&' || indented.MatchString(line) || // that may be code
			strings.Contains(paragraphAt(a.data, a.start, m[0]), "<")) { // or a tag
			continue
		}
		if m[0] < a.start && !inReadableKey(a.data, m[0]) {
			continue
		}
		written := a.data[m[0]:m[1]]
		means := html.UnescapeString(written)
		if means == written || strings.HasSuffix(means, ";") || // the beginning of another
			strings.ContainsAny(means, "<>\"'\\`*_[]#|\u00a0&") && written != "&amp;" ||
			strings.ContainsFunc(means, unicode.IsControl) || strings.ContainsRune(means, unicode.ReplacementChar) {
			continue
		}
		next := firstBytes(a.data[m[1]:], 10)
		if strings.HasSuffix(a.data[:m[0]], ";") || strings.HasPrefix(next, "&") ||
			strings.HasSuffix(means, "&") && entity.MatchString("&"+next) {
			continue // a text about HTML, or one that was encoded twice
		}
		all = append(all, change{m[0], m[1], means})
	}
	return all
}

// paragraphAt is what stands around a byte of a text that starts at start, between empty lines.
func paragraphAt(data string, start, at int) string {
	if i := strings.LastIndex(data[start:at], "\n\n"); i >= 0 {
		start += i
	}
	if i := strings.Index(data[at:], "\n\n"); i >= 0 {
		return data[start : at+i]
	}
	return data[start:]
}

func firstBytes(text string, n int) string { return text[:min(n, len(text))] }

// readableKey begins a line of a head with a text that readers see.
var readableKey = regexp.MustCompile(`^\s*(?:- )?(?:title|subtitle|ondertitel|summary|` +
	`description|alt|caption|source_name|bron)[ \t]*:`)

func inReadableKey(data string, at int) bool {
	line := data[strings.LastIndexByte(data[:at], '\n')+1:]
	return readableKey.MatchString(line) && !strings.Contains(line[:strings.IndexByte(line+"\n", '\n')], "://")
}
