package content

import (
	"bytes"
	"fmt"
	"regexp"

	"drukpers/internal/report"
)

// Limits of one article, and of the folder it is in. The largest of a blog of 7,500 have 8,000 bytes, 17 brackets, two
// levels and five tags. Beyond some number of each, the time or memory that an article takes grows by the square of it:
// within these limits the worst known takes three seconds; colours of code have a limit of their own.
const (
	maxBytes    = 100_000
	maxBrackets = 3_000 // of [: links, pictures, footnotes
	maxNesting  = 30    // of quotes and lists in each other
	maxTerms    = 500   // tags, or categories: a feed has all of them with each
	maxFolders  = 50    // in each other
)

func limited(file string, at report.Pos, text, hint string) report.Problem {
	return report.Problem{Level: report.Error, Rule: "te-veel", File: file, Pos: at, Text: text, Hint: hint}
}

// tooLarge is for a file of which more than maxBytes were read.
func tooLarge(file string) report.Problem {
	return limited(file, report.Pos{Line: 1},
		fmt.Sprintf("dit artikel is groter dan %s bytes", report.Number(maxBytes)), "Verdeel het over meer artikelen.")
}

// tooDeep is for a folder that is not looked into.
func tooDeep(folder string) report.Problem {
	return limited(folder, report.Pos{}, fmt.Sprintf("deze map zit in meer dan %d andere", maxFolders),
		"Zet hem minder diep.")
}

// nesting is what a line of quotes and lists in each other begins with.
var nesting = regexp.MustCompile(`^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))+`)

// level finds one of what nesting matches.
var level = regexp.MustCompile(`>|[-+*][ \t]|\d[.)]`)

// checkLimits tells of a head or a text with more than an article may have.
func (h *head) checkLimits(file string) report.List {
	var problems report.List
	for _, terms := range []struct {
		key    string
		values []string
	}{{"tags", h.Tags}, {"categorieen", h.Categorieen}} {
		if len(terms.values) > maxTerms {
			problems.Add(limited(file, h.positions.At(terms.key, -1),
				fmt.Sprintf("%s heeft er meer dan %s", terms.key, report.Number(maxTerms)), "Houd alleen over wat lezers zoeken."))
		}
	}
	number, brackets, told := h.bodyLine-1, 0, false
	for line := range bytes.Lines(h.body) {
		number++
		before := brackets
		if brackets += bytes.Count(line, []byte("[")); before <= maxBrackets && brackets > maxBrackets {
			problems.Add(limited(file, report.Pos{Line: number},
				fmt.Sprintf("dit artikel heeft meer dan %s links, plaatjes en voetnoten", report.Number(maxBrackets)),
				"Verdeel het over meer artikelen. Elke [ telt mee."))
		}
		if told || len(line) <= maxNesting || len(level.FindAll(nesting.Find(line), maxNesting+1)) <= maxNesting {
			continue
		}
		told = true
		problems.Add(limited(file, report.Pos{Line: number},
			fmt.Sprintf("hier zitten meer dan %d citaten en lijsten in elkaar", maxNesting),
			"Haal de tekens aan het begin weg."))
	}
	return problems
}
