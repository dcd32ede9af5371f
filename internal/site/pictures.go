package site

import (
	"fmt"
	"slices"
	"strings"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/report"
)

// checkPictures tells of pictures that site.yaml names and static/ does not have.
func (b *builder) checkPictures(files []content.File) {
	c := b.site.Config
	for _, named := range []struct{ key, path string }{{"image", c.Image}, {"logo", c.Logo}} {
		if !strings.HasPrefix(named.path, "/") {
			continue // an address elsewhere
		}
		if slices.ContainsFunc(files, func(f content.File) bool { return f.URL == named.path }) {
			continue
		}
		paths := make([]string, len(files))
		for i, f := range files {
			paths[i] = f.URL
		}
		hint := report.Suggest(named.path, paths)
		if hint == "" {
			hint = "Zet het bestand daar, of schrijf een adres dat met https:// begint."
		}
		b.problems.Add(report.Problem{
			Level: report.Error, Rule: "plaatje", File: config.File, Pos: c.Position(named.key),
			Text: fmt.Sprintf("static%s bestaat niet", named.path), Hint: hint,
		})
	}
}
