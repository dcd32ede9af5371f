package rules

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/config"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// fileRules are about files that are copied as they are.
var fileRules = []*Rule{
	{
		Name: "ongebruikt-bestand", Level: report.Tip,
		Doc:  "geen artikel, thema of bestand noemt dit plaatje, deze film of dit document uit static/",
		site: unusedFiles,
	},
	{
		Name: "zwaar-plaatje", Level: report.Tip, Limit: 500, Doc: "een plaatje heeft meer kB dan dit",
		site: func(f *finder) {
			for _, p := range f.site.Order {
				if p.Kind != site.Static || p.File.Made != nil || !slices.Contains(pictureTypes, typeOf(p.File.Path)) {
					continue
				}
				info, err := fs.Stat(f.files, p.File.Path)
				if err == nil && info.Size() > int64(f.limit)*1000 {
					f.add(p.File.Path, report.Pos{}, "", fmt.Sprintf("dit plaatje is %s kB", report.Number(int(info.Size()/1000))),
						"Maak het kleiner: een foto van 1.600 pixels breed is als JPEG of WebP onder 300 kB.")
				}
			}
		},
	},
}

var (
	pictureTypes  = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}
	documentTypes = []string{".mp4", ".webm", ".mp3", ".pdf", ".zip"}
	usedByName    = []string{
		"favicon", "apple-touch-icon", "android-chrome", "mstile", "safari-pinned-tab", "icon",
		"logo",
	}
)

func typeOf(name string) string { return strings.ToLower(path.Ext(name)) }

// unusedFiles looks for the names of files in all that is text in the project, drafts included: where the name of
// a file stands it may be used.
func unusedFiles(f *finder) {
	named := map[string]bool{}
	for _, folder := range []string{"content", "static", "themes"} {
		_ = fs.WalkDir(f.files, folder, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && (!isMedia(name) || typeOf(name) == ".svg") {
				f.namesIn(name, named)
			}
			return nil // what can't be read is told elsewhere
		})
	}
	f.namesIn(config.File, named)
	for _, p := range f.site.Order {
		if p.Kind != site.Static || p.File.Made != nil || !strings.HasPrefix(p.File.Path, "static/") {
			continue
		}
		base := path.Base(p.File.Path)
		asked := slices.ContainsFunc(usedByName, func(begin string) bool { return strings.HasPrefix(base, begin) })
		kind := typeOf(base)
		if !asked && !named[norm.NFC.String(strings.ToLower(base))] &&
			(slices.Contains(pictureTypes, kind) || slices.Contains(documentTypes, kind)) {
			f.add(p.File.Path, report.Pos{}, "static", "niets op de site noemt dit bestand", "Haal het weg, of gebruik het.")
		}
	}
}

// namesIn adds the names of files that a file mentions, in lower case, as written and without percent-encoding.
func (f *finder) namesIn(name string, named map[string]bool) {
	data, err := fs.ReadFile(f.files, name)
	if err != nil {
		return
	}
	text := strings.ToLower(string(data))
	for at := 0; ; {
		next := strings.IndexByte(text[at:], '.')
		if next < 0 {
			return
		}
		dot := at + next
		at = dot + 1
		end := at
		for end < len(text) && (text[end] >= 'a' && text[end] <= 'z' || text[end] >= '0' && text[end] <= '9') {
			end++
		}
		if kind := text[dot:end]; !slices.Contains(pictureTypes, kind) && !slices.Contains(documentTypes, kind) {
			continue
		}
		begin := strings.LastIndexAny(text[:dot], "/\"'()<>\n\t=,|\\") + 1 // a name may have spaces
		written := strings.TrimSpace(text[begin:end])
		named[norm.NFC.String(written)] = true
		named[norm.NFC.String(written[strings.LastIndexByte(written, ' ')+1:])] = true
		if decoded, err := url.PathUnescape(written); err == nil {
			named[norm.NFC.String(decoded)] = true
		}
	}
}
