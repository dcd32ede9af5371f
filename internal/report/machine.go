package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// causes are what a machine refuses, in Dutch. The first that an error is counts.
var causes = []struct {
	errs    []error
	message string // of an error that the standard library does not export
	text    string
	hint    string
}{
	{
		errs: []error{fs.ErrPermission}, text: "geen toegang",
		hint: "Kijk van wie het bestand of de map is, en of je er mag lezen en schrijven.",
	},
	{
		errs: []error{syscall.ENOSPC, syscall.EDQUOT}, text: "de schijf is vol",
		hint: "Maak ruimte en probeer het opnieuw.",
	},
	{
		errs: []error{syscall.EROFS}, text: "hier kan alleen gelezen worden",
		hint: "Kies met --output een map waarin je mag schrijven.",
	},
	{
		errs: []error{syscall.EIO}, text: "de schijf geeft een fout",
		hint: "Probeer het opnieuw. Gebeurt het weer, maak dan een kopie van je werk en laat de schijf nakijken.",
	},
	{
		errs: []error{syscall.EMFILE, syscall.ENFILE}, text: "er zijn te veel bestanden tegelijk open",
		hint: "Sluit andere programma's, of verhoog de grens (ulimit -n).",
	},
	{
		errs: []error{syscall.ENAMETOOLONG}, text: "de naam is te lang",
		hint: "Kies een kortere naam, slug of url.",
	},
	{
		errs: []error{syscall.ELOOP}, text: "de verwijzing (symlink) gaat in een kring",
		hint: "Zet het bestand of de map zelf op deze plek.",
	},
	{
		message: "path escapes from parent", text: "een verwijzing (symlink) leidt buiten de map, en die volg ik niet",
		hint: "Zet het bestand of de map zelf op deze plek.",
	},
	{
		errs: []error{syscall.ENOTDIR, syscall.EISDIR, syscall.ENOTEMPTY, fs.ErrExist},
		text: "er staat iets in de weg: een bestand waar een map moet komen, of andersom",
		hint: "Haal het weg, of geef het een andere naam.",
	},
	{
		errs: []error{fs.ErrNotExist}, text: "het is er niet meer",
		hint: "Veranderde er iets tijdens het lezen, probeer het dan opnieuw.",
	},
}

// Explain puts an error of the machine in Dutch: what is wrong, with the system's words in brackets, and what to do.
// The hint is empty where nothing is known of the error.
func Explain(err error) (text, hint string) {
	var trouble *Trouble
	if errors.As(err, &trouble) {
		return trouble.Error(), trouble.Hint
	}
	words := systemWords(err)
	for _, c := range causes {
		known := c.message != "" && strings.Contains(err.Error(), c.message)
		for _, is := range c.errs {
			known = known || errors.Is(err, is)
		}
		if known {
			return fmt.Sprintf("%s (%s)", c.text, words), c.hint
		}
	}
	return words, ""
}

// systemWords are the innermost words of an error.
func systemWords(err error) string {
	var errno syscall.Errno
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &errno):
		return errno.Error()
	case errors.As(err, &path):
		return path.Err.Error()
	case errors.As(err, &link):
		return link.Err.Error()
	}
	return err.Error()
}

// FileOf is the file or folder that an error of the machine is about, or "".
func FileOf(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Path
	case errors.As(err, &link):
		return link.New
	}
	return ""
}

// Unreadable is the problem of one file or folder that can't be read. What is no fault of the file's is none: it went
// away between being listed and being read, or the program has too many files open.
func Unreadable(file string, err error) (Problem, bool) {
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		return Problem{}, false
	}
	text, hint := Explain(err)
	text = "dit is niet te lezen: " + text
	return Problem{Level: Error, Rule: "niet-te-lezen", File: file, Text: text, Hint: hint}, true
}

// Trouble is an error of something outside the machine, such as a server, that is told in Dutch where it is found.
type Trouble struct {
	Text, Hint string // what is wrong, and what to do
	Err        error  // the cause, whose words go in brackets; may be nil
}

func (t *Trouble) Error() string {
	if t.Err == nil {
		return t.Text
	}
	return fmt.Sprintf("%s (%s)", t.Text, systemWords(t.Err))
}

func (t *Trouble) Unwrap() error { return t.Err }
