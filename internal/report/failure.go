package report

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// Failure is a problem that shows only when something is made, as an error.
type Failure struct {
	Problem
	Stack []byte // of a panic
}

func (f *Failure) Error() string { return f.Place() + ": " + f.Text }

// AsProblem tells a problem from an error of the machine.
func AsProblem(err error) (Problem, bool) {
	var f *Failure
	if errors.As(err, &f) {
		return f.Problem, true
	}
	return Problem{}, false
}

// CrashRule is the rule of a panic: a mistake of the program itself, which should cost no more than the file that it
// worked on.
const CrashRule = "programmafout"

// Recover turns a panic into a *Failure. It is deferred, with the file that is worked on.
func Recover(file string, err *error) {
	switch value := recover().(type) {
	case nil:
	case *Failure: // of a goroutine, see Must
		*err = value
	default:
		*err = &Failure{Stack: debug.Stack(), Problem: Problem{
			Level: Error, Rule: CrashRule, File: file, Text: fmt.Sprintf("drukpers struikelt over dit bestand (%v)", value),
			Hint: "Dat is een fout van drukpers zelf, niet van jou. Meld hem met dit bestand erbij.",
		}}
	}
}

// Guard is what f does, with its panic as a *Failure of the file: for a goroutine, which can't be recovered elsewhere.
func Guard(file string, f func() error) func() error {
	return func() (err error) {
		defer Recover(file, &err)
		return f()
	}
}

// Must takes the *Failure of a guarded goroutine to the one that waited for it, for a function that gives no error.
func Must(err error) {
	if err != nil {
		panic(err)
	}
}
