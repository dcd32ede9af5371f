package rules

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/config"
	"drukpers/internal/edit"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// change puts a text in the place of the bytes of a file from start to end.
type change struct {
	start, end int
	text       string
}

// Fix is what can be mended safely in one file: no byte but those that its rules name differs.
type Fix struct {
	File     string
	Old, New string
	Rules    []string // that mended something, sorted
}

// Fixes are the files of the site that can be mended, each once; mending what came out gives nothing more. Only
// what rules find that the site does not have off, or those of some names, is mended. Of the problems that stand
// in the way of an article, keys that say the same twice are. The function moved gives the address that another site
// has now for one that an article has; nil where no site was asked.
func (d *Desk) Fixes(problems report.List, moved func(address string) string, only ...string) []Fix {
	articles := slices.Concat(d.articles, d.read(d.site.Indexes()))
	fixes := make([]*Fix, len(articles))
	shown := (&finder{Desk: d}).shownTags()
	inParallel(len(articles), func(i int) { fixes[i] = d.fix(articles[i], shown, moved, only) })
	var all []Fix
	for _, f := range fixes {
		if f != nil {
			all = append(all, *f)
		}
	}
	for _, p := range problems {
		wanted := len(only) == 0 || slices.Contains(only, doubleKey)
		known := slices.ContainsFunc(all, func(f Fix) bool { return f.File == p.File })
		if p.Rule != doubleKey || !wanted || known || p.File == config.File {
			continue
		}
		data, err := fs.ReadFile(d.files, p.File)
		if err != nil {
			continue
		}
		if mended := doubleKeys(string(data)); mended != string(data) {
			all = append(all, Fix{File: p.File, Old: string(data), New: mended, Rules: []string{doubleKey}})
		}
	}
	return all
}

const doubleKey = "dubbele-sleutel"

func (d *Desk) fix(a *article, shown map[string]string, moved func(string) string, only []string) *Fix {
	fix := &Fix{File: a.Path, Old: a.data}
	var edits []change
	for _, r := range All {
		if r.fix == nil || slices.Contains(a.CheckIgnore, r.Name) || a.IsIndex && r.Name != movedRule {
			continue
		}
		if f := d.finder(r, only); f != nil {
			f.shown, f.moved = shown, moved
			if more := r.fix(f, a); len(more) > 0 {
				edits = append(edits, more...)
				fix.Rules = append(fix.Rules, r.Name)
			}
		}
	}
	if fix.New = apply(a.data, edits); fix.New == fix.Old {
		return nil
	}
	return fix
}

// apply makes edits that do not overlap; of two that do the first alone.
func apply(data string, edits []change) string {
	slices.SortStableFunc(edits, func(a, b change) int { return a.start - b.start })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.start < at {
			continue
		}
		b.WriteString(data[at:e.start])
		b.WriteString(e.text)
		at = e.end
	}
	b.WriteString(data[at:])
	return b.String()
}

// fixTags gives tags the spelling by which they are shown. A head that can't be changed so stays, and is told.
func fixTags(f *finder, a *article) []change {
	head, _ := edit.Read(a.Path, []byte(a.data))
	if head == nil {
		return nil
	}
	never := func(string) bool { return false }
	for _, tag := range a.Tags {
		name := f.shown[urls.Path(tag)]
		if name == "" || name == tag {
			continue
		}
		if next, _, err := head.Rename(func(text string) bool { return text == tag }, never, name, "tags"); err == nil {
			head = next
		}
	}
	return between(a.data, string(head.Data))
}

const movedRule = "link-verhuisd" // of an _index.md no other rule tells

// movedLinks gives links and sources the addresses that other sites have for them now.
func movedLinks(f *finder, a *article) []change {
	if f.moved == nil {
		return nil
	}
	head, _ := edit.Read(a.Path, []byte(a.data))
	if head == nil {
		return nil
	}
	spans := head.Addresses()
	for _, m := range sourceAddress.FindAllStringSubmatchIndex(a.data[:a.start], -1) {
		spans = append(spans, [2]int{m[2], m[3]})
	}
	var edits []change
	for _, span := range spans {
		written := a.data[span[0]:span[1]]
		if next := f.moved(written); next != written {
			edits = append(edits, change{span[0], span[1], next})
		}
	}
	return edits
}

