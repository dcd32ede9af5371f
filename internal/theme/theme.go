// Package theme holds how a site looks: templates, texts and assets.
//
// Theme is a set of files, read once: its templates are parsed, escaped and minified, its stylesheets joined, its
// assets given a fingerprint. All mistakes in them are problems; no template is executed before a page needs it. A
// theme is immutable: other files, another config or the other choice of minifying make another *Theme.
package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"mime"
	"path"
	"slices"
	"strings"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/report"
)

// Theme is a set of templates, texts and assets.
type Theme struct {
	Name     string
	Hash     [32]byte // of all that it is made of
	Minified bool
	Language *Language
	Paper    [2]string // the colour behind the text, in light and in dark, or empty

	dir       string             // of its files in the project, for messages
	templates *template.Template // escaped, and minified where that is wanted
	files     map[string][]byte  // as written
	sources   map[string]string  // of the templates, as written
	assets    []content.File
	assetURL  map[string]string // name below assets/ → link
}

const assetsDir = "assets"

// Files are the bytes of a theme's files, by their paths in it.
type Files struct {
	all     map[string][]byte // the site's own over the built-in ones
	builtin map[string][]byte

	unreadable report.List
}

// ReadFiles reads all files of a theme: the project's themes/<name>/, and what that does not have from builtin, which
// is laid out the same way. There are none when the project has no such theme and it is not the built-in one.
func ReadFiles(project, builtin fs.FS, name string) (Files, error) {
	files := Files{all: map[string][]byte{}, builtin: map[string][]byte{}}
	unreadable, err := readFolder(files.builtin, builtin, ".")
	if err != nil || len(unreadable) > 0 {
		return files, fmt.Errorf("reading the built-in theme: %w %v", err, unreadable)
	}
	own := map[string][]byte{}
	if files.unreadable, err = readFolder(own, project, folder(name)); err != nil {
		return files, fmt.Errorf("reading theme %s: %w", name, err)
	}
	if len(own)+len(files.unreadable) == 0 && name != config.Default().Theme {
		return Files{}, nil
	}
	maps.Copy(files.all, files.builtin)
	maps.Copy(files.all, own)
	return files, nil
}

func folder(name string) string { return path.Join("themes", name) }

// readFolder reads all files below a folder, by their paths in it; hidden and temporary files are passed over. That one
// can't be read is its problem.
func readFolder(files map[string][]byte, fsys fs.FS, root string) (problems report.List, err error) {
	err = fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == root {
			return fs.SkipAll
		}
		base := path.Base(name)
		if err == nil && (d.IsDir() || strings.HasPrefix(base, ".") || content.Temporary(base)) {
			return nil
		}
		if err == nil && !content.IsRegular(fsys, name, d) {
			problems.Add(content.NoFile(name)) // a pipe would never end
			return nil
		}
		if err == nil {
			files[strings.TrimPrefix(name, root+"/")], err = fs.ReadFile(fsys, name)
		}
		if unreadable, is := report.Unreadable(name, err); is {
			problems.Add(unreadable)
			return nil
		}
		return err
	})
	return problems, err
}

// Hash is that of a theme made of the files.
func (f Files) Hash(minified bool) [32]byte {
	h := sha256.New()
	fmt.Fprintln(h, minified, f.unreadable)
	for _, name := range slices.Sorted(maps.Keys(f.all)) {
		fmt.Fprintf(h, "%d %s %d ", len(name), name, len(f.all[name]))
		h.Write(f.all[name])
	}
	return [32]byte(h.Sum(nil))
}

// New makes a theme of its files.
func New(files Files, c *config.Config, minified bool) (*Theme, report.List) {
	t := &Theme{
		Name: c.Theme, Minified: minified, Hash: files.Hash(minified), dir: folder(c.Theme),
		files: files.all, assetURL: map[string]string{},
	}
	if len(files.unreadable) > 0 {
		return t, files.unreadable // what else is wrong may follow from it
	}
	if len(files.all) == 0 {
		return t, report.List{{
			Level: report.Error, Rule: "thema", File: config.File,
			Text: fmt.Sprintf("het thema “%s” bestaat niet: de map %s is er niet", t.Name, t.dir),
			Hint: "Maak de map, of laat theme weg voor het thema krant.",
		}}
	}
	t.Paper = paper(files.all[coloursSheet])
	problems := t.loadLanguage(files, c)
	problems = append(problems, t.loadAssets(files.all, c)...)
	problems = append(problems, t.loadTemplates(files.all)...)
	return t, problems
}

// loadAssets gives every asset a URL that holds a fingerprint of its bytes, so that it may be cached for ever.
// Stylesheets come last, since they name the others.
func (t *Theme) loadAssets(files map[string][]byte, config *config.Config) report.List {
	var problems report.List
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if asset, ok := strings.CutPrefix(name, assetsDir+"/"); ok && path.Ext(name) != ".css" {
			problems = append(problems, t.addAsset(asset, files[name], config)...)
		}
	}
	sheets, wrong := t.stylesheets(files)
	problems = append(problems, wrong...)
	for _, asset := range slices.Sorted(maps.Keys(sheets)) {
		problems = append(problems, t.addAsset(asset, sheets[asset], config)...)
	}
	return problems
}

func (t *Theme) addAsset(asset string, data []byte, config *config.Config) report.List {
	file := path.Join(t.dir, assetsDir, asset)
	var problems report.List
	if t.Minified {
		small, err := minifyAsset(MediaType(asset), data)
		if err != nil {
			problems.Add(notMinified(file, err))
		} else {
			data = small
		}
	}
	sum := sha256.Sum256(data)
	ext := path.Ext(asset)
	url := fmt.Sprintf("/%s/%s.%s%s", assetsDir, strings.TrimSuffix(asset, ext), hex.EncodeToString(sum[:6]), ext)
	t.assetURL[asset] = config.Href(url)
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	t.assets = append(t.assets, content.File{URL: url, Path: file, Open: open})
	return problems
}

// Files are the theme's assets.
func (t *Theme) Files() []content.File { return slices.Clone(t.assets) }

// Assets are the links of the theme's assets by their names below assets/.
func (t *Theme) Assets() map[string]string { return t.assetURL }

// mediaTypes are those that must not depend on the machine's own table.
var mediaTypes = map[string]string{
	".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".xml": "text/xml",
	".svg": "image/svg+xml", ".txt": "text/plain", ".webp": "image/webp", ".woff2": "font/woff2", ".avif": "image/avif",
	".ico": "image/x-icon", ".webmanifest": "application/manifest+json",
}

// MediaType is that of a file by its name, without parameters.
func MediaType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if known := mediaTypes[ext]; known != "" {
		return known
	}
	known, _, err := mime.ParseMediaType(mime.TypeByExtension(ext))
	if err != nil {
		return "application/octet-stream"
	}
	return known
}
