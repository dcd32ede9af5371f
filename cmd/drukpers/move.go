package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/edit"
	"drukpers/internal/site"
	"drukpers/internal/urls"
)

// move is one article on its way to another place.
type move struct {
	*desk
	from, to string // files, or the folders of an index.md
	old, new string // the article's own file
	begun    bool   // an earlier run moved it already
}

// articleIn are the files of the article before and after a move of it or of its folder.
func articleIn(files fs.FS, from, to string, begun bool) (before, after string) {
	at := from
	if begun {
		at = to
	}
	entries, _ := fs.ReadDir(files, at)
	for _, e := range entries {
		switch strings.ToLower(e.Name()) {
		case "index.md", "index.markdown":
			return path.Join(from, e.Name()), path.Join(to, e.Name())
		}
	}
	return from, to
}

// originals are the files that move, by their old names.
func (m *move) originals() (map[string][]byte, error) {
	at := m.from
	if _, err := fs.Stat(m.Files, at); err != nil && m.begun {
		at = m.to
	}
	files := map[string][]byte{}
	err := fs.WalkDir(m.Files, at, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files[m.from+strings.TrimPrefix(name, at)], err = fs.ReadFile(m.Files, name)
		return err
	})
	return files, err
}

// place is where a file is after the move.
func (m *move) place(file string) string {
	if file == m.from || strings.HasPrefix(file, m.from+"/") {
		return m.to + strings.TrimPrefix(file, m.from)
	}
	return file
}

// moved are the files as they are after the move, for an overlay. The article has no alias of its own address.
func (m *move) moved(before map[string][]byte, a *content.Article) (map[string][]byte, error) {
	files := map[string][]byte{m.from: nil}
	for name, data := range before {
		files[m.place(name)] = data
	}
	head, problems := edit.Read(m.new, before[m.old])
	if head == nil {
		return nil, fmt.Errorf("reading %s: %v", m.old, problems)
	}
	head, err := head.Remove(a.URL, "aliases")
	if err != nil {
		return nil, err
	}
	if head, err = m.cover(head); err != nil {
		return nil, err
	}
	files[m.new] = head.Data
	return files, nil
}

// cover keeps a cover that stands beside the article, and does not move with it.
func (m *move) cover(head *edit.Head) (*edit.Head, error) {
	cover := head.Root.Find("cover")
	if cover == nil {
		return head, nil
	}
	image := cover
	if !cover.Kind.Scalar() {
		if image = cover.Find("image"); image == nil {
			return head, nil
		}
	}
	plain, err := url.PathUnescape(image.Text)
	if err != nil || !urls.Relative(image.Text) {
		return head, nil
	}
	file := path.Join(path.Dir(m.old), plain)
	beside, errBeside := fs.Stat(m.Files, file)
	_, errStatic := fs.Stat(m.Files, path.Join("static", plain))
	next := between(image.Text, m.new, m.place(file))
	switch {
	case errBeside != nil || beside.IsDir() || errStatic == nil || next == image.Text:
		return head, nil
	case image == cover:
		return head.Set(edit.Text(next), "cover")
	}
	return head.SetBelow("cover", "image", next)
}

// address is that of the article after the move.
func (m *move) address(files map[string][]byte) (string, error) {
	next, err := m.try(files, site.Selection{Now: m.now, Drafts: true, Future: true, Expired: true})
	if err != nil {
		return "", err
	}
	if a := next.Article(m.new); a != nil {
		return a.URL, nil
	}
	return "", &usageError{fmt.Sprintf("van “%s” wordt geen artikel\nGebruik een naam die op .md eindigt.", m.to)}
}

