package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"drukpers/internal/content"
	"drukpers/internal/edit"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

type renameFlags struct {
	selectionFlags
	dryRun bool
}

func (p *program) renameCommand() *cobra.Command {
	var f renameFlags
	cmd := &cobra.Command{
		Use:        "rename OUD NIEUW [opties]",
		SuggestFor: []string{"hernoem", "verplaats", "mv", "move"},
		Short:      "geef een artikel een andere naam of plek, zonder dode links",
		Long: `rename geeft een artikel een andere naam, of zet het in een andere sectie. Het oude
adres leidt daarna naar het nieuwe (aliases), en links in andere artikelen gaan mee.
In een map met git gaat het met git mv. NIEUW mag een naam alleen zijn.

Is de opdracht onderbroken, geef haar dan nog eens: dan maakt ze het af.`,
		Example: "  drukpers rename content/nieuws/2026-03-01-notlen.md 2026-03-01-notulen\n" +
			"  drukpers rename content/nieuws/logo.md content/creatief/logo.md --dry-run",
		Args:              wantArguments(2, 2, "de oude en de nieuwe naam"),
		ValidArgsFunction: p.completeFiles(func(*desk, *content.Article) bool { return true }),
		RunE:              func(_ *cobra.Command, args []string) error { return p.rename(f, args[0], args[1]) },
	}
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "schrijf niets, maar toon wat er zou veranderen")
	f.addNow(cmd)
	return cmd
}

// renameNote is the file that says which rename is going on, so that the next can end one that was killed.
const renameNote = ".drukpers/rename"

// renamed is what --format json says of rename.
type renamed struct {
	From     string   `json:"from"`
	To       string   `json:"to"`
	OldURL   string   `json:"oldURL"`
	NewURL   string   `json:"newURL"`
	Changed  []string `json:"changed"`  // files, by their new names
	Mentions []string `json:"mentions"` // places that still have the old address, and are for people to change
	Diff     string   `json:"diff"`
	Written  bool     `json:"written"`
}

func (p *program) rename(f renameFlags, from, to string) (err error) {
	d, err := p.openDesk(f.selectionFlags)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	m, err := p.newMove(d, f, from, to)
	if err != nil {
		return err
	}
	a := d.loaded.Article(m.old)
	if a == nil {
		problems, err := d.problems(d.loaded, d.Files, m.old)
		if err != nil {
			return err
		}
		return p.failed(problems, "")
	}
	before, err := m.originals()
	if err != nil {
		return err
	}
	result := renamed{From: m.from, To: m.to, OldURL: a.URL, Written: !f.dryRun, Mentions: []string{}}
	files, err := m.moved(before, a)
	if err != nil {
		return err
	}
	if result.NewURL, err = m.address(files); err != nil {
		return err
	}
	changed, err := m.mend(files, a, result.NewURL)
	if err != nil {
		return err
	}
	next, err := d.try(files, site.Selection{Now: d.now, Drafts: true, Future: true, Expired: true})
	if err != nil {
		return err
	}
	if len(next.worse) > 0 {
		next.worse.FillSources(next.files)
		return p.failed(next.worse, "")
	}
	var diffs strings.Builder
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		diffs.WriteString(edit.Diff(name, changed[name], files[name]))
		result.Changed = append(result.Changed, name)
	}
	result.Diff = diffs.String()
	if result.OldURL != result.NewURL {
		result.Mentions = m.mentions(result.OldURL)
	}
	if !f.dryRun {
		if err := p.carryOut(m, files, changed); err != nil {
			return err
		}
	}
	problems, err := d.problems(next.Loaded, next.files, m.new)
	if err != nil {
		return err
	}
	if p.format == "json" {
		return p.printJSON(problems, result)
	}
	p.passedOver(d)
	return errors.Join(p.printProblems(problems), p.printRenamed(result))
}

func (p *program) printRenamed(r renamed) error {
	p.printDiff(r.Diff)
	for _, place := range r.Mentions {
		fmt.Fprintf(p.stdout, "%s noemt het oude adres nog; verander dat zelf.\n", report.Printable(place))
	}
	if !r.Written {
		_, err := fmt.Fprintf(p.stdout, "%s zou %s worden, op %s. Er is niets geschreven.\n", r.From, r.To, r.NewURL)
		return err
	}
	_, err := fmt.Fprintf(p.stdout, "Klaar: %s is nu %s, op %s.\n", r.From, r.To, r.NewURL)
	return err
}

