// Command release makes what users download: a static program for each system, the licences of all that is in it, and
// checksums. The same source, version and Go give the same bytes.
package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// command is the package that is released.
const command = "./cmd/drukpers"

// system is an operating system and a processor, by Go's names for them.
type system struct{ os, arch string }

var systems = []system{
	{"darwin", "amd64"},
	{"darwin", "arm64"},
	{"linux", "amd64"},
	{"linux", "arm64"},
	{"windows", "amd64"},
	{"windows", "arm64"},
}

func main() {
	version := flag.String("version", "", "what drukpers --version says")
	output := flag.String("output", "", "folder for the files")
	flag.Parse()
	if *version == "" || *output == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := release(".", *version, *output, systems); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release fills a folder with the programs, LICENSES.txt and SHA256SUMS. Root is the folder of the module's source.
func release(root, version, output string, systems []system) error {
	output, err := filepath.Abs(output)
	if err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(output), os.MkdirAll(output, 0o755)); err != nil {
		return err
	}
	licences, err := licencesOf(root, systems)
	if err != nil {
		return err
	}
	names := []string{"LICENSES.txt"}
	if err := os.WriteFile(filepath.Join(output, names[0]), licences, 0o644); err != nil {
		return err
	}
	for _, s := range systems {
		name := s.fileName(version)
		if err := s.build(root, version, filepath.Join(output, name)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		names = append(names, name)
	}
	var sums strings.Builder
	for _, name := range names {
		sum, err := digest(filepath.Join(output, name))
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sum, name)
	}
	return os.WriteFile(filepath.Join(output, "SHA256SUMS"), []byte(sums.String()), 0o644)
}

func (s system) fileName(version string) string {
	name := fmt.Sprintf("drukpers_%s_%s_%s", version, s.os, s.arch)
	if s.os == "windows" {
		name += ".exe"
	}
	return name
}

// build makes the program. Nothing of this machine gets into it: no path, time or state of version control, and no
// choice of the user's Go.
func (s system) build(root, version, file string) error {
	_, err := s.goTool(root, "build", "-tags=nodynamic", "-trimpath", "-buildvcs=false",
		"-ldflags", "-s -w -buildid= -X main.release="+version, "-o", file, command)
	return err
}

// goTool runs Go for a system and gives what it prints.
func (s system) goTool(root string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS="+s.os, "GOARCH="+s.arch, "CGO_ENABLED=0", "GOFLAGS=", "GOEXPERIMENT=",
		"GOAMD64=v1", "GOARM64=v8.0", "GOFIPS140=off", "GOWORK=off")
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil, fmt.Errorf("go %s: %w: %s", args[0], err, exit.Stderr)
	}
	return out, err
}

func digest(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return h.Sum(nil), err
}
