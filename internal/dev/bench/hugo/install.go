package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"drukpers/internal/dev/bench"
)

const (
	hugoModule  = "github.com/gohugoio/hugo"
	hugoVersion = "v0.165.0"
)

// installHugo builds Hugo from source, the plain edition, and returns the program. It stays in the folder of temporary
// files for the next time.
func installHugo() (string, error) {
	dir := filepath.Join(os.TempDir(), "drukpers-bench-hugo", hugoVersion)
	program := filepath.Join(dir, "hugo")
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	bench.Progress("installing Hugo %s in %s: a few minutes, once", hugoVersion, dir)
	cmd := exec.Command("go", "install", hugoModule+"@"+hugoVersion)
	cmd.Dir = os.TempDir() // outside this module
	cmd.Env = append(os.Environ(), "GOBIN="+dir, "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("installing Hugo: %w\n%s", err, out)
	}
	return program, nil
}
