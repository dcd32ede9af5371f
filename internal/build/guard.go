package build

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// CheckOutput says in Dutch why a folder can't be the output of a project, or returns "".
func CheckOutput(project, dir string) string {
	inside := relative(project, dir)
	switch {
	case inside == ".":
		return "de uitvoermap kan niet de map van het project zelf zijn"
	case relative(dir, project) != "":
		return "de uitvoermap kan geen map zijn waar het project in staat"
	}
	top, _, _ := strings.Cut(inside, "/")
	if slices.Contains([]string{"content", "themes", "static", stateDir, ".git"}, top) {
		return fmt.Sprintf("de uitvoermap kan niet in %s/ liggen", top)
	}
	return ""
}

// CheckTarget says in Dutch why a project, whose site is in the folder output, can't be published to another folder, or
// returns "".
func CheckTarget(project, output, dir string) string {
	switch wrong := CheckOutput(project, dir); {
	case wrong != "":
		return strings.Replace(wrong, "de uitvoermap", "de map van het doel", 1)
	case relative(output, dir) != "" || relative(dir, output) != "":
		return "de map van het doel kan niet de uitvoermap zijn, of daarin liggen, of eromheen"
	}
	return ""
}

// relative is the path from one folder to another inside it, or "" when it lies elsewhere. Links are followed as far as
// the folders exist.
func relative(from, to string) string {
	rel, err := filepath.Rel(realPath(from), realPath(to))
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

func realPath(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	rest := ""
	for existing := dir; ; existing = filepath.Dir(existing) {
		if real, err := filepath.EvalSymlinks(existing); err == nil {
			return filepath.Join(real, rest)
		}
		if existing == filepath.Dir(existing) {
			return dir
		}
		rest = filepath.Join(filepath.Base(existing), rest)
	}
}
