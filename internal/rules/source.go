package rules

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"drukpers/internal/report"
)

// sourceRules are about where the news came from.
var sourceRules = []*Rule{
	{
		Name: "zonder-bron", Level: report.Tip, Doc: "een artikel noemt geen bron",
		article: func(f *finder, a *article) {
			if a.Section != "" && a.Bron.IsZero() && !a.KeepSource {
				f.tell(a, a.Position("bron", -1), "bron", "het artikel noemt geen bron",
					"Zet “bron: …” in de kop, of “Bron: …” onder de tekst.")
			}
		},
	},
	{
		Name: "bron-met-volgcode", Level: report.Tip,
		Doc: "het adres van een bron houdt codes waarmee bezoekers gevolgd worden (utm_…, fbclid, gclid)",
		article: func(f *finder, a *article) {
			for _, span := range trackedSources(a) {
				f.tell(a, a.at(span.start), "volgcode", "het adres van de bron houdt een code waarmee bezoekers gevolgd worden",
					"Haal de code weg, of laat drukpers check --fix dat doen.")
			}
		},
		fix: func(_ *finder, a *article) []change { return trackedSources(a) },
	},
	{
		Name: "bronnaam", Level: report.Tip, Limit: 5,
		Doc:  "de naam van een bron is anders geschreven dan in andere artikelen van hetzelfde domein",
		site: sourceNames,
	},
}

// trackers are parameters of addresses that tell who came from where, as browsers strip them
// (https://github.com/brave/brave-browser/wiki/Query-String-Filter).
var trackers = regexp.MustCompile(`^(?i:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_eid|mc_cid|igshid|twclid|` +
	`yclid|_hsenc|_hsmi|vero_id|oly_anon_id|oly_enc_id|mkt_tok)$`)

// sourceAddress is one in a line of the head that holds a source.
var sourceAddress = regexp.MustCompile(`(?m)^(?:source_url|bron|  url)[ \t]*[:=].*?(https?://[^\s"'<>)\]]+)`)

// trackedSources are the edits that take the trackers out of the addresses of a head.
func trackedSources(a *article) []change {
	var all []change
	for _, m := range sourceAddress.FindAllStringSubmatchIndex(a.data[:a.start], -1) {
		written := a.data[m[2]:m[3]]
		if clean := withoutTrackers(written); clean != written {
			all = append(all, change{m[2], m[3], clean})
		}
	}
	return all
}

// withoutTrackers leaves every other byte of an address as it is.
func withoutTrackers(address string) string {
	before, query, found := strings.Cut(address, "?")
	if !found {
		return address
	}
	query, fragment, hasFragment := strings.Cut(query, "#")
	var kept []string
	separator := "&"
	if strings.Contains(query, "&amp;") {
		separator = "&amp;"
	}
	for parameter := range strings.SplitSeq(query, separator) {
		if name, _, _ := strings.Cut(parameter, "="); !trackers.MatchString(name) {
			kept = append(kept, parameter)
		}
	}
	if len(kept) > 0 {
		before += "?" + strings.Join(kept, separator)
	}
	if hasFragment {
		before += "#" + fragment
	}
	return before
}

// mostly is the part of a domain's articles that have to agree on a name before another one is told.
const mostly = 0.9

// sourceNames compares the names of a domain where one is the rule and the others differ from it by spelling only.
func sourceNames(f *finder) {
	byHost := map[string]map[string]int{}
	hostOf := func(a *article) string {
		u, err := url.Parse(a.Bron.URL)
		if err != nil || a.Bron.Name == "" {
			return ""
		}
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	for _, a := range f.articles {
		if host := hostOf(a); host != "" {
			if byHost[host] == nil {
				byHost[host] = map[string]int{}
			}
			byHost[host][a.Bron.Name]++
		}
	}
	usual := map[string]string{}
	for host, used := range byHost {
		all := 0
		for _, n := range used {
			all += n
		}
		for name, n := range used {
			if n >= f.limit && float64(n) >= mostly*float64(all) {
				usual[host] = name
			}
		}
	}
	for _, a := range f.articles {
		host := hostOf(a)
		name := usual[host]
		if name == "" || name == a.Bron.Name || a.Bron.Name == host || folded(name) != folded(a.Bron.Name) {
			continue
		}
		at := a.Position("source_name", -1)
		if a.SourceName == "" {
			at = a.Position("bron", -1)
		}
		f.tell(a, at, host, fmt.Sprintf("de bron heet hier “%s”, en anders “%s”", a.Bron.Name, name), "Schrijf “"+name+"”.")
	}
}

// folded is a name without what spellings differ in.
func folded(name string) string {
	var b strings.Builder
	for _, r := range unaccented(strings.ToLower(name)) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f {
			b.WriteRune(r)
		}
	}
	return b.String()
}
