package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"drukpers/internal/config"
	"drukpers/internal/deploy"
	"drukpers/internal/project"
	"drukpers/internal/report"
)

// completeTarget completes the names of targets.
func (p *program) completeTarget(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	opened, err := p.openProject()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer opened.Close()
	var names []string
	if c, _, err := opened.Config(); err == nil {
		for _, t := range c.Deploy {
			names = append(names, t.Name)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// target is the one of a name, or the only one.
func (p *program) target(opened *project.Project, args []string) (t config.Target, c *config.Config, err error) {
	c, problems, err := opened.Config()
	if err != nil {
		return t, c, err
	}
	if problems.HasErrors() {
		problems.FillSources(opened.Files)
		return t, c, p.failed(problems, "")
	}
	const example = "\nZet bijvoorbeeld in site.yaml: deploy: {productie: {type: folder, path: /var/www/site}}"
	switch {
	case len(c.Deploy) == 0:
		return t, c, &usageError{"site.yaml noemt geen doel om naar te publiceren" + example}
	case len(args) == 0 && len(c.Deploy) > 1:
		return t, c, &usageError{fmt.Sprintf("er zijn meer doelen\nNoem er een: %s.", deploy.Names(c.Deploy))}
	case len(args) == 0:
		return p.placed(c.Deploy[0]), c, nil
	}
	var names []string
	for _, t := range c.Deploy {
		if t.Name == args[0] {
			return p.placed(t), c, nil
		}
		names = append(names, t.Name)
	}
	hint := report.Suggest(args[0], names)
	if hint == "" {
		hint = "Kies uit: " + deploy.Names(c.Deploy) + "."
	}
	return t, c, &usageError{fmt.Sprintf("het doel “%s” staat niet in site.yaml\n%s", args[0], hint)}
}

// placed is a target whose folders are seen from the project.
func (p *program) placed(t config.Target) config.Target {
	if t.Type != "folder" {
		return t
	}
	for _, dir := range []*string{&t.Path, &t.State} {
		if *dir != "" && !filepath.IsAbs(*dir) {
			*dir = filepath.Join(p.source, *dir)
		}
	}
	return t
}
