package render

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"drukpers/internal/report"
)

// importRule is a stylesheet that another one takes in. A theme's stylesheets are one file for the browser.
var importRule = regexp.MustCompile(`@import\s+"([^":]+)"\s*;[ \t]*\n?`)

// assetReference names a file of assets/ in a stylesheet: url("newsreader.woff2").
var assetReference = regexp.MustCompile(`url\(\s*["']?([^"')\s:#/][^"')\s:#]*)["']?\s*\)`)

// stylesheets joins every stylesheet of a theme with those it imports, and gives the files it names their fingerprints.
// A stylesheet that is imported is no asset of its own.
func (t *Theme) stylesheets(files map[string][]byte) (map[string][]byte, report.List) {
	joined := map[string][]byte{}
	imported := map[string]bool{}
	var problems report.List
	for _, name := range sortedKeys(files) {
		if asset, ok := strings.CutPrefix(name, assetsDir+"/"); ok && path.Ext(name) == ".css" {
			joined[asset] = t.joined(files, name, nil, imported, &problems)
		}
	}
	for name := range imported {
		delete(joined, strings.TrimPrefix(name, assetsDir+"/"))
	}
	return joined, problems
}

// joined gives a stylesheet, which the ones above import.
func (t *Theme) joined(files map[string][]byte, name string, above []string, imported map[string]bool, problems *report.List) []byte {
	wrong := func(at int, text string) {
		problems.Add(report.Problem{
			Level: report.Error, Rule: "bestand-van-thema", File: path.Join(t.dir, name),
			Pos:  report.Pos{Line: strings.Count(string(files[name][:at]), "\n") + 1, Col: 1},
			Text: text, Hint: "Noem een bestand uit de map assets/ van het thema.",
		})
	}
	for _, at := range assetReference.FindAllSubmatchIndex(files[name], -1) {
		if reference := string(files[name][at[2]:at[3]]); t.assetURL[reference] == "" {
			wrong(at[0], fmt.Sprintf("het bestand “%s” is er niet", reference))
		}
	}
	for _, at := range importRule.FindAllSubmatchIndex(files[name], -1) {
		other := path.Join(assetsDir, string(files[name][at[2]:at[3]]))
		if files[other] == nil || slices.Contains(append(above, name), other) {
			wrong(at[0], fmt.Sprintf("het stijlblad “%s” is er niet, of haalt zichzelf op", string(files[name][at[2]:at[3]])))
			return nil
		}
	}
	data := assetReference.ReplaceAllFunc(files[name], func(reference []byte) []byte {
		return fmt.Appendf(nil, "url(%q)", t.assetURL[string(assetReference.FindSubmatch(reference)[1])])
	})
	return importRule.ReplaceAllFunc(data, func(rule []byte) []byte {
		other := path.Join(assetsDir, string(importRule.FindSubmatch(rule)[1]))
		imported[other] = true
		return t.joined(files, other, append(slices.Clone(above), name), imported, problems)
	})
}
