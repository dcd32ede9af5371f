package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// askedTerms is how many of the most used terms are named.
const askedTerms = 12

// ask has someone at a terminal say what a new article is.
func (p *program) ask(sections, terms []string) (section, title string, tags []string, err error) {
	lines := bufio.NewReader(os.Stdin)
	for i, name := range sections {
		fmt.Fprintf(p.stderr, "  %d  %s\n", i+1, name)
	}
	if section, err = p.answer(lines, "In welke sectie komt het? Nummer of naam: "); err != nil {
		return "", "", nil, err
	}
	if n, err := strconv.Atoi(section); err == nil && n >= 1 && n <= len(sections) {
		section = sections[n-1]
	}
	if title, err = p.answer(lines, "Wat is de titel? "); err != nil {
		return "", "", nil, err
	}
	if len(terms) > 0 {
		fmt.Fprintf(p.stderr, "Veel gebruikt: %s\n", strings.Join(terms[:min(len(terms), askedTerms)], ", "))
	}
	written, err := p.answer(lines, "Welke trefwoorden krijgt het, met komma's ertussen? ")
	for tag := range strings.SplitSeq(written, ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	return section, title, tags, err
}

// answer is what is typed behind a question.
func (p *program) answer(lines *bufio.Reader, question string) (string, error) {
	fmt.Fprint(p.stderr, question)
	text, err := lines.ReadString('\n')
	if errors.Is(err, io.EOF) {
		fmt.Fprintln(p.stderr)
		return "", &usageError{"je bent gestopt; er is niets gemaakt\nMet een sectie en een titel vraagt drukpers niets."}
	}
	return strings.TrimSpace(text), err
}
