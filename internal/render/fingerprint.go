package render

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"

	"drukpers/internal/content"
)

// Fingerprint is a hash of everything that the bytes of the edition's pages depend on, apart from the program itself:
// config, theme, the articles that are published, static files, and what the clock decides. It renders nothing.
func (e *Edition) Fingerprint() ([32]byte, error) {
	h := sha256.New()
	config, err := json.Marshal(e.Site.Config)
	if err != nil {
		return [32]byte{}, fmt.Errorf("hashing site.yaml: %w", err)
	}
	fmt.Fprintf(h, "%s %x %t\n", config, e.Theme.stamp, e.Theme.minified)
	hashArticles(h, e.Site.Articles)
	hashArticles(h, e.Site.Standing)
	hashArticles(h, e.Site.Indexes())
	for _, f := range e.files {
		fmt.Fprintf(h, "%q %s\n", f.URL, f.Stamp)
	}
	for _, a := range e.Site.News {
		fmt.Fprintf(h, "%q\n", a.Path)
	}
	return [32]byte(h.Sum(nil)), nil
}

func hashArticles(h hash.Hash, list []*content.Article) {
	fmt.Fprintf(h, "%d\n", len(list))
	for _, a := range list {
		fmt.Fprintf(h, "%q %x\n", a.Path, a.Hash)
	}
}
