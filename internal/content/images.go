package content

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/config"
	"drukpers/internal/copies"
	"drukpers/internal/markdown"
	"drukpers/internal/picture"
	"drukpers/internal/report"
	"drukpers/internal/sharecard"
	"drukpers/internal/urls"
)

// Size is in pixels; zero when unknown.
type Size struct{ Width, Height int }

// Dimensions are those of a picture; zero of a file that is none.
func (f File) Dimensions() Size {
	if picture.FormatOf(f.URL) == "" {
		return Size{}
	}
	r, err := f.Open()
	if err != nil {
		return Size{}
	}
	defer r.Close()
	info, err := picture.Read(r)
	if err != nil {
		return Size{}
	}
	return Size{info.Width, info.Height}
}

// Image is what is known of a picture: of the site's own, or of another's that was fetched.
type Image struct {
	Size
	Variants []Variant // narrowest first
	Copy     *File     // of one of another site: the project's copy
	Gone     bool      // it is of another site, which says that it is no longer there
}

// Variant is a picture in another width. Its File is in the folder for variants; what it is called follows from the
// bytes of the picture. Until it is made it opens as the picture itself.
type Variant struct {
	Width int // in pixels
	File  File
}

// Srcset is that of an <img> (WHATWG HTML, 4.8.4.2.1), with the links that pages have to paths of the site; empty
// without variants.
func (im Image) Srcset(link func(url string) string) string {
	all := make([]string, len(im.Variants))
	for i, v := range im.Variants {
		all[i] = fmt.Sprintf("%s %dw", link(v.File.URL), v.Width)
	}
	return strings.Join(all, ", ")
}

// target is the picture for a text that shows it.
func (im Image) target(address string) markdown.Target {
	if im.Copy != nil {
		address = urls.Href(im.Copy.URL)
	}
	return markdown.Target{Address: address, Width: im.Width, Height: im.Height, Srcset: im.Srcset(urls.Href)}
}

// VariantsURL is the folder of the site that variants are in.
const VariantsURL = "/varianten/"

// images knows the site's own pictures. Files that change make another set: see same.
type images struct {
	files map[string]File // of static/, by URL
	fsys  fs.FS
	dir   string          // of variants, in the project
	none  map[string]bool // digests of pictures without variants
	cards bool            // articles without a cover have one
	known sync.Map        // what file gives, as func() Image, by path

	copies   copies.Index // of pictures of other sites
	index    []byte       // the file that says so
	problems report.List
}

// newImages picks the pictures out of the static files.
func (l *Library) newImages(fsys fs.FS, c *config.Config, static []File) *images {
	im := &images{files: map[string]File{}, fsys: fsys, dir: c.Images.Dir, none: l.NoVariants}
	im.cards = l.ShareCards && c.Images.ShareCards
	for _, f := range static {
		if picture.FormatOf(f.URL) != "" {
			im.files[f.URL] = f
		}
	}
	im.readCopies(l.images)
	return im
}

// same reports whether two sets are of the same files.
func (im *images) same(other *images) bool {
	return other != nil && maps.EqualFunc(im.files, other.files, File.Same) && maps.Equal(im.none, other.none) &&
		im.cards == other.cards && maps.Equal(im.copies, other.copies)
}

// of gives what is known of a picture by its path on the site ("/img/a.png") or its address on another.
func (im *images) of(reference string) Image {
	if im != nil && len(im.copies) > 0 && !isRooted(reference) {
		return im.copied(copies.Address(reference))
	}
	if im == nil || !strings.HasPrefix(reference, "/") || picture.FormatOf(reference) == "" {
		return Image{}
	}
	decoded, err := url.PathUnescape(reference)
	if err != nil {
		return Image{}
	}
	f, ok := im.files[norm.NFC.String(path.Clean(decoded))]
	if !ok {
		return Image{}
	}
	return im.file(f)
}

func isRooted(reference string) bool {
	return strings.HasPrefix(reference, "/") && !strings.HasPrefix(reference, "//")
}