// between is the change from one text to another: of what begins and ends the same nothing.
func between(before, after string) []change {
	if before == after {
		return nil
	}
	start := 0
	for start < min(len(before), len(after)) && before[start] == after[start] {
		start++
	}
	end := 0
	for end < min(len(before), len(after))-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	return []change{{start, len(before) - end, after[start : len(after)-end]}}
}

// decomposed are the edits that join letters to the accents that follow them (Unicode, NFC).
func decomposed(a *article) []change {
	if norm.NFC.IsNormalString(a.data) {
		return nil
	}
	var edits []change
	var it norm.Iter
	it.InitString(norm.NFC, a.data)
	for !it.Done() {
		start := it.Pos()
		segment := string(it.Next())
		if old := a.data[start:it.Pos()]; old != segment && strings.ContainsAny(old, accents) {
			edits = append(edits, change{start, it.Pos(), segment})
		}
	}
	return edits
}

// accents are the combining grave, acute, circumflex, tilde and diaeresis, ring and cedilla.
const accents = "\u0300\u0301\u0302\u0303\u0308\u030a\u0327"

// trailingSpaces are the edits that take away a space at the end of a line that means nothing: in a head, or one
// alone in a text. They leave blocks of code, and the two spaces that break a line (CommonMark, 6.7).
func trailingSpaces(a *article) []change {
	var edits []change
	inHead := topLevelScalars(a.data[:a.start])
	at := 0
	for whole := range strings.Lines(a.data) {
		begin := at
		at += len(whole)
		whole = strings.TrimRight(whole, "\r\n")
		line := strings.TrimRight(whole, " \t")
		start, end := begin+len(line), begin+len(whole)
		if start == end {
			continue
		}
		switch {
		case start < a.start && !inHead, start >= a.start && strings.TrimSpace(line) == "",
			start >= a.start && (a.data[start:end] != " " || a.prose()[start-1] != a.data[start-1]),
			strings.HasSuffix(line, "\\"), start >= a.start && indented.MatchString(line):
			continue
		}
		edits = append(edits, change{start, end, ""})
	}
	return edits
}

var indented = regexp.MustCompile(`^(?: {4}| *\t)`)

// topLevelScalars reports whether no value of a head takes more lines, in which spaces may count.
func topLevelScalars(head string) bool {
	return strings.HasPrefix(head, "---") && !blockScalar.MatchString(head) && !openQuote.MatchString(head)
}

var (
	blockScalar = regexp.MustCompile(`(?m):[ \t]*[|>][+-]?\d?[ \t]*\r?$`)
	openQuote   = regexp.MustCompile(`(?m)^[^"\n]*"[^"\n]*$|^[^'\n]*:[ \t]*'[^'\n]*$`)
)

// tagText is a list of tags written as one text.
var tagText = regexp.MustCompile(`(?m)^(?:tags|categorieen):[ \t]*` +
	`([\pL\pN][\pL\pN .+&'-]*(?:,[ \t]*[\pL\pN][\pL\pN .+&-]*)+?)[ \t]*\r?$`)

// commaLists puts brackets around a list that has none.
func commaLists(a *article) []change {
	var edits []change
	for _, m := range tagText.FindAllStringSubmatchIndex(a.data[:a.start], -1) {
		if numbersOnly := regexp.MustCompile(`\d,\d`); !numbersOnly.MatchString(a.data[m[2]:m[3]]) {
			edits = append(edits, change{m[2], m[3], "[" + a.data[m[2]:m[3]] + "]"})
		}
	}
	return edits
}

// topKey begins a value of a head in YAML.
var topKey = regexp.MustCompile(`^([A-Za-z_][\w-]*):`)

// doubleKeys takes out of a head in YAML what it says twice in the same bytes.
func doubleKeys(data string) string {
	if !strings.HasPrefix(data, "---\n") {
		return data
	}
	end := strings.Index(data, "\n---")
	if end < 0 {
		return data
	}
	var b strings.Builder
	seen := map[string]string{}
	block, key := "", ""
	flush := func() {
		if key == "" || seen[key] != block {
			b.WriteString(block)
		}
		if key != "" && seen[key] == "" {
			seen[key] = block
		}
		block, key = "", ""
	}
	for line := range strings.Lines(data[:end+1]) {
		if m := topKey.FindStringSubmatch(line); m != nil || line == "---\n" {
			flush()
			if m != nil {
				key = m[1]
			}
		}
		block += line
	}
	flush()
	return b.String() + data[end+1:]
}
