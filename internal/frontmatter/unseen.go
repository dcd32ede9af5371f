package frontmatter

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"drukpers/internal/report"
)

// looksLikeNothing is for characters that an editor can't tell from a space, or does not see at all.
func looksLikeNothing(r rune) bool { return r != ' ' && unicode.In(r, unicode.Zs, unicode.Cf) }

func nameOf(r rune) string {
	switch r {
	case '\u00a0', '\u202f':
		return fmt.Sprintf("een harde spatie (%U)", r)
	case '\u200b':
		return fmt.Sprintf("een spatie zonder breedte (%U)", r)
	}
	return fmt.Sprintf("een onzichtbaar teken (%U)", r)
}

// isControl is for characters that a text of a head never means: they command a terminal, and XML does not allow most.
func isControl(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }

// controls reports keys and values with such a character, which an escape such as "\e" or "\u0000" writes.
func (d *Decoder) controls(n *Node) bool {
	found := false
	if at := strings.IndexFunc(n.Text, isControl); at >= 0 {
		r, _ := utf8.DecodeRuneInString(n.Text[at:])
		d.ErrorAt(n, "stuurteken", fmt.Sprintf("hier staat een stuurteken (%U)", r),
			"Haal het weg: het hoort niet in een tekst.")
		found = true
	}
	for _, part := range [][]*Node{n.Keys, n.Items} {
		for _, child := range part {
			found = d.controls(child) || found
		}
	}
	return found
}

const dropIt = "Verwijder het teken, of typ de regel opnieuw."

// unseen reports what the editor did not write or can't see, where that is why the head can't be read: the marker of a
// merge conflict, or a character that looks like nothing, up to the line where reading stopped.
func (d *Decoder) unseen(stopped int) bool {
	if d.conflict(stopped) {
		return true
	}
	var at report.Pos
	var found rune
	number := 0
	for line := range bytes.Lines(d.head) {
		if number++; number > stopped {
			break
		}
		if col, r := nothingInKey(string(line)); col > 0 {
			at, found = report.Pos{Line: number, Col: col}, r
		}
	}
	if found == 0 {
		return false
	}
	d.Problem(report.Error, "onzichtbaar-teken", at, fmt.Sprintf("hier staat %s", nameOf(found)), dropIt)
	return true
}

// nothingInKey gives the column of a character that looks like nothing in a line's indentation or key, or right behind
// its colon; 0 where there is none.
func nothingInKey(line string) (col int, r rune) {
	indent := len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
	if end := strings.IndexAny(line[indent:], ": \n"); end >= 0 {
		end += indent + 1
		_, size := utf8.DecodeRuneInString(line[end:])
		line = line[:end+size]
	}
	at := strings.IndexFunc(line, looksLikeNothing)
	if at < 0 {
		return 0, 0
	}
	r, _ = utf8.DecodeRuneInString(line[at:])
	return utf8.RuneCountInString(line[:at]) + 1, r
}

// conflictMarker is what git leaves at the start of a line where two versions differ, but for the one between them.
var conflictMarker = regexp.MustCompile(`^(?:<{7}|>{7}|\|{7}) `)

// conflict reports the first marker of a merge conflict in the head. A line of ======= counts up to the line where
// reading stopped: in the text below it may be the rule of a heading.
func (d *Decoder) conflict(stopped int) bool {
	number := 0
	for line := range bytes.Lines(d.head) {
		number++
		between := number <= stopped+1 && string(bytes.TrimSpace(line)) == "======="
		if between || conflictMarker.Match(line) {
			d.Problem(report.Error, "conflict", report.Pos{Line: number, Col: 1}, "twee versies zijn nog niet samengevoegd",
				"Kies wat er moet staan, en haal de regels met <<<<<<<, ======= en >>>>>>> weg.")
			return true
		}
	}
	return false
}

var dashes = regexp.MustCompile(`^[-–—]+$`)

// almostDelimiter reports a line of the head, by its number, that looks like a delimiter and is none.
func (d *Decoder) almostDelimiter(number int, line, delimiter string) bool {
	seen := strings.TrimSpace(strings.Map(func(r rune) rune {
		if looksLikeNothing(r) {
			return -1
		}
		return r
	}, line))
	at := strings.IndexFunc(line, looksLikeNothing)
	switch {
	case at >= 0 && (seen == delimiter || number == 1 && (seen == "+++" || seen == "{")):
		r, _ := utf8.DecodeRuneInString(line[at:])
		d.Problem(report.Error, "onzichtbaar-teken", report.Pos{Line: number, Col: utf8.RuneCountInString(line[:at]) + 1},
			fmt.Sprintf("bij deze %s staat %s", seen, nameOf(r)), dropIt)
	case delimiter == "---" && seen != delimiter && dashes.MatchString(seen):
		d.Problem(report.Error, "streepjes", report.Pos{Line: number, Col: 1},
			fmt.Sprintf("hier staat “%s” in plaats van ---", seen),
			"Begin en eindig de kop met een regel van drie streepjes: ---.")
	default:
		return false
	}
	return true
}
