package rules

import (
	"os"
	"testing"
	"time"

	"drukpers/internal/project"
	"drukpers/internal/site"
	"drukpers/themes"
)

func BenchmarkLook(b *testing.B) {
	source := os.Getenv("SOURCE")
	if source == "" {
		b.Skip("SOURCE names no site")
	}
	p, err := project.Open(source, themes.Krant())
	if err != nil {
		b.Fatal(err)
	}
	loaded, err := p.Load(project.Options{Selection: site.Selection{Now: time.Now()}, SkipBroken: true})
	if err != nil {
		b.Fatal(err)
	}
	s := loaded.Edition.Site
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			New(s, p.Files).Look()
		}
	})
	desk := New(s, p.Files)
	for _, r := range All {
		if r.own() {
			b.Run(r.Name, func(b *testing.B) {
				for b.Loop() {
					desk.Look(r.Name)
				}
			})
		}
	}
	b.Run("article", func(b *testing.B) {
		for b.Loop() {
			Article(s, p.Files, s.Articles[len(s.Articles)/2])
		}
	})
}
