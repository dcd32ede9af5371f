package site

import (
	"cmp"
	"fmt"
	"path"
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
		hint := "Zet het bestand daar, of schrijf een adres dat met https:// begint."
		if near := nearest(named.path, files); near != "" {
			hint = "Bedoelde je “" + near + "”?"
		}
		b.problems.Add(report.Problem{
			Level: report.Error, Rule: "plaatje", File: config.File, Pos: c.Position(named.key),
			Text: fmt.Sprintf("static%s bestaat niet", named.path), Hint: hint,
		})
	}
}

// nearest is the file with almost the same path, or the same name in another folder; or "".
func nearest(urlPath string, files []content.File) string {
	paths, elsewhere := make([]string, len(files)), ""
	for i, f := range files {
		paths[i] = f.URL
		if path.Base(f.URL) == path.Base(urlPath) {
			elsewhere = f.URL
		}
	}
	return cmp.Or(report.Nearest(urlPath, paths), elsewhere)
}
