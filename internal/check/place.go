package check

import (
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// locate finds where a file has a reference, as markdown, HTML and YAML write it; zero when it comes from elsewhere.
// The file has it without the base path.
func (c *checker) locate(file, reference string) report.Pos {
	without := strings.TrimPrefix(reference, c.edition.Site.Config.BasePath)
	for _, reference := range []string{reference, without, plain(reference), plain(without)} {
		for _, before := range []string{"](", "](<", "]: ", `="`, `='`, "<", ": ", `: "`, ": '"} {
			if at := c.find(file, before+reference); at.Line > 0 {
				return report.Pos{Line: at.Line, Col: at.Col + utf8.RuneCountInString(before)}
			}
		}
	}
	return report.Pos{}
}

// writtenAs is the relative address in a page's article that became a reference, or nil.
func writtenAs(c *config.Config, p *site.Page, reference string) *content.Link {
	if p.Article == nil {
		return nil
	}
	reference = plain(reference)
	at := slices.IndexFunc(p.Article.Links, func(l content.Link) bool { return plain(c.Link(l.Href)) == reference })
	if at < 0 {
		return nil
	}
	return &p.Article.Links[at]
}

// plain is an address without percent-encoding.
func plain(address string) string {
	decoded, err := url.PathUnescape(address)
	if err != nil {
		return address
	}
	return decoded
}

// find is the first place of a text in a file.
func (c *checker) find(file, text string) report.Pos {
	if file != c.lastFile {
		data, _ := fs.ReadFile(c.files, file) // what can't be read has no places
		c.lastFile, c.lastText = file, string(data)
	}
	at := strings.Index(c.lastText, text)
	if at < 0 {
		return report.Pos{}
	}
	return report.PosOf(c.lastText, at)
}
