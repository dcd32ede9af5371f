package content

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/config"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// Link is a relative address in an article's text.
type Link struct {
	Written string // as the text has it
	Href    string // as the page has it, without the site's base path
	URL     string // the path on the site that it leads to; empty where it names an article that has errors
	File    string // the file of the project that it names; empty where there is none
	Near    string // without a file: the name that was probably meant
	Pos     report.Pos
}

// names are the files of content/ and static/, as articles name them.
type names struct {
	config  *config.Config
	images  *images
	targets map[string]target // by path from the project's folder, accents composed
	stems   map[string]target // of articles: the same without extension
	urls    map[string]bool   // of articles and folders
	bundles map[string]string // folder of an index.md → what comes before the URLs of its files
	files   map[string][]File // of each bundle's folder, in order
	alone   map[string]bool   // folders in content/ with no other article than their index.md, and no sections
}

// target is a file that can be named.
type target struct {
	path string
	url  string
	file *File // nil of an article
}

// newNames indexes the articles' files, with their articles where these have no errors, the other files below content/
// and those of static/.
func newNames(config *config.Config, images *images, articles []named, others, static []File) *names {
	n := &names{
		config: config, images: images, targets: map[string]target{}, stems: map[string]target{},
		urls:    map[string]bool{"/": true},
		bundles: map[string]string{}, files: map[string][]File{}, alone: map[string]bool{},
	}
	inFolder := map[string]int{}
	for _, a := range articles {
		p := norm.NFC.String(a.path)
		stem, _ := stemOf(path.Base(p), config.Language)
		t := target{path: a.path}
		if a.article != nil {
			t.url = a.article.URL
			n.urls[t.url] = true
		}
		n.targets[p] = t
		n.stems[path.Dir(p)+"/"+stem] = t
		if dir := path.Dir(p); dir != contentDir {
			inFolder[topFolder(p)]++
			n.urls[folderURL(dir)] = true
			if stem == bundleStem {
				n.bundles[dir] = folderURL(dir)
				if a.article != nil {
					n.bundles[dir] = t.url[:strings.LastIndexByte(t.url, '/')+1]
				}
			}
		}
	}
	for dir := range n.bundles {
		n.alone[dir] = inFolder[dir] == 1 && !config.Lists(path.Base(dir))
	}
	for _, f := range others {
		p := norm.NFC.String(f.Path)
		dir, before := n.bundleOf(p)
		f.URL = folderURL(path.Dir(p)) + path.Base(p)
		if dir != "" {
			f.URL = before + strings.TrimPrefix(p, dir+"/")
			n.files[dir] = append(n.files[dir], f)
		}
		n.targets[p] = target{f.Path, f.URL, &f}
	}
	for _, f := range static {
		n.targets[norm.NFC.String(f.Path)] = target{f.Path, f.URL, &f}
	}
	return n
}

// named is a file of markdown with its article, nil where that has errors.
type named struct {
	path    string
	article *Article
}

// topFolder is the folder directly below content/ that a file is in.
func topFolder(p string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(p, contentDir+"/"), "/")
	return contentDir + "/" + name
}

// folderURL is where what stands in a folder of content/ stands on the site.
func folderURL(dir string) string {
	if dir == contentDir {
		return "/"
	}
	return "/" + urls.Path(strings.TrimPrefix(dir, contentDir+"/")) + "/"
}

// bundleOf is the nearest folder with an index.md that a file is below, and what comes before the URLs of its files.
func (n *names) bundleOf(p string) (dir, before string) {
	for dir = path.Dir(p); dir != "." && dir != contentDir; dir = path.Dir(dir) {
		if before, ok := n.bundles[dir]; ok {
			return dir, before
		}
	}
	return "", ""
}

// find gives the file that a relative address names from the folder of an article: one beside it, one from content/ as
// Zola writes it (@/blog/a.md), or else an article without the extension. That last is what an address on the site may
// look like too, which then goes before.
func (n *names) find(a *Article, address string) (t target, ok bool) {
	plain, err := url.PathUnescape(address)
	if err != nil {
		plain = address
	}
	plain = norm.NFC.String(plain)
	p := path.Join(path.Dir(norm.NFC.String(a.Path)), plain)
	if below, is := strings.CutPrefix(plain, "@/"); is {
		p = path.Join(contentDir, below)
	}
	if t, ok = n.targets[p]; ok || n.urls[onSite(a, plain)] {
		return t, ok
	}
	for _, stem := range []string{p, p + "/" + bundleStem, p + "/" + indexStem} {
		if t, ok = n.stems[stem]; ok {
			break
		}
	}
	return t, ok
}

// onSite is the path that a browser makes of a relative address on an article's page.
func onSite(a *Article, address string) string {
	base := &url.URL{Path: a.URL}
	if u, err := base.Parse(address); err == nil {
		return u.Path
	}
	return address
}

// resolve gives what a relative address of an article leads to.
func (n *names) resolve(a *Article, written string) (Link, *File) {
	end := strings.IndexAny(written, "?#")
	if end < 0 {
		end = len(written)
	}
	l := Link{Written: written, Href: written}
	t, found := n.find(a, written[:end])
	if !found {
		l.URL, l.Near = onSite(a, written[:end]), n.near(a, written[:end])
		return l, nil
	}
	l.File, l.URL = t.path, t.url
	if t.url != "" {
		l.Href = urls.Href(t.url) + written[end:]
	}
	return l, t.file
}

// near is the name that was probably meant by one that is none: one like it in the same folder, or the same elsewhere.
func (n *names) near(a *Article, written string) string {
	if strings.HasPrefix(strings.ToLower(written), "www.") {
		return "https://" + written
	}
	dir, base := path.Split(path.Join(path.Dir(a.Path), written))
	bundle := "/" + strings.TrimSuffix(base, path.Ext(base)) + "/" + bundleStem + path.Ext(base)
	var here, elsewhere []string
	for p := range n.targets {
		switch {
		case path.Dir(p)+"/" == dir:
			here = append(here, path.Base(p))
		case path.Base(p) == base || strings.HasSuffix(p, bundle):
			elsewhere = append(elsewhere, p)
		}
	}
	if near := report.Nearest(base, here); near != "" {
		return path.Join(path.Dir(written), near)
	}
	if len(elsewhere) > 0 {
		return between(path.Dir(a.Path), slices.Min(elsewhere))
	}
	return ""
}

// between is the relative path from a folder to a file.
func between(dir, file string) string {
	up := ""
	for dir != "." && !strings.HasPrefix(file, dir+"/") {
		dir, up = path.Dir(dir), up+"../"
	}
	return up + strings.TrimPrefix(file, dir+"/")
}

// locate is where an address stands in the article's file.
func (r *relative) locate(text []byte, address string) report.Pos {
	pos := locate(text, address)
	if at := bytes.Index(text, []byte(address)); pos.Line == 0 && at >= 0 {
		pos.Line = 1 + bytes.Count(text[:at], []byte("\n"))
	}
	if pos.Line > 0 {
		pos.Line += r.line
	}
	return pos
}

// locate finds where a text has an address, as markdown, HTML and front matter write it; zero when it does not.
func locate(text []byte, address string) report.Pos {
	n := 0
	for line := range bytes.Lines(text) {
		n++
		for _, before := range []string{"](", "](<", "]: ", `="`, `='`, "=", "<"} {
			if i := bytes.Index(line, []byte(before+address)); i >= 0 {
				return report.Pos{Line: n, Col: utf8.RuneCount(line[:i+len(before)]) + 1}
			}
		}
	}
	return report.Pos{}
}
