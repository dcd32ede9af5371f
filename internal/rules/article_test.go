package rules

import (
	"slices"
	"testing"
	"testing/fstest"
)

// TestArticle holds what an editor is told of the article at hand: no tips, and its twins, whatever the others have.
func TestArticle(t *testing.T) {
	t.Parallel()
	text := func(title, day, text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: " + title + "\ndate: 2026-03-0" + day +
			"\nsource_url: https://a.nl/" + day + "\n---\n" + text + "\n")}
	}
	desk, _ := deskOf(t, fstest.MapFS{
		"content/nieuws/een.md":   text("Utrecht begint proef met slimme lichten", "1", "Cre\uFFFDer."),
		"content/nieuws/twee.md":  text("Utrecht begint een proef met slimme lichten", "2", "TODO: schrijven"),
		"content/nieuws/drie.md":  text("Utrecht begint een proef met slimme lichten", "3", "Iets anders."),
		"content/nieuws/vier.md":  text("Een ander bericht over katten", "3", "Lorem ipsum."),
		"content/nieuws/vijf.md":  text("Geen enkele overeenkomst hier vandaag", "3", "Tekst."),
		"content/nieuws/los/a.md": text("Nog een stuk met eigen woorden", "3", "Tekst."),
	})
	for _, tt := range []struct {
		file string
		want []string
	}{
		{"content/nieuws/een.md", []string{"kapot-teken", "tweeling"}},
		{"content/nieuws/twee.md", []string{"nog-te-doen", "tweeling"}},
		{"content/nieuws/vier.md", []string{"lorem-ipsum"}},
		{"content/nieuws/vijf.md", nil},
	} {
		for _, a := range desk.site.Articles {
			if a.Path != tt.file {
				continue
			}
			var got []string
			for _, p := range Article(desk.site, desk.files, a) {
				got = append(got, p.Rule)
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("%s: %v, want %v", tt.file, got, tt.want)
			}
		}
	}
}
