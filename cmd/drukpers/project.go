package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/frontmatter"
	"drukpers/internal/project"
	"drukpers/internal/site"
	"drukpers/themes"
)

// selectionFlags say which articles count as published.
type selectionFlags struct {
	drafts, future, expired bool
	now                     string
}

func (s *selectionFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&s.drafts, "drafts", false, "neem concepten mee")
	cmd.Flags().BoolVar(&s.future, "future", false, "neem artikelen mee die later verschijnen")
	cmd.Flags().BoolVar(&s.expired, "expired", false, "neem verlopen artikelen mee")
	s.addNow(cmd)
}

// addNow is for commands that choose articles themselves.
func (s *selectionFlags) addNow(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.now, "now", "", "doe alsof het dit `tijdstip` is, bijvoorbeeld 2026-03-01 10:00")
}

// allFlag is for commands that print many problems.
func (p *program) allFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&p.all, "all", false, "noem elke plek, ook van wat vaker voorkomt")
}

// selection reads a clock without a zone in the site's.
func (s *selectionFlags) selection(location *time.Location) (site.Selection, error) {
	now := time.Now()
	if s.now != "" {
		var err error
		if now, err = frontmatter.ParseDate(s.now, location); err != nil {
			return site.Selection{}, &usageError{fmt.Sprintf("“%s” is geen tijdstip\n"+
				"Schrijf bijvoorbeeld --now 2026-03-01T10:00", s.now)}
		}
	}
	return site.Selection{Now: now, Drafts: s.drafts, Future: s.future, Expired: s.expired}, nil
}

// openProject opens the source folder.
func (p *program) openProject() (*project.Project, error) {
	if !slices.Contains(formats, p.format) {
		return nil, &usageError{fmt.Sprintf("de vorm “%s” bestaat niet\nKies text, json, github of sarif.", p.format)}
	}
	opened, err := project.Open(p.source, themes.Krant())
	switch {
	case err != nil && isFile(p.source):
		return nil, &usageError{fmt.Sprintf("“%s” is een bestand\nNoem de map waar het in staat: --source %s", p.source,
			filepath.Dir(p.source))}
	case errors.Is(err, fs.ErrNotExist):
		return nil, &usageError{fmt.Sprintf("de map “%s” bestaat niet\nNoem de map waar site.yaml in staat: --source MAP",
			p.source)}
	case err != nil:
		return nil, err
	}
	opened.Library.ShareCards = true
	return opened, nil
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}