// file gives what is known of a picture; nothing of a file that is none. It is read once.
func (im *images) file(f File) Image {
	if picture.FormatOf(f.Path) == "" {
		return Image{}
	}
	read := func() Image { return im.read(f) }
	once, _ := im.known.LoadOrStore(f.Path+"\x00"+f.Stamp, sync.OnceValue(read))
	return once.(func() Image)()
}

func (im *images) read(f File) Image {
	data, err := f.readAll()
	if err != nil {
		return Image{}
	}
	info, _, err := picture.Inspect(data)
	image := Image{Size: Size{info.Width, info.Height}}
	if err != nil {
		return image // a picture that is too large has a size
	}
	digest := picture.Digest(data)
	if im.none[digest] {
		return image
	}
	for _, width := range picture.Widths(info) {
		name := picture.VariantName(digest, width)
		kept := im.kept(name, f.Open)
		kept.Of = &f
		image.Variants = append(image.Variants, Variant{width, kept})
	}
	return image
}

// kept is a file of the folder for variants; until it is there it opens otherwise.
func (im *images) kept(name string, otherwise func() (io.ReadCloser, error)) File {
	file := path.Join(im.dir, name)
	return File{
		URL: VariantsURL + name, Path: file, Stamp: name,
		Made: func() bool { _, err := fs.Stat(im.fsys, file); return err == nil },
		Open: func() (io.ReadCloser, error) {
			r, err := im.fsys.Open(file)
			if errors.Is(err, fs.ErrNotExist) {
				return otherwise()
			}
			return r, err
		},
	}
}

// card is what other sites show of an article without a cover that they could show; nil of any other.
func (im *images) card(a *Article, c *config.Config) *File {
	if !im.cards || a.Section == "" || a.IndexOf != "" || im.showsElsewhere(a) {
		return nil
	}
	card := sharecard.Card{
		Section: cmp.Or(c.Section(a.Section).Title, a.Section), Title: a.Heading, Site: c.Title,
	}
	f := im.kept(card.Name(), func() (io.ReadCloser, error) {
		drawn, err := card.Draw()
		return io.NopCloser(bytes.NewReader(drawn)), err
	})
	f.Draw = card.Draw
	return &f
}

// showsElsewhere reports whether an article has a cover that other sites show: one that is there, and no SVG.
func (im *images) showsElsewhere(a *Article) bool {
	cover, _, _ := strings.Cut(a.Cover.Image, "?")
	if strings.EqualFold(path.Ext(cover), ".svg") {
		return false
	}
	return a.CoverImage.Width > 0 || urls.IsWhole(cover) && !a.CoverImage.Gone
}

// picturePath is a path of the site that leads to a picture, as it stands in a text.
var picturePath = regexp.MustCompile(`(?i)/[^\s()"'<>]*\.(?:jpe?g|png|gif|webp)\b`)

// wholeAddress is an address of another site as it stands in a text, and perhaps what follows it.
var wholeAddress = regexp.MustCompile(`(?:https?:)?//[^\s"'<>]+`)

// namedIn are the copies, and the variants, of the pictures that a text names by their path or address, and perhaps of
// some others; gone are the addresses of those that are no longer there. The text is not converted.
func (im *images) namedIn(text []byte) (files []File, gone []string) {
	if len(im.files) > 0 && bytes.Contains(text, []byte("/")) {
		for _, found := range picturePath.FindAll(text, -1) {
			files = im.of(string(found)).files(files)
		}
	}
	if len(im.copies) == 0 || !bytes.Contains(text, []byte("//")) {
		return files, nil
	}
	for _, found := range wholeAddress.FindAll(text, -1) {
		written, image := im.longest(string(found))
		files = image.files(files)
		if image.Gone && !slices.Contains(gone, written) {
			gone = append(gone, written)
		}
	}
	return files, gone
}

// files appends the copy and the variants, each once.
func (im Image) files(to []File) []File {
	add := func(file File) {
		if !slices.ContainsFunc(to, func(f File) bool { return f.Path == file.Path }) {
			to = append(to, file)
		}
	}
	if im.Copy != nil {
		add(*im.Copy)
	}
	for _, v := range im.Variants {
		add(v.File)
	}
	return to
}
