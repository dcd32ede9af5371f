package site

import (
	"slices"

	"drukpers/internal/urls"
)

// likeSections is the taxonomy whose terms may be those of the sections.
const likeSections = "categorieen"

// nameLikeSections gives a categorie the title of the section with its path, unless site.yaml names it: readers meet
// the two side by side.
func (b *builder) nameLikeSections() {
	for _, t := range b.site.Taxonomies {
		if t.Key != likeSections {
			continue
		}
		for _, sec := range b.site.Sections {
			if term := t.byPath[urls.Path(sec.Name)]; term != nil && !t.named[term.Path] {
				term.Name = sec.Title
			}
		}
	}
}

// double is the section that lists all that a categorie does under the same path, or nil.
func (b *builder) double(term *Term) *Section {
	for _, sec := range b.site.Sections {
		if term.Taxonomy.Key == likeSections && urls.Path(sec.Name) == term.Path && within(term.Articles, sec.Articles) {
			return sec
		}
	}
	return nil
}

// within reports whether all of some ascending numbers are among others.
func within(some, others []int32) bool {
	for _, n := range some {
		at, found := slices.BinarySearch(others, n)
		if !found {
			return false
		}
		others = others[at+1:]
	}
	return true
}
