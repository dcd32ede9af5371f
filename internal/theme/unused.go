package theme

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"drukpers/internal/report"
)

var (
	definition = regexp.MustCompile("\\{\\{-?\\s*(?:define|block)\\s+[\"`]([^\"`]+)")
	// computed is a call of asset whose file is known only when it is made.
	computed = regexp.MustCompile("\\|\\s*asset\\b|\\basset\\s+[^\\s\"`]")
)

// Unused tells of files of the theme's folder that no page can use: templates that nothing calls and that are no layout
// of an article, and assets that no template, stylesheet or script in use names. Where the name of a file stands it may
// be used. The function own reports whether a file is the site's.
func (t *Theme) Unused(own func(file string) bool, layouts []string) report.List {
	names := slices.Sorted(maps.Keys(t.files))
	used := map[string]bool{}
	dynamic := false
	var use func(name string)
	use = func(name string) {
		if used[name] || t.files[name] == nil {
			return
		}
		used[name] = true
		if !slices.Contains([]string{".html", ".css", ".js", ".mjs", ".json", ".svg", ".webmanifest"}, path.Ext(name)) {
			return
		}
		text := string(t.files[name])
		dynamic = dynamic || computed.MatchString(text)
		for _, other := range names {
			if slices.ContainsFunc(t.calledBy(other), func(called string) bool { return strings.Contains(text, called) }) {
				use(other)
			}
		}
	}
	for _, name := range required {
		use(name)
	}
	for _, layout := range layouts {
		use(layout + ".html")
	}
	use(assetsDir + "/icon.svg") // pages name it where the site has no icon of its own
	var problems report.List
	for _, name := range names {
		text, hint := "geen pagina gebruikt dit bestand van het thema", "Haal het weg, of gebruik het in een sjabloon."
		switch isAsset := strings.HasPrefix(name, assetsDir+"/"); {
		case used[name] || !own(path.Join(t.dir, name)), isAsset && dynamic, path.Ext(name) == ".txt",
			!isAsset && path.Ext(name) != ".html":
			continue
		case isPage(name):
			text, hint = "geen artikel heeft deze layout", "Haal het bestand weg, of zet “layout: "+
				strings.TrimSuffix(name, ".html")+"” in de kop van een artikel."
		}
		problems.Add(report.Problem{
			Level: report.Tip, Rule: "ongebruikt-in-thema", File: path.Join(t.dir, name), Text: text, Hint: hint,
		})
	}
	return problems
}

// calledBy are the texts by which other files of a theme can name one.
func (t *Theme) calledBy(name string) []string {
	if asset, ok := strings.CutPrefix(name, assetsDir+"/"); ok {
		return []string{path.Base(asset)}
	}
	if path.Ext(name) != ".html" {
		return nil
	}
	called := []string{`"` + name + `"`, "`" + name + "`"}
	for _, m := range definition.FindAllSubmatch(t.files[name], -1) {
		called = append(called, `"`+string(m[1])+`"`, "`"+string(m[1])+"`")
	}
	return called
}
