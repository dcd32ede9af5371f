package report

import (
	"encoding/json"
	"io"
	"net/url"
	"slices"
)

// SARIF prints the problems as a log of the Static Analysis Results Interchange Format 2.1.0 (OASIS), which services
// for code review read. doc gives the line of documentation of a rule.
func SARIF(w io.Writer, list List, doc func(rule string) string) error {
	type text struct {
		Text string `json:"text"`
	}
	type rule struct {
		ID    string `json:"id"`
		Short text   `json:"shortDescription"`
	}
	type region struct {
		Line int `json:"startLine"`
		Col  int `json:"startColumn,omitempty"`
	}
	type location struct {
		Physical struct {
			Artifact struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region *region `json:"region,omitempty"`
		} `json:"physicalLocation"`
	}
	type result struct {
		Rule      string     `json:"ruleId"`
		Level     string     `json:"level"`
		Message   text       `json:"message"`
		Locations []location `json:"locations"`
	}
	results, used := []result{}, []string{}
	for _, p := range list {
		var at location
		at.Physical.Artifact.URI = (&url.URL{Path: p.File}).EscapedPath()
		if p.Line > 0 {
			at.Physical.Region = &region{p.Line, p.Col}
		}
		message := p.Text
		if p.Hint != "" {
			message += ". " + p.Hint
		}
		results = append(results, result{p.Rule, p.Level.english(), text{message}, []location{at}})
		used = append(used, p.Rule)
	}
	slices.Sort(used)
	rules := []rule{}
	for _, name := range slices.Compact(used) {
		rules = append(rules, rule{name, text{doc(name)}})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	type driver struct {
		Name  string `json:"name"`
		Rules []rule `json:"rules"`
	}
	type tool struct {
		Driver driver `json:"driver"`
	}
	type run struct {
		Tool    tool     `json:"tool"`
		Columns string   `json:"columnKind"`
		Results []result `json:"results"`
	}
	return enc.Encode(struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}{
		"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0",
		[]run{{tool{driver{"drukpers", rules}}, "unicodeCodePoints", results}},
	})
}