// newMove finds out what is to move where. Nothing is ever moved over something else.
func (p *program) newMove(d *desk, f renameFlags, from, to string) (*move, error) {
	m := &move{desk: d}
	note, err := fs.ReadFile(d.Files, renameNote)
	if err == nil {
		m.from, m.to, _ = strings.Cut(strings.TrimSuffix(string(note), "\n"), "\n")
		_, errNew := fs.Stat(d.Files, m.to)
		_, errOld := fs.Stat(d.Files, m.from)
		m.begun = errNew == nil && errors.Is(errOld, fs.ErrNotExist)
	}
	if !m.begun {
		if m.old, err = p.file(d, from); err != nil {
			return nil, err
		}
		m.from = m.old
		if strings.TrimSuffix(path.Base(m.old), path.Ext(m.old)) == "index" && path.Dir(m.old) != "content" {
			m.from = path.Dir(m.old)
		}
		m.to = m.target(to)
	}
	m.old, m.new = articleIn(d.Files, m.from, m.to, m.begun)
	if m.begun {
		asked, err := relativeTo(p.source, from)
		if err != nil || !slices.Contains([]string{m.from, m.old, m.from + ".md"}, path.Clean(filepath.ToSlash(from))) &&
			!slices.Contains([]string{m.from, m.old}, asked) {
			return nil, &usageError{fmt.Sprintf("een eerdere rename is niet af\nMaak die eerst af: drukpers rename %s %s",
				m.from, m.to)}
		}
		data, err := m.originals()
		if err != nil {
			return nil, err
		}
		for name := range data { // as it was before
			data[path.Join(m.to, strings.TrimPrefix(name, m.from))] = nil
		}
		data[m.to] = nil
		d.Files = edit.Overlay{FS: d.Files, Files: data}
		return m, d.load(f.selectionFlags)
	}
	switch _, err := fs.Lstat(d.Files, m.to); {
	case !strings.HasPrefix(m.to, "content/"):
		return nil, &usageError{fmt.Sprintf("“%s” ligt niet in content/\nNoem een plek als content/nieuws/naam.md.", to)}
	case m.to == m.from:
		return nil, &usageError{fmt.Sprintf("%s heet al zo\nGeef een andere naam.", m.from)}
	case err == nil:
		return nil, &usageError{fmt.Sprintf("%s bestaat al\nGeef een andere naam.", m.to)}
	}
	return m, nil
}

// target is where an article goes: a name alone stays in its folder, and the extension stays as it is.
func (m *move) target(arg string) string {
	to := path.Clean(filepath.ToSlash(arg))
	if !strings.Contains(to, "/") {
		to = path.Join(path.Dir(m.from), to)
	} else if !strings.HasPrefix(to, "content/") {
		to = path.Join("content", to)
	}
	if ext := path.Ext(m.from); m.from == m.old && path.Ext(to) != ext {
		to += ext
	}
	return to
}

// carryOut makes a move: first the file, then what has to follow. The note says what is going on until all is done.
func (p *program) carryOut(m *move, files, changed map[string][]byte) error {
	root, err := p.folder()
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	if !m.begun {
		if err := root.Remove(renameNote); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := edit.Create(root, renameNote, []byte(m.from+"\n"+m.to+"\n")); err != nil {
			return err
		}
		if err := root.MkdirAll(path.Dir(m.to), 0o777); err != nil {
			return err
		}
		if !p.gitMoved(m.from, m.to) {
			if err := root.Rename(m.from, m.to); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.SortedFunc(maps.Keys(changed), byRank(m.new)) { // with its alias no link is dead
		if err := edit.Replace(root, name, files[name]); err != nil {
			return err
		}
	}
	return root.Remove(renameNote)
}

// byRank orders files by name, but for the one that goes first.
func byRank(first string) func(a, b string) int {
	return func(a, b string) int {
		switch first {
		case a:
			return -1
		case b:
			return 1
		}
		return strings.Compare(a, b)
	}
}

// gitMoved moves a file with git, where git knows it.
func (p *program) gitMoved(from, to string) bool {
	cmd := exec.Command("git", "mv", "--", from, to)
	cmd.Dir = p.source
	return cmd.Run() == nil
}
