package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"drukpers/internal/edit"
	"drukpers/internal/report"
	"drukpers/internal/rules"
)

// fix shows what can be mended, asks, and writes it.
func (p *program) fix(fixes []rules.Fix, yes bool) error {
	if len(fixes) == 0 {
		fmt.Fprintln(p.stdout, "Er is niets dat ik veilig kan herstellen.")
		return nil
	}
	for _, f := range fixes {
		fmt.Fprintf(p.stdout, "%s (%s)\n", report.Printable(f.File), strings.Join(f.Rules, ", "))
		p.printDiff(edit.Diff(f.File, []byte(f.Old), []byte(f.New)))
	}
	if !yes && !p.agrees(fmt.Sprintf("\n%s herstellen?", plural(len(fixes), "bestand", "bestanden"))) {
		fmt.Fprintln(p.stdout, "Er is niets veranderd.")
		return nil
	}
	root, err := p.folder()
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	var failed error
	for _, f := range fixes {
		failed = errors.Join(failed, writeFix(root, f))
	}
	if failed == nil {
		fmt.Fprintf(p.stdout, "\n%s hersteld.\n", plural(len(fixes), "bestand", "bestanden"))
	}
	return failed
}

// printDiff shows how files change.
func (p *program) printDiff(diff string) {
	style := p.style(p.stdout)
	for line := range strings.Lines(diff) {
		line = report.Printable(strings.TrimSuffix(line, "\n"))
		switch {
		case strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "+++ "):
		case strings.HasPrefix(line, "-"):
			line = style.Error(line)
		case strings.HasPrefix(line, "+"):
			line = style.Good(line)
		}
		fmt.Fprintln(p.stdout, line)
	}
}

// agrees asks a question; what is no yes is no, and so is the end of the input.
func (p *program) agrees(question string) bool {
	fmt.Fprintf(p.stdout, "%s [j/N] ", question)
	answer, _ := bufio.NewReader(os.Stdin).ReadString('\n') // an error is no answer
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "j" || answer == "ja"
}

// writeFix replaces a file that is still what was shown.
func writeFix(root *os.Root, f rules.Fix) error {
	now, err := root.ReadFile(f.File)
	if err != nil {
		return err
	}
	if string(now) != f.Old {
		return &usageError{fmt.Sprintf("%s veranderde intussen\nBegin opnieuw met drukpers check --fix.", f.File)}
	}
	return edit.Replace(root, f.File, []byte(f.New))
}
