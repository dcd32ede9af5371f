// Package testsite makes a Dutch blog of any size for tests and benchmarks, with the proportions of a real one: its
// lengths, tags, covers, sources and repeated stories.
//
// Article is a pure function of a seed and a number. Article 0 is the newest, of the last evening of June 2026, and a
// hundred articles lie on each day before that; so article i is the same in a site of any size, and none is of the
// future. The text comes from an own vocabulary and means nothing.
package testsite

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing/fstest"
)

// Each calls yield for every file of a site of n articles: site.yaml, the indexes of the sections, a standing page,
// the static files and then the articles. It stops at the first error and returns it.
func Each(seed uint64, n int, yield func(path string, data []byte) error) error {
	for _, f := range frame() {
		if err := yield(f.path, f.data); err != nil {
			return err
		}
	}
	for i := range n {
		if err := yield(Article(seed, i)); err != nil {
			return err
		}
	}
	return nil
}

// Write makes the site in dir, which is created where it does not exist.
func Write(dir string, seed uint64, n int) error {
	made := map[string]bool{}
	return Each(seed, n, func(path string, data []byte) error {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if folder := filepath.Dir(name); !made[folder] {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return err
			}
			made[folder] = true
		}
		return os.WriteFile(name, data, 0o644)
	})
}

// FS returns the site as a file system in memory.
func FS(seed uint64, n int) fs.FS {
	files := fstest.MapFS{}
	err := Each(seed, n, func(path string, data []byte) error {
		files[path] = &fstest.MapFile{Data: data, Mode: 0o644}
		return nil
	})
	if err != nil {
		panic(err) // a map takes every file
	}
	return files
}

// file is one file of the site.
type file struct {
	path string
	data []byte
}

// frame is the site without its articles.
func frame() []file {
	files := []file{
		{"site.yaml", []byte(siteConfig)},
		{"content/over.md", []byte(aboutPage)},
		{"static/favicon.svg", []byte(favicon)},
	}
	for _, s := range sections {
		text := fmt.Sprintf("---\ntitle: %q\ndescription: %q\n---\n\n%s\n", s.title, s.description, s.description)
		files = append(files, file{"content/" + s.name + "/_index.md", []byte(text)})
	}
	for i := range localCovers {
		files = append(files, file{"static" + localCover(i), picture(i)})
	}
	return files
}

// localCovers is how many covers are files of the site itself.
const localCovers = 4

// localCover is the address of the i-th cover in static/.
func localCover(i int) string { return fmt.Sprintf("/images/covers/omslag-%d.png", i+1) }

// picture is the i-th local cover: an even plane, wide enough for a cover.
func picture(i int) []byte {
	plane := color.RGBA{R: uint8(60 * i), G: 90, B: 140, A: 255}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewPaletted(image.Rect(0, 0, 1200, 627), color.Palette{plane})); err != nil {
		panic(err) // a buffer takes every byte
	}
	return b.Bytes()
}

// A section is a first-level folder; share is how many of a hundred articles are in it.
type section struct {
	name, title, description string
	share                    int
}

var sections = []section{
	{"slimmer-werken", "Slimmer Werken", "Minder handwerk en meer overzicht in de week.", 31},
	{"nieuws-tools", "Nieuws & Tools", "De nieuwste modellen en programma's, kort uitgelegd.", 27},
	{"marketing-groei", "Marketing & Groei", "Gevonden worden, klanten winnen en klanten houden.", 24},
	{"creatief", "Creatief", "Beeld, geluid en film met hulp van de computer.", 18},
}

const siteConfig = `title: AI-nieuws
base_url: https://voorbeeld.nl/
language: nl
timezone: Europe/Amsterdam
description: Een blog die niet bestaat, over kunstmatige intelligentie voor kleine bedrijven.
author: Redactie
sections:
  nieuws-tools: {title: Nieuws & Tools}
  marketing-groei: {title: Marketing & Groei}
  slimmer-werken: {title: Slimmer Werken}
  creatief: {title: Creatief}
taxonomies:
  tags: {title: Tags, feed: true, min_articles: 1}
  categorieen: {title: Categorieën, feed: true}
menus:
  main:
    - {name: Nieuws & Tools, url: /nieuws-tools/}
    - {name: Marketing & Groei, url: /marketing-groei/}
    - {name: Slimmer Werken, url: /slimmer-werken/}
    - {name: Creatief, url: /creatief/}
  footer:
    - {name: Over, url: /over/}
page_size: 50
feeds: {limit: 50, full_text: true}
`

const aboutPage = `---
title: Over deze blog
---

Deze blog is door een programma gemaakt om een ander programma te beproeven. Geen woord ervan is waar.

## Rubrieken

- [Slimmer Werken](/slimmer-werken/)
- [Creatief](/creatief/)
`

const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">` +
	`<rect width="8" height="8" fill="#147"/></svg>
`
