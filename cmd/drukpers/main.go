// Command drukpers makes a web site of a folder of markdown articles.
//
// This package only wires: it reads flags, calls the packages below internal/, and prints what they return. Standard
// output carries results, standard error problems and progress.
//
// Exit codes: 0 good, 1 problems in content, theme or site.yaml, 2 wrong usage, 3 the machine (disk, permission) or a
// mistake of the program itself.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"drukpers/internal/content"
	"drukpers/internal/report"
)

const (
	exitGood = iota
	exitProblems
	exitUsage
	exitMachine
)

func main() {
	useHugePages()
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is the whole program as a function.
func run(args []string, stdout, stderr io.Writer) int {
	p := &program{stdout: stdout, stderr: stderr}
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := report.Guard(content.ConfigFile, root.Execute)()
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
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "drukpers: %s\nProbeer drukpers --help.\n", report.Printable(usage.text))
		return exitUsage
	default:
		fmt.Fprintf(stderr, "drukpers: %s\n", report.Printable(err.Error()))
		return exitMachine
	}
}

// What ends a command whose problems have been printed.
var (
	errProblems = errors.New("problems in content")
	errCrash    = errors.New("the program failed")
)

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

// usageError is a wrong call, told in Dutch.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// program is what all subcommands share.
type program struct {
	stdout, stderr io.Writer
	source         string
	format         string
}

func (p *program) style() report.Style { return report.Style{Colors: colorsOn(p.stderr)} }
