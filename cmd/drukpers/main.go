// Command drukpers makes a web site of a folder of markdown articles.
//
// This package only wires: it reads flags, calls the packages below internal/, and prints what they return. Standard
// output carries results, standard error problems and progress.
//
// Exit codes: 0 good, 1 problems in content, theme or site.yaml, 2 wrong usage, 3 the machine (disk, permission), a
// server or a mistake of the program itself, 4 nothing to do (only due says so).
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/inconshreveable/mousetrap"

	"drukpers/internal/config"
	"drukpers/internal/report"
)

const (
	exitGood = iota
	exitProblems
	exitUsage
	exitMachine
	exitNothing
)

func main() {
	useHugePages()
	args := os.Args[1:]
	alone := mousetrap.StartedByExplorer()
	if alone {
		args = doubleClicked(args)
	}
	code := run(args, os.Stdout, os.Stderr)
	if alone && code != exitGood {
		fmt.Fprintln(os.Stderr, "\nDruk op Enter om dit venster te sluiten.")
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	}
	os.Exit(code)
}

// doubleClicked gives the arguments that a double click in the Explorer of Windows stands for: a preview of the folder
// that the program is in. Its window closes when the program ends.
func doubleClicked(args []string) []string {
	if len(args) == 0 {
		return []string{"serve", "--open"}
	}
	return args
}

// run is the whole program as a function.
func run(args []string, stdout, stderr io.Writer) int {
	p := &program{stdout: stdout, stderr: stderr}
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := report.Guard(config.File, root.Execute)()
	if problem, is := report.AsProblem(err); is {
		err = p.stopped(problem)
	}
	var usage *usageError
	switch {
	case err == nil:
		return exitGood
	case errors.Is(err, errCrash):
		return exitMachine
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.Is(err, errNothing):
		return exitNothing
	case errors.As(err, &usage):
		what, todo, _ := strings.Cut(usage.text, "\n")
		fmt.Fprintf(stderr, "drukpers: %s\n%s\n", report.Printable(what), report.Printable(todo))
		return exitUsage
	default:
		text, hint := dutch(err)
		fmt.Fprintf(stderr, "drukpers: %s\n%s", report.Printable(text), hint)
		return exitMachine
	}
}

// What ends a command whose problems have been printed.
var (
	errProblems = errors.New("problems in content")
	errCrash    = errors.New("the program failed")
	errNothing  = errors.New("there is nothing to do")
)

// dutch says of an error of the machine which file it is about and what is wrong, and on a line of its own what to do.
func dutch(err error) (text, hint string) {
	text, hint = report.Explain(err)
	if file := report.FileOf(err); file != "" {
		text = file + ": " + text
	}
	if hint != "" {
		hint = "  → " + hint + "\n"
	}
	return text, hint
}

// stopped prints the problem in which a command ended.
func (p *program) stopped(problem report.Problem) error {
	list := report.List{problem}
	if p.format == "json" {
		return errors.Join(p.printJSON(list, nil), ending(list))
	}
	return errors.Join(p.printProblems(list), ending(list))
}

// ending is nil when no problem is an error.
func ending(problems report.List) error {
	crash := func(p report.Problem) bool { return p.Rule == report.CrashRule }
	switch {
	case slices.ContainsFunc(problems, crash):
		return errCrash
	case problems.HasErrors():
		return errProblems
	}
	return nil
}

// usageError is a wrong call, told in Dutch: a line that says what is wrong, and one that says what to do.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// program is what all subcommands share.
type program struct {
	stdout, stderr io.Writer
	source         string
	format         string
	all            bool // problems are all printed
}

func (p *program) style(w io.Writer) report.Style {
	return report.Style{Colors: colorsOn(w), All: p.all}
}
