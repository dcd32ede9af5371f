// Command tools looks at a site as a reader's browser does, for the targets of the Makefile.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"

	"drukpers/internal/dev/reader"
)

// tools is the table of what the command can do.
var tools = map[string]func(args []string) error{
	"lighthouse":  lighthouse,
	"pages":       pages,
	"readme":      readme,
	"screenshots": screenshots,
}

func main() {
	if len(os.Args) < 2 || tools[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: tools lighthouse|pages|readme|screenshots [flags]")
		os.Exit(2)
	}
	if err := tools[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// projectFlag chooses the project to look at.
func projectFlag(flags *flag.FlagSet) *string {
	return flags.String("site", "", "`folder` of a project (default: the sample, with every kind of page)")
}

// site opens what projectFlag chose. The command is run in the folder of this repository.
func site(dir string) (fs.FS, reader.Options, error) {
	if dir != "" {
		return os.DirFS(dir), reader.Options{}, nil
	}
	sample, err := reader.Sample(".")
	return sample, reader.Options{Now: reader.SampleNow}, err
}
