package config

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"drukpers/internal/report"
)

// File is the name of the site's settings.
const File = "site.yaml"

// otherSettings are the names of what other programs keep their settings in; the first that a folder has counts.
var otherSettings = []struct{ pattern, program string }{
	{"hugo.toml", "Hugo"},
	{"hugo.y*ml", "Hugo"},
	{"hugo.json", "Hugo"},
	{"config/_default", "Hugo"},
	{"_config.y*ml", "Jekyll"},
	{"_config.toml", "Jekyll"},
	{".eleventy.js", "Eleventy"},
	{"eleventy.config.*", "Eleventy"},
	{"astro.config.*", "Astro"},
	{"gatsby-config.*", "Gatsby"},
	{"pelicanconf.py", "Pelican"},
	{"wp-config.php", "WordPress"},
	{"config.toml", "Hugo"}, // or Zola: see tomlProgram
	{"config.y*ml", "Hugo"},
	{"config.json", "Hugo"},
}

// Missing is the problem of a folder without site.yaml: the wrong folder, a site of another program, or a new one.
func Missing(fsys fs.FS) report.Problem {
	p := report.Problem{
		Level: report.Error, Rule: "geen-site", File: File, Text: "site.yaml staat niet in deze map",
		Hint: "Ga naar de map van de site, of geef hem op met --source MAP. Een nieuwe site begin je met drukpers " +
			"init.",
	}
	if name := misnamed(fsys); name != "" {
		p.Text += fmt.Sprintf(", wel %s", name)
		p.Hint = "Geef dat bestand de naam site.yaml."
		return p
	}
	if found, _ := fs.Glob(fsys, "*/"+File); len(found) > 0 {
		p.Text += fmt.Sprintf(", wel in %s", path.Dir(found[0]))
		p.Hint = fmt.Sprintf("Ga naar die map, of geef hem op met --source %s.", path.Dir(found[0]))
		return p
	}
	for _, other := range otherSettings {
		found, _ := fs.Glob(fsys, other.pattern)
		if len(found) == 0 {
			continue
		}
		program := other.program
		if found[0] == "config.toml" {
			program = tomlProgram(fsys)
		}
		p.Text += fmt.Sprintf("; %s is van een site voor %s", found[0], program)
		p.Hint = "Maak een leeg site.yaml en neem daarin over wat je nodig hebt (docs/site.md); artikelen staan in " +
			"content/. Daarna zegt drukpers check wat er verder anders heet."
		return p
	}
	return p
}

// misnamed is a file that was probably meant to be site.yaml.
func misnamed(fsys fs.FS) string {
	entries, _ := fs.ReadDir(fsys, ".")
	for _, e := range entries {
		switch strings.ToLower(e.Name()) {
		case "site.yml", "site.yaml", "site.yaml.txt", "site.yml.txt":
			return e.Name()
		}
	}
	return ""
}

// tomlProgram tells Zola from Hugo: both have a config.toml, with other names for the site's address.
func tomlProgram(fsys fs.FS) string {
	data, _ := fs.ReadFile(fsys, "config.toml")
	if strings.Contains(string(data), "base_url") {
		return "Zola"
	}
	return "Hugo"
}
