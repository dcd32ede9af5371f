package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/archetype"
	"drukpers/internal/config"
	"drukpers/internal/edit"
	"drukpers/internal/report"
)

func (p *program) initCommand() *cobra.Command {
	var f selectionFlags
	cmd := &cobra.Command{
		Use:        "init [MAP] [opties]",
		SuggestFor: []string{"begin", "nieuwe-site", "setup"},
		Short:      "begin een nieuwe site",
		Long: `init zet een nieuwe site in een map: site.yaml met uitleg, twee secties, een eerste
artikel en een .gitignore. Zonder MAP is het de map van --source. Wat er al staat
blijft zoals het is.`,
		Example: "  drukpers init mijn-site",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return unexpected(cmd, args[1])
			}
			return nil
		},
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := p.source
			if len(args) > 0 {
				dir = filepath.Join(p.source, args[0])
				if filepath.IsAbs(args[0]) {
					dir = args[0]
				}
			}
			return p.init(dir, f)
		},
	}
	f.addNow(cmd)
	return cmd
}

func (p *program) init(dir string, f selectionFlags) error {
	now, err := f.selection(config.Default().Location)
	if err != nil {
		return err
	}
	if isFile(dir) {
		return &usageError{fmt.Sprintf("“%s” is een bestand\nNoem een map, of een naam die nog niet bestaat.", dir)}
	}
	if isFile(filepath.Join(dir, config.File)) {
		return &usageError{fmt.Sprintf("in “%s” staat al een site\nKies een andere map: drukpers init MAP", dir)}
	}
	files, err := archetype.Site(now.Now.In(config.Default().Location).Truncate(time.Second))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	var made, kept []string
	names := slices.Sorted(maps.Keys(files))
	names = append(slices.DeleteFunc(names, func(name string) bool { return name == config.File }), config.File)
	for _, name := range names { // site.yaml last: with it the folder is a site
		switch err := edit.Create(root, name, files[name]); {
		case errors.Is(err, fs.ErrExist):
			kept = append(kept, name)
		case err != nil:
			return err
		default:
			made = append(made, name)
		}
	}
	if p.format == "json" {
		return p.printJSON(nil, struct {
			Made []string `json:"made"`
			Kept []string `json:"kept"`
		}{append([]string{}, made...), append([]string{}, kept...)})
	}
	for _, name := range made {
		fmt.Fprintln(p.stdout, "+", report.Printable(filepath.Join(dir, filepath.FromSlash(name))))
	}
	for _, name := range kept {
		fmt.Fprintf(p.stdout, "%s stond er al en is zo gebleven.\n", report.Printable(filepath.Join(dir, name)))
	}
	where := ""
	if dir != "." {
		where = fmt.Sprintf(" --source %s", dir)
	}
	fmt.Fprintf(p.stdout, "\nKlaar. Bekijk de site met: drukpers serve%s\n", where)
	return nil
}
