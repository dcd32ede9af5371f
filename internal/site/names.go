package site

import (
	"fmt"
	"slices"
	"strings"

	"drukpers/internal/report"
)

// tooLong says what is too long of a URL, if anything is.
func tooLong(url string) string {
	if len(url) > maxPath {
		return fmt.Sprintf("is langer dan %d tekens", maxPath)
	}
	for len(url) > maxName {
		name, rest, _ := strings.Cut(url, "/")
		if len(name) > maxName {
			return fmt.Sprintf("heeft een deel van meer dan %d tekens", maxName)
		}
		url = rest
	}
	return ""
}

// windowsDevices are names that Windows keeps for itself, whatever extension follows them
// (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
var windowsDevices = func() map[string]bool {
	names := map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}
	for _, digit := range "0123456789¹²³" {
		names["com"+string(digit)], names["lpt"+string(digit)] = true, true
	}
	return names
}()

// refusedByWindows is the first part of a URL that is no name of a file or folder on Windows, if any is.
func refusedByWindows(url string) string {
	for part := range strings.SplitSeq(url, "/") {
		if part == "" {
			continue
		}
		base, _, _ := strings.Cut(part, ".")
		last := part[len(part)-1]
		device := len(base) <= len("com¹") && windowsDevices[strings.ToLower(strings.TrimRight(base, " "))]
		if device || last == '.' || last == ' ' || strings.ContainsAny(part, `<>:"|?*`) {
			return part
		}
	}
	return ""
}

// checkSpelling tells of files and folders that differ from others by case alone: macOS and Windows have one place for
// both. The page of an alias that would take the place of another goes, since its rule is enough. It relies on the
// order of the pages.
func (b *builder) checkSpelling() {
	first := map[string]*Page{} // by path in lower case, of paths that are not
	told := map[string]bool{}
	dropped := map[*Page]bool{}
	for _, p := range b.site.Order {
		if strings.ToLower(p.URL) == p.URL {
			continue
		}
		clash := false
		for _, path := range slices.Backward(foldersAndSelf(p.URL)) {
			key := strings.ToLower(path)
			other := first[key]
			if other == nil {
				first[key] = p
			}
			if path != key && (other == nil || strings.HasPrefix(other.URL, path)) {
				other = b.firstBelow(key)
			}
			if other != nil && !strings.HasPrefix(other.URL, path) && !clash {
				clash = true
				dropped[p] = p.Kind == Alias && path == p.URL
				if path == p.URL || !told[key] {
					b.problems.Add(otherCase(p, other))
				}
			}
			told[key] = told[key] || clash
		}
	}
	b.site.Order = slices.DeleteFunc(b.site.Order, func(p *Page) bool { return dropped[p] })
	for i, r := range b.site.Redirects {
		b.site.Redirects[i].RuleOnly = r.RuleOnly || dropped[b.byURL[r.From]]
	}
}

// foldersAndSelf are the folders that a URL is in, and the URL: "/a/b" gives "/a/" and "/a/b".
func foldersAndSelf(url string) []string {
	var paths []string
	for i := 1; i < len(url); i++ {
		if url[i] == '/' || i == len(url)-1 {
			paths = append(paths, url[:i+1])
		}
	}
	return paths
}

// firstBelow is the first page of a folder, or that of a file.
func (b *builder) firstBelow(path string) *Page {
	i, _ := slices.BinarySearchFunc(
		b.site.Order,
		path,
		func(p *Page, url string) int { return strings.Compare(p.URL, url) },
	)
	if i == len(b.site.Order) || !strings.HasPrefix(b.site.Order[i].URL, path) {
		return nil
	}
	if url := b.site.Order[i].URL; url != path && !strings.HasSuffix(path, "/") {
		return nil
	}
	return b.site.Order[i]
}

func otherCase(p, other *Page) report.Problem {
	return report.Problem{
		Level: report.Warning, Rule: "adres-hoofdletters", File: p.origin.path(), Pos: p.origin.pos(),
		Text: fmt.Sprintf("het adres %s verschilt alleen in hoofdletters van %s (%s): op macOS en Windows is dat één plek",
			p.URL, other.URL, other.origin),
		Hint: "Schrijf ze gelijk, of geef een van de twee een ander adres.",
	}
}
