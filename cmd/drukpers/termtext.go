package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/edit"
	"drukpers/internal/frontmatter"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// isTermText reports whether a file is the text of a term's page, such as content/tags/ai/_index.md.
func isTermText(name string) bool {
	for _, taxonomy := range taxonomyKeys {
		if strings.HasPrefix(name, "content/"+taxonomy.names[0]+"/") {
			return true
		}
	}
	return false
}

// termText is the text of a term's page, or nil.
func (d *desk) termText(taxonomy, term string) *content.Article {
	for _, a := range d.loaded.Articles() {
		if folder, name := path.Split(a.IndexOf); folder == taxonomy+"/" && urls.Path(name) == urls.Path(term) {
			return a
		}
	}
	return nil
}

// mergeTexts gives the page of a term the text that another has: the file moves, or its text comes below the one that
// is there. What would be lost then is a problem.
func (d *desk) mergeTexts(taxonomy, from, to string, before, after map[string][]byte) error {
	old, own := d.termText(taxonomy, from), d.termText(taxonomy, to)
	if old == nil {
		return nil
	}
	target := path.Join("content", taxonomy, urls.Path(to), path.Base(old.Path))
	if own != nil {
		target = own.Path
	}
	refuse := func(text, hint string) error {
		return &report.Failure{Problem: report.Problem{
			Level: report.Error, Rule: "zelf-wijzigen", File: old.Path, Text: text, Hint: hint,
		}}
	}
	entries, err := fs.ReadDir(d.Files, path.Dir(old.Path))
	if err != nil {
		return err
	}
	if len(entries) > 1 {
		return refuse("naast deze tekst staan andere bestanden, en ik verplaats alleen de tekst",
			fmt.Sprintf("Zet ze in %s, en geef de opdracht nog eens.", path.Dir(target)))
	}
	data, err := fs.ReadFile(d.Files, old.Path)
	if err != nil {
		return err
	}
	head, _ := edit.Read(old.Path, data)
	there, err := fs.ReadFile(d.Files, target)
	switch {
	case own != nil && err != nil:
		return err
	case own == nil && err == nil:
		return refuse(fmt.Sprintf("de tekst kan niet naar %s: daar zit een fout in", target), "Herstel dat bestand eerst.")
	case own == nil:
		if title := head.Root.Find("title"); title != nil && urls.Path(title.Text) == urls.Path(from) {
			if head, err = head.Set(edit.Text(to), "title"); err != nil {
				return err
			}
		}
		after[target] = head.Data
	default:
		ownHead, _ := edit.Read(target, there)
		for _, key := range head.Root.Keys {
			if frontmatter.FoldKey(key.Text) != "title" && !ownHead.Has(key.Text) {
				return refuse(fmt.Sprintf("“%s” staat hier, en niet in %s", key.Text, target),
					"Zet het daar ook, of haal het hier weg, en geef de opdracht nog eens.")
			}
		}
		below := bytes.TrimSpace(head.Text())
		before[target], after[target] = there, there
		if !bytes.HasSuffix(bytes.TrimSpace(there), below) { // as an earlier run that was stopped leaves it
			after[target] = append(append(bytes.TrimRight(there, "\r\n"), "\n\n"...), append(below, '\n')...)
		}
	}
	before[old.Path], after[old.Path] = data, nil
	return nil
}

// replaceAll gives files other bytes, makes those that are not there, and takes away those without bytes. site.yaml
// goes first, and articles last: the same command does what is left, wherever this is stopped.
func (p *program) replaceAll(files map[string][]byte) error {
	root, err := p.folder()
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	rank := func(name string) int {
		switch {
		case name == config.File:
			return 0
		case isTermText(name) && files[name] != nil:
			return 1
		case isTermText(name):
			return 2
		}
		return 3
	}
	byRank := func(a, b string) int { return cmp.Or(rank(a)-rank(b), strings.Compare(a, b)) }
	for _, name := range slices.SortedFunc(maps.Keys(files), byRank) {
		if err := replaceFile(root, name, files[name]); err != nil {
			return err
		}
	}
	return nil
}

func replaceFile(root *os.Root, name string, data []byte) error {
	if data == nil {
		return root.Remove(name)
	}
	if _, err := root.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return edit.Create(root, name, data)
	}
	return edit.Replace(root, name, data)
}
