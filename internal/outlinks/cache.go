package outlinks

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"drukpers/internal/report"
)

const (
	// keep is how long an answer holds.
	keep = 7 * 24 * time.Hour
	// forget is how long an address is remembered that was not asked for.
	forget = 90 * 24 * time.Hour
	// patience is on how many days something has to fail before it is told.
	patience = 3
)

// entry is what is known of an address.
type entry struct {
	Asked  time.Time `json:"asked"`
	Status int       `json:"status"`           // see answer
	Moved  string    `json:"moved,omitempty"`  // see answer
	Failed []string  `json:"failed,omitempty"` // days on which it could not be told whether it is there
}

// certain reports whether a status says that something is there, or that it is gone.
func certain(status int) bool {
	return status >= 200 && status < 300 || status == http.StatusNotFound || status == http.StatusGone
}

// fresh reports whether an address need not be asked for: it was certain this week, or failed today.
func (e entry) fresh(now time.Time) bool {
	if e.Asked.IsZero() {
		return false
	}
	if certain(e.Status) {
		return now.Sub(e.Asked) < keep
	}
	return slices.Contains(e.Failed, day(now))
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func (e entry) after(a answer, now time.Time) entry {
	next := entry{Asked: now.UTC().Round(time.Second), Status: a.status, Moved: a.moved}
	if !certain(a.status) {
		next.Failed = append(slices.Clone(e.Failed), day(now))
		next.Failed = next.Failed[max(0, len(next.Failed)-patience):]
	}
	return next
}

// problem tells what is wrong with an address, if anything.
func (e entry) problem(address string) (p report.Problem, wrong bool) {
	p.Level = report.Warning
	switch {
	case e.Status == http.StatusNotFound || e.Status == http.StatusGone:
		p.Rule, p.Text = "link-weg", fmt.Sprintf("%s is er niet meer (%d)", address, e.Status)
		p.Hint = "Zoek waar het nu staat, of haal de link weg."
	case e.Moved != "":
		p.Level, p.Rule, p.Text = report.Tip, "link-verhuisd", fmt.Sprintf("%s is verhuisd", address)
		p.Hint = "Schrijf " + e.Moved + "."
		if within(address, e.Moved) {
			p.Hint = "Schrijf " + e.Moved + ", of laat drukpers check --links --fix dat doen."
		}
	case len(e.Failed) >= patience && e.Status == 0:
		p.Rule, p.Text = "link-onbereikbaar", fmt.Sprintf("%s antwoordt al %d dagen niet", address, patience)
		p.Hint = "Kijk in een browser of het er nog is."
	case len(e.Failed) >= patience:
		p.Level, p.Rule = report.Tip, "link-onbereikbaar"
		p.Text = fmt.Sprintf("%s is met een programma niet te bekijken (%d)", address, e.Status)
		p.Hint = "Kijk in een browser of het er nog is."
	}
	return p, p.Rule != ""
}

// readCache gives an empty one when there is none that can be read: that costs time, and nothing else.
func readCache(file string) (map[string]entry, error) {
	known := map[string]entry{}
	if file == "" {
		return known, nil
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return known, nil
	}
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(data, &known) != nil {
		return map[string]entry{}, nil
	}
	return known, nil
}

func writeCache(file string, known map[string]entry, now time.Time) error {
	if file == "" {
		return nil
	}
	for address, e := range known {
		if now.Sub(e.Asked) > forget {
			delete(known, address)
		}
	}
	data, err := json.MarshalIndent(known, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	unfinished := file + ".new"
	if err := os.WriteFile(unfinished, data, 0o644); err != nil {
		return err
	}
	return os.Rename(unfinished, file)
}
