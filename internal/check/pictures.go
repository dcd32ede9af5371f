package check

import (
	"fmt"
	"path"
	"strings"

	"drukpers/internal/picture"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// extensions are those of formats, for advice.
var extensions = map[string]string{"jpeg": ".jpg", "png": ".png", "gif": ".gif", "webp": ".webp"}

// pictures tells of files that are not the pictures that their names promise, each once.
func (c *checker) pictures() {
	var wrong report.List
	for _, p := range c.edition.Site.Order {
		if p.Kind == site.Static {
			wrong = append(wrong, checkPicture(p)...)
		}
	}
	if len(wrong) == 0 {
		return
	}
	by := c.shownBy()
	for _, p := range wrong {
		if article := by[p.File]; article != "" {
			p.Text += " (te zien in " + article + ")"
		}
		c.problems.Add(p)
	}
}

// checkPicture tells what is wrong with a file whose name promises a picture that can be read.
func checkPicture(p *site.Page) report.List {
	promised := picture.FormatOf(p.URL)
	if promised == "" || p.File.Made != nil {
		return nil
	}
	wrong := report.Problem{Level: report.Warning, Rule: "plaatje", File: p.File.Path}
	file, err := p.File.Open()
	if err != nil {
		return nil // who publishes it will say so
	}
	defer file.Close()
	switch info, err := picture.Read(file); {
	case err != nil:
		wrong.Text = "dit bestand is geen plaatje, of het is beschadigd"
		wrong.Hint = "Sla het plaatje opnieuw op, of haal het bestand weg."
	case info.Format != promised:
		wrong.Text = fmt.Sprintf("dit is een plaatje van de soort %s, maar de naam zegt %s", info.Format, path.Ext(p.URL))
		wrong.Hint = "Noem het " + strings.TrimSuffix(path.Base(p.URL), path.Ext(p.URL)) + extensions[info.Format] +
			", ook waar een artikel het noemt."
	default:
		return nil
	}
	return report.List{wrong}
}

// shownBy names an article for each file that one shows.
func (c *checker) shownBy() map[string]string {
	by := map[string]string{}
	for _, p := range inOrder(c.edition.Site.Order) {
		d := c.documents[p.URL]
		if d == nil || p.Article == nil {
			continue
		}
		for _, l := range d.links {
			shown := c.edition.Site.Page(l.url)
			if shown != nil && shown.File != nil && by[shown.File.Path] == "" {
				by[shown.File.Path] = p.Article.Path
			}
		}
	}
	return by
}