// mend changes all that has to follow: the alias, the article's own links and those that lead to it. It gives what
// these files were, by their new names.
func (m *move) mend(files map[string][]byte, moving *content.Article, newURL string) (map[string][]byte, error) {
	changed := map[string][]byte{}
	for _, a := range m.loaded.Articles() {
		name := m.place(a.Path)
		data, mine := files[name]
		if !mine {
			var err error
			if data, err = fs.ReadFile(m.Files, a.Path); err != nil {
				return nil, err
			}
		}
		head, _ := edit.Read(name, data)
		if head == nil {
			continue
		}
		text := head.Links(func(address string) string { return m.link(a, moving.URL, newURL, address) })
		if name == m.new {
			var err error
			if text, err = withAlias(name, text, moving.URL, newURL); err != nil {
				return nil, err
			}
			if data, err = m.before(); err != nil {
				return nil, err
			}
		}
		if !bytes.Equal(text, data) {
			files[name], changed[name] = text, data
		}
	}
	return changed, nil
}

// before is the article's text as it is now.
func (m *move) before() ([]byte, error) { return fs.ReadFile(m.Files, m.old) }

// withAlias leads an article's old address to its new one.
func withAlias(name string, data []byte, oldURL, newURL string) ([]byte, error) {
	if oldURL == newURL {
		return data, nil
	}
	head, problems := edit.Read(name, data)
	if head == nil {
		return nil, fmt.Errorf("reading %s: %v", name, problems)
	}
	head, err := head.Remove(newURL, "aliases")
	if err != nil {
		return nil, err
	}
	if head, err = head.Append(oldURL, "aliases"); err != nil {
		return nil, err
	}
	return head.Data, nil
}

// link is an address in the text of an article as it has to be after the move.
func (m *move) link(a *content.Article, oldURL, newURL, address string) string {
	end := strings.IndexAny(address, "?#")
	if end < 0 {
		end = len(address)
	}
	plain, rest := address[:end], address[end:]
	if i := slices.IndexFunc(a.Links, func(l content.Link) bool { return l.Written == address }); i >= 0 {
		l := a.Links[i]
		target, from := m.place(l.File), m.place(a.Path)
		switch {
		case l.File != "" && (target != l.File || from != a.Path):
			return between(plain, from, target) + rest
		case l.File == "" && l.URL == oldURL:
			return urls.Href(newURL) + rest
		case l.File == "" && a.Path == m.old && m.loaded.Edition.Site.Page(l.URL) != nil && seen(newURL, plain) != l.URL:
			return urls.Href(l.URL) + rest
		}
		return address
	}
	config := m.loaded.Edition.Site.Config
	below, whole := strings.CutPrefix(plain, config.BaseURL)
	if whole {
		below = "/" + below
	}
	if !strings.HasPrefix(below, "/") || oldURL == newURL {
		return address
	}
	at, wrong := config.LiteralURL(below, "/")
	switch {
	case wrong != "" || at != oldURL:
		return address
	case whole:
		return config.Absolute(newURL) + rest
	}
	return urls.Href(newURL) + rest
}

// seen is the path that a browser makes of a relative address on a page.
func seen(page, address string) string {
	if u, err := (&url.URL{Path: page}).Parse(address); err == nil {
		return u.Path
	}
	return ""
}

// between is a relative address from an article to a file, in the form that it was written in.
func between(written, from, file string) string {
	escape := strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29")
	if strings.HasPrefix(written, "@/") {
		return "@/" + escape.Replace(strings.TrimPrefix(file, "content/"))
	}
	inside, err := filepath.Rel(path.Dir(from), file)
	if err != nil {
		return written
	}
	inside = filepath.ToSlash(inside)
	if ext := path.Ext(file); ext != "" && path.Ext(written) != ext {
		inside = strings.TrimSuffix(strings.TrimSuffix(inside, ext), "/index")
	}
	if strings.HasPrefix(written, "./") {
		inside = "./" + inside
	}
	return escape.Replace(inside)
}

// mentions are the places outside articles that have an address.
func (m *move) mentions(address string) []string {
	places := []string{}
	for _, name := range []string{"site.yaml", "static/_redirects"} {
		data, _ := fs.ReadFile(m.Files, name)
		for i, line := range strings.Split(string(data), "\n") {
			if strings.Contains(line, address) || strings.Contains(line, urls.Href(address)) {
				places = append(places, fmt.Sprintf("%s:%d", name, i+1))
			}
		}
	}
	return places
}
