package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/content"
	"drukpers/internal/frontmatter"
	"drukpers/internal/render"
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
	cmd.Flags().StringVar(&s.now, "now", "", "doe alsof het dit `tijdstip` is, bijvoorbeeld 2026-03-01 10:00")
}

// selection reads a clock without a zone in the site's.
func (s *selectionFlags) selection(location *time.Location) (site.Selection, error) {
	now := time.Now()
	if s.now != "" {
		var err error
		if now, err = frontmatter.ParseDate(s.now, location); err != nil {
			return site.Selection{}, &usageError{fmt.Sprintf("“%s” is geen tijdstip; schrijf bijvoorbeeld --now 2026-03-01T10:00", s.now)}
		}
	}
	return site.Selection{Now: now, Drafts: s.drafts, Future: s.future, Expired: s.expired}, nil
}

// openProject opens the source folder. Nothing is read from outside it, whatever links it holds.
func (p *program) openProject() (*render.Project, func() error, error) {
	if p.format != "text" && p.format != "json" && p.format != "github" {
		return nil, nil, &usageError{fmt.Sprintf("de vorm “%s” bestaat niet; kies text, json of github", p.format)}
	}
	root, err := os.OpenRoot(p.source)
	if errors.Is(err, fs.ErrNotExist) || err != nil && isFile(p.source) {
		return nil, nil, &usageError{fmt.Sprintf("de map “%s” bestaat niet", p.source)}
	}
	if err != nil {
		return nil, nil, err
	}
	return &render.Project{Files: root.FS(), BuiltinTheme: themes.Krant(), Library: &content.Library{}}, root.Close, nil
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// location is the site's time zone, or the default one while site.yaml can't be read.
func location(project *render.Project) *time.Location {
	config, _, err := content.ReadConfig(project.Files)
	if err != nil {
		config = content.DefaultConfig()
	}
	return config.Location
}
