package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"

	"drukpers/internal/dev/browser"
	"drukpers/internal/dev/reader"
)

// audit is what Lighthouse says of a page.
type audit struct {
	Categories map[string]struct {
		Score float64
		Refs  []struct {
			ID     string
			Weight float64
		} `json:"auditRefs"`
	}
	Audits map[string]struct {
		Title, DisplayValue string
		Score               *float64
	}
}

// categories are those of Lighthouse, in the order in which it shows them.
var categories = []string{"performance", "accessibility", "best-practices", "seo"}

// lighthouse measures a page of the main kinds on a slow phone, as Lighthouse imagines one, and fails where one is less
// than perfect. The sample's covers are files of its own here, for what can't be reached counts as an error.
func lighthouse(args []string) error {
	flags := flag.NewFlagSet("lighthouse", flag.ExitOnError)
	dir := projectFlag(flags)
	only := flags.String("only", "home,section,article-cover,article-plain,term,terms,search", "`pages` to measure")
	command := flags.String("lighthouse", ".bin/npm/node_modules/lighthouse/cli/index.js", "`script` of Lighthouse")
	runs := flags.Int("runs", 3, "how `often` the performance of a page is measured; the median counts")
	_ = flags.Parse(args) // it exits by itself
	files, options, err := site(*dir)
	if err != nil {
		return err
	}
	if files, err = reader.WithoutOutside(files); err != nil {
		return err
	}
	site, err := reader.Open(files, options)
	if err != nil {
		return err
	}
	defer site.Close()
	var faults []string
	for _, p := range site.Pages() {
		if !slices.Contains(strings.Split(*only, ","), p.Name) {
			continue
		}
		found, err := measure(*command, site.URL(p), p.Name, *runs)
		if err != nil {
			return err
		}
		faults = append(faults, found...)
	}
	if len(faults) > 0 {
		return fmt.Errorf("less than perfect:\n%s", strings.Join(faults, "\n"))
	}
	return nil
}

// measure prints the scores of one page and gives what they lack.
func measure(command, address, name string, runs int) ([]string, error) {
	first, err := runLighthouse(command, address, categories)
	if err != nil {
		return nil, err
	}
	speeds := []float64{first.Categories["performance"].Score}
	for len(speeds) < runs {
		again, err := runLighthouse(command, address, categories[:1])
		if err != nil {
			return nil, err
		}
		speeds = append(speeds, again.Categories["performance"].Score)
	}
	slices.Sort(speeds)
	var faults []string
	fmt.Printf("%-16s", name)
	for _, category := range categories {
		score := first.Categories[category].Score
		if category == "performance" {
			score = speeds[len(speeds)/2]
		}
		fmt.Printf("  %s %3.0f", category, math.Round(100*score))
		if score < 1 {
			faults = append(faults, first.lacking(name, category)...)
		}
	}
	fmt.Println()
	return faults, nil
}

// lacking lists what took points off a category.
func (a *audit) lacking(page, category string) []string {
	faults := []string{fmt.Sprintf("%s: %s is under 100", page, category)}
	for _, ref := range a.Categories[category].Refs {
		said := a.Audits[ref.ID]
		if ref.Weight > 0 && said.Score != nil && *said.Score < 1 {
			faults = append(faults, fmt.Sprintf("\t%s: %s %s", ref.ID, said.Title,
				cmp.Or(said.DisplayValue, fmt.Sprint(*said.Score))))
		}
	}
	return faults
}

func runLighthouse(command, address string, categories []string) (*audit, error) {
	chromium, err := browser.Find()
	if err != nil {
		return nil, err
	}
	run := exec.Command("node", command, address, "--output=json", "--quiet",
		"--only-categories="+strings.Join(categories, ","),
		"--chrome-flags=--headless --no-sandbox --disable-gpu --disable-background-networking")
	run.Env = append(os.Environ(), "CHROME_PATH="+chromium)
	run.Stderr = os.Stderr
	output, err := run.Output()
	if err != nil {
		return nil, fmt.Errorf("running lighthouse: %w", err)
	}
	var a audit
	if err := json.Unmarshal(output, &a); err != nil {
		return nil, fmt.Errorf("what lighthouse says: %w", err)
	}
	return &a, nil
}
