//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A signal ends a command at once, at any moment, and leaves an output folder of whole files.
func TestSignals(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := strings.Repeat("Tekst met *nadruk* en een [link](/nieuws/a1/).\n\n", 200)
	for i := range 100 {
		write(t, dir, fmt.Sprintf("content/nieuws/a%d.md", i), "---\ntitle: Een\n---\n"+text)
	}
	write(t, dir, "site.yaml", "title: Eerst\n")
	if out, err := command(t, "build", "--source", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	write(t, dir, "site.yaml", "title: Daarna\n") // every page changes
	for _, args := range [][]string{{"serve", "--port", "0"}, {"build"}, {"check"}} {
		for i, wait := range []time.Duration{20, 50, 100, 200, 400} {
			signal := []syscall.Signal{syscall.SIGINT, syscall.SIGTERM}[i%2]
			cmd := command(t, append(args, "--source", dir)...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(wait * time.Millisecond)
			sent := time.Now()
			if err := cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
			end := endOf(t, cmd.Wait())
			if end != signal && (end != 0 || args[0] == "serve") || time.Since(sent) > 5*time.Second {
				t.Errorf("%v ends by %v, %v after %v", args, end, time.Since(sent), signal)
			}
		}
	}
	pages, err := filepath.Glob(filepath.Join(dir, "public/nieuws/*/index.html"))
	if err != nil || len(pages) < 100 {
		t.Fatalf("%d pages are left, %v", len(pages), err)
	}
	for _, page := range pages {
		if data, err := os.ReadFile(page); err != nil || !strings.Contains(string(data), "</html>") {
			t.Errorf("%s is no whole page, %v", page, err)
		}
	}
}

// What would never end is told, wherever a file should be.
func TestPipes(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"site.yaml", "content/nieuws/a.md", "static/a.txt", "themes/krant/article.html"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, "site.yaml", "title: A\n")
			write(t, dir, name, "")
			pipe := filepath.Join(dir, filepath.FromSlash(name))
			if err := errors.Join(os.Remove(pipe), syscall.Mkfifo(pipe, 0o644)); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{"check"}, {"build"}, {"build", "--format", "json"}} {
				cmd := command(t, append(args, "--source", dir)...)
				timer := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
				out, _ := cmd.CombinedOutput()
				timer.Stop()
				code := cmd.ProcessState.ExitCode()
				if code != exitProblems || !strings.Contains(string(out), "geen bestand") {
					t.Errorf("%v ends with code %d: %s", args, code, out)
				}
			}
			_, address := startServe(t, dir, 0)
			if text := fetch(t, address+"nieuws/a/"); !strings.Contains(text, "<html") {
				t.Errorf("the preview says %s", text)
			}
		})
	}
}
