package content

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/markdown"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// relative is what to settle an article with again, when other files have changed.
type relative struct {
	hash     [32]byte // of its file
	section  string   // its folder, which is a section unless the article is alone there
	variants []File   // of the pictures of static/ that it shows
	cover    string   // as the head has it, when that is a relative address
	// coverProblems are those of that address where it names no file.
	coverProblems report.List
	text          func() []byte
	line          int                                                    // lines of the file before the text
	convert       func(resolve func(string) markdown.Target) *storedBody // nil where the text has no relative addresses
}

// settled is an article with what depends on the names of other files: its section, its files, its cover, and what the
// relative addresses in its text lead to. It is the same article where all that is as it was. Of nearly every article
// nothing depends on others.
func (l *Library) settled(a *Article) *Article {
	r := a.relative
	if r == nil {
		return a
	}
	n := l.names()
	next := n.settle(a)
	for _, link := range a.Links {
		next.refer(n, link.Written)
	}
	if next.seal(); next.Hash == a.Hash {
		return a
	}
	if r.convert == nil {
		return next
	}
	next = n.settle(a)
	next.Links = []Link{}
	body := r.convert(func(address string) markdown.Target {
		link, file := next.refer(n, address)
		if file == nil {
			return markdown.Target{Address: link.Href}
		}
		return n.images.file(*file).target(link.Href)
	})
	l.setBody(next, func() *storedBody { return body })
	text := r.text()
	for i := range next.Links {
		next.Links[i].Pos = r.locate(text, next.Links[i].Written)
	}
	next.seal()
	return next
}

// settle copies an article and gives it all but what follows from its text.
func (n *names) settle(a *Article) *Article {
	next := *a
	next.Section, next.Files = a.relative.section, slices.Clone(a.relative.variants)
	next.Links, next.coverHere = nil, false
	if dir := norm.NFC.String(path.Dir(a.Path)); a.bundle {
		next.Files = append(next.Files, n.files[dir]...)
		if n.alone[dir] {
			next.Section = ""
		}
	}
	if cover := a.relative.cover; cover != "" {
		next.settleCover(n, cover)
	}
	next.addCard(n.images, n.config)
	return &next
}

// settleCover makes a cover an address from the site's root: what static/ has goes before what stands beside the
// article, unless the head says relative.
func (a *Article) settleCover(n *names, written string) {
	written, _, _ = strings.Cut(written, "?")
	inStatic, _ := url.PathUnescape(written)
	t, ok := n.targets[staticDir+"/"+norm.NFC.String(path.Clean(inStatic))]
	if !ok || a.Cover.Relative {
		if beside, found := n.find(a, written); found && beside.file != nil {
			t, ok = beside, true
		}
	}
	if !ok || t.file == nil {
		return
	}
	a.Cover.Image, a.CoverImage, a.coverHere = urls.Href(t.url), n.images.file(*t.file), true
	a.own(n, t.file)
}

// refer notes a relative address of the article's text, once, and gives what it leads to.
func (a *Article) refer(n *names, written string) (Link, *File) {
	link, file := n.resolve(a, written)
	if !slices.ContainsFunc(a.Links, func(l Link) bool { return l.Written == written }) {
		a.Links = append(a.Links, link)
		if file != nil {
			a.own(n, file)
		}
	}
	return link, file
}

// own adds a file, and its variants, to those that are published with the article; what is in static/ is published
// anyway.
func (a *Article) own(n *names, f *File) {
	if strings.HasPrefix(f.Path, contentDir+"/") {
		a.Files = append(a.Files, *f)
	}
	a.Files = n.images.file(*f).files(a.Files)
}

// seal puts the article's files in order and makes its hash one of everything that it depends on.
func (a *Article) seal() {
	slices.SortFunc(a.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	a.Files = slices.CompactFunc(a.Files, func(a, b File) bool { return a.Path == b.Path })
	h := sha256.New()
	fmt.Fprintf(h, "%x %q %q %d\n", a.relative.hash, a.Section, a.Cover.Image, len(a.Links))
	for _, l := range a.Links {
		fmt.Fprintf(h, "%q %q %q %q %q\n", l.Written, l.Href, l.URL, l.File, l.Near)
	}
	for _, f := range a.Files {
		fmt.Fprintf(h, "%q %q %s\n", f.Path, f.URL, f.Stamp)
	}
	a.Hash = [32]byte(h.Sum(nil))
}
