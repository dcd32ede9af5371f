package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/content"
	"drukpers/internal/edit"
	"drukpers/internal/frontmatter"
	"drukpers/internal/otherkeys"
	"drukpers/internal/site"
)

type publishFlags struct {
	selectionFlags
	at     string
	dryRun bool
}

func (p *program) publishCommand() *cobra.Command {
	var f publishFlags
	cmd := &cobra.Command{
		Use:        "publish BESTAND [opties]",
		SuggestFor: []string{"publiceer", "publiceren", "plaats"},
		Short:      "maak een concept klaar voor de site, nu of op een later tijdstip",
		Long: `publish maakt van een concept een artikel dat op de site komt: draft gaat uit en
date wordt nu, of het tijdstip van --at. Verder verandert er geen teken.

Het artikel wordt eerst nagekeken zoals check dat doet. Zit er een fout in, dan
verandert er niets. De eerstvolgende build zet het artikel op de site.`,
		Example: "  drukpers publish content/nieuws/2026-03-01-notulen.md\n" +
			"  drukpers publish content/nieuws/2026-03-01-notulen.md --at \"2026-12-03 09:00\"",
		Args: wantArguments(1, 1, "een bestand"),
		ValidArgsFunction: p.completeFiles(func(d *desk, a *content.Article) bool {
			status := site.StatusOf(a, d.now)
			return status == site.Draft || status == site.Scheduled
		}),
		RunE: func(_ *cobra.Command, args []string) error { return p.publish(f, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.at, "at", "", "`tijdstip` waarop het artikel verschijnt, bijvoorbeeld \"2026-12-03 09:00\"")
	flags.BoolVar(&f.dryRun, "dry-run", false, "schrijf niets, maar toon wat er zou veranderen")
	f.addNow(cmd)
	return cmd
}

// published is what --format json says of publish.
type published struct {
	File    string    `json:"file"`
	URL     string    `json:"url"`
	Appears time.Time `json:"appears"`
	Diff    string    `json:"diff"`
	Written bool      `json:"written"`
}

func (p *program) publish(f publishFlags, arg string) (err error) {
	d, err := p.openDesk(f.selectionFlags)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	name, err := p.file(d, arg)
	if err != nil {
		return err
	}
	at := d.now.In(d.Location()).Truncate(time.Second)
	if f.at != "" {
		if at, err = frontmatter.ParseDate(f.at, d.Location()); err != nil {
			return &usageError{fmt.Sprintf("“%s” is geen tijdstip\nSchrijf bijvoorbeeld --at \"2026-12-03 09:00\"", f.at)}
		}
	} else if a := d.loaded.Article(name); a != nil && site.StatusOf(a, d.now) == site.Published {
		return &usageError{fmt.Sprintf("%s is al gepubliceerd, op %s\n"+
			"Moet het een ander tijdstip krijgen, noem dat met --at.", name, d.moment(a.Published()))}
	}
	before, err := fs.ReadFile(d.Files, name)
	if err != nil {
		return err
	}
	head, problems := edit.Read(name, before)
	if head == nil {
		problems.FillSources(d.Files)
		return p.failed(problems, "")
	}
	after, err := publishAt(head, at)
	if err != nil {
		return err
	}
	next, err := d.try(map[string][]byte{name: after.Data}, site.Selection{Now: latest(at, d.now)})
	if err != nil {
		return err
	}
	if problems, err = d.problems(next.Loaded, next.files, name); err != nil {
		return err
	}
	problems = append(problems, next.worse...)
	if problems.HasErrors() {
		return p.failed(problems, "")
	}
	result := published{
		File: name, URL: next.Article(name).URL, Appears: at, Diff: edit.Diff(name, before, after.Data), Written: !f.dryRun,
	}
	if !f.dryRun {
		root, err := p.folder()
		if err != nil {
			return err
		}
		defer func() { _ = root.Close() }()
		if err := edit.Replace(root, name, after.Data); err != nil {
			return err
		}
	}
	if p.format == "json" {
		return p.printJSON(problems, result)
	}
	if err := p.printProblems(problems); err != nil {
		return err
	}
	p.printDiff(result.Diff)
	switch {
	case f.dryRun:
		fmt.Fprintln(p.stdout, "Er is niets geschreven.")
	case at.After(d.now):
		fmt.Fprintf(p.stdout, "Gepland: %s verschijnt bij de eerste build na %s.\n", result.URL, d.moment(at))
	default:
		fmt.Fprintf(p.stdout, "Klaar: %s komt op de site bij de volgende build.\n", result.URL)
	}
	return nil
}

// publishAt takes all away that makes an article a draft, and gives it its moment.
func publishAt(head *edit.Head, at time.Time) (*edit.Head, error) {
	var err error
	for i, key := range head.Root.Keys {
		value := head.Root.Items[i]
		public := edit.Bool(false)
		switch draft, _ := value.Bool(); {
		case frontmatter.FoldKey(key.Text) == "draft":
			if !draft {
				continue
			}
		default:
			if draft, _ = otherkeys.MeansDraft(key.Text, value); !draft {
				continue
			}
			public = edit.Text(otherkeys.Public(key.Text, value))
			if _, isBool := value.Bool(); isBool {
				public = edit.Bool(otherkeys.Public(key.Text, value) == "true")
			}
		}
		if head, err = head.Set(public, key.Text); err != nil {
			return nil, err
		}
	}
	if head, err = head.Set(edit.Time(at), "date"); err != nil {
		return nil, err
	}
	if head.Has("publishDate") {
		return head.Set(edit.Time(at), "publishDate")
	}
	return head, nil
}

func latest(times ...time.Time) time.Time { return slices.MaxFunc(times, time.Time.Compare) }
