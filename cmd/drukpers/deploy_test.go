package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"drukpers/internal/report"
)

// TestFollow holds that an article is online at the second that it is due, and that a stop is told.
func TestFollow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.yaml", "deploy: {proef: {type: folder, path: www/site}}")
	write("content/nieuws/nu.md", "---\ntitle: Nu\ndate: 2026-01-01\n---\nTekst.")
	due := time.Now().Add(3 * time.Second).Truncate(time.Second)
	write("content/nieuws/straks.md", fmt.Sprintf("---\ntitle: Straks\ndate: %s\n---\nTekst.", due.Format(time.RFC3339)))
	var stdout, stderr bytes.Buffer
	p := &program{stdout: &stdout, stderr: &stderr, source: dir, format: formats[0]}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ended := make(chan error)
	go func() { ended <- p.deploy(ctx, deployFlags{follow: true}, nil) }()
	exists := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, "www/site/nieuws", name, "index.html"))
		return err == nil
	}
	early := false
	for deadline := time.Now().Add(time.Minute); !exists("straks"); time.Sleep(5 * time.Millisecond) {
		early = early || exists("nu")
		if time.Now().After(deadline) {
			t.Fatalf("the article does not come: %s", stderr.String())
		}
	}
	if time.Now().Before(due) || !early {
		t.Errorf("the article came %s early; the first deploy came before: %t", time.Until(due), early)
	}
	cancel()
	err := <-ended
	if text, hint := report.Explain(err); text != "gestopt" || hint == "" {
		t.Errorf("a stop is told as %q %q", text, hint)
	}
	if n := strings.Count(stdout.String(), "Online: "); n < 1 {
		t.Errorf("told %q", stdout.String())
	}
}
