package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"drukpers/internal/report"
	"drukpers/internal/rules"
)

// fix shows what can be mended line by line, asks, and writes it.
func (p *program) fix(fixes []rules.Fix, yes bool) error {
	if len(fixes) == 0 {
		fmt.Fprintln(p.stdout, "Er is niets dat ik veilig kan herstellen.")
		return nil
	}
	style := p.style(p.stdout)
	for _, f := range fixes {
		fmt.Fprintf(p.stdout, "%s (%s)\n", report.Printable(f.File), strings.Join(f.Rules, ", "))
		for _, line := range f.Lines() {
			if line.Old != nil {
				fmt.Fprintln(p.stdout, style.Error(fmt.Sprintf("%5d - %s", line.Number, report.Printable(*line.Old))))
			}
			if line.New != nil {
				fmt.Fprintln(p.stdout, style.Good(fmt.Sprintf("%5d + %s", line.Number, report.Printable(*line.New))))
			}
		}
	}
	if !yes && !p.agrees(fmt.Sprintf("\n%s herstellen?", plural(len(fixes), "bestand", "bestanden"))) {
		fmt.Fprintln(p.stdout, "Er is niets veranderd.")
		return nil
	}
	var failed error
	for _, f := range fixes {
		failed = errors.Join(failed, writeFix(filepath.Join(p.source, filepath.FromSlash(f.File)), f))
	}
	if failed == nil {
		fmt.Fprintf(p.stdout, "\n%s hersteld.\n", plural(len(fixes), "bestand", "bestanden"))
	}
	return failed
}

// agrees asks a question; what is no yes is no, and so is the end of the input.
func (p *program) agrees(question string) bool {
	fmt.Fprintf(p.stdout, "%s [j/N] ", question)
	answer, _ := bufio.NewReader(os.Stdin).ReadString('\n') // an error is no answer
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "j" || answer == "ja"
}

// writeFix replaces a file that is still what was shown, in one step.
func writeFix(name string, f rules.Fix) error {
	now, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if string(now) != f.Old {
		return &usageError{fmt.Sprintf("%s veranderde intussen\nBegin opnieuw met drukpers check --fix.", f.File)}
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if name, err = filepath.EvalSymlinks(name); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(name), ".drukpers-*")
	if err != nil {
		return err
	}
	_, err = temporary.WriteString(f.New)
	err = errors.Join(err, temporary.Chmod(info.Mode().Perm()), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	return nil
}
