package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"drukpers/internal/report"
)

// walk lists the articles, and the other files that these may show. Hidden files and editors' temporary files are
// passed over.
func walk(fsys fs.FS, language string) (articles []string, others []File, problems report.List, err error) {
	err = fs.WalkDir(fsys, contentDir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == contentDir {
			return fs.SkipAll
		}
		if unreadable, is := report.Unreadable(name, err); is {
			problems.Add(unreadable)
			return nil
		}
		if err != nil {
			return err
		}
		base := path.Base(name)
		switch {
		case d.IsDir() && hidden(base):
			return fs.SkipDir
		case hidden(base):
			return nil
		case d.IsDir():
			if strings.HasPrefix(base, "_") {
				problems.Add(report.Problem{
					Level: report.Warning, Rule: "map-met-streep", Group: "_", File: name,
					Text: "een map die met _ begint is een gewone map: wat erin staat komt op de site, op " + folderURL(name),
					Hint: "Haal de _ weg, of zet “draft: true” in de kop van wat niet op de site hoort.",
				})
			}
			if strings.Count(name, "/") > maxFolders {
				problems.Add(tooDeep(name))
				return fs.SkipDir
			}
			return nil
		}
		plain := isMarkdown(base) && !strings.HasPrefix(base, "_")
		switch {
		case !IsRegular(fsys, name, d):
			problems.Add(NoFile(name))
		case plain || isIndexIn(language, base):
			articles = append(articles, name)
		case neverUsed(base):
			problems.Add(leftOut(name, language))
		default:
			f, err := newFile(fsys, name)
			if unreadable, is := report.Unreadable(name, err); is {
				problems.Add(unreadable)
				return nil
			}
			if err != nil {
				return err
			}
			others = append(others, f)
		}
		return nil
	})
	slices.Sort(articles)
	return articles, others, problems, err
}

func hidden(base string) bool { return strings.HasPrefix(base, ".") || Temporary(base) }
