package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// embedded are the licences of the project's own code, and of what others made that stands in its folders and is in the
// program.
var embedded = map[string]string{
	"drukpers":              "LICENSE",
	"OpenTaal (words)":      "internal/spelling/words.LICENSE",
	"idiomorph":             "internal/preview/client/idiomorph.LICENSE",
	"Newsreader (typeface)": "themes/krant/assets/newsreader.txt",
}

var (
	licenceFile = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying)([.-].*)?$`)
	noticeFile  = regexp.MustCompile(`(?i)^(notice|patents|copyright)([.-].*)?$`) // go with the licence
	sourceFile  = regexp.MustCompile(`(?i)\.go$`)
)

// notice is a text that has to go with a program.
type notice struct{ of, kind, text string }

// licencesOf gives the licences of all that is in the programs for these systems, as one text. The modules are those
// whose packages Go links. It fails on what has no licence, or one that asks for more than to be told.
func licencesOf(root string, systems []system) ([]byte, error) {
	var all []notice
	var wrong []error
	add := func(of, file string) {
		n, err := readNotice(of, file)
		if err != nil {
			wrong = append(wrong, err)
		} else if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	for of, file := range embedded {
		add(of, filepath.Join(root, file))
	}
	where, err := system{}.goTool(root, "env", "GOROOT", "GOVERSION")
	if err != nil {
		return nil, err
	}
	folder, version, _ := strings.Cut(strings.TrimSpace(string(where)), "\n")
	add("Go "+strings.TrimPrefix(version, "go"), filepath.Join(folder, "LICENSE"))
	seen := map[string]bool{}
	for _, s := range systems {
		packages, err := s.packages(root)
		if err != nil {
			return nil, err
		}
		for _, p := range packages {
			if p.Module == nil || p.Module.Main || seen[p.Dir] {
				continue
			}
			seen[p.Dir] = true
			files, err := p.notices()
			if err != nil {
				wrong = append(wrong, err)
			}
			for _, file := range files {
				add(p.Module.Path+" "+p.Module.Version, file)
			}
		}
	}
	slices.SortFunc(all, func(a, b notice) int { return strings.Compare(a.of+"\n"+a.text, b.of+"\n"+b.text) })
	return write(all), errors.Join(wrong...)
}

// write puts equal texts under the names of all that they are of.
func write(all []notice) []byte {
	var b bytes.Buffer
	b.WriteString("In drukpers zit werk van anderen. Dit zijn de licenties.\n")
	told := map[string]bool{}
	for _, n := range all {
		if told[n.text] {
			continue
		}
		told[n.text] = true
		b.WriteString("\n" + strings.Repeat("=", 80) + "\n")
		for _, other := range all {
			if other.text == n.text {
				fmt.Fprintf(&b, "%s (%s)\n", other.of, other.kind)
			}
		}
		b.WriteString(strings.Repeat("=", 80) + "\n\n" + n.text + "\n")
	}
	return b.Bytes()
}

// linked is a package that Go links, as go list tells of it.
type linked struct {
	Dir    string
	Module *struct {
		Path, Version, Dir string
		Main               bool
	}
}

func (s system) packages(root string) ([]linked, error) {
	out, err := s.goTool(root, "list", "-deps", "-json=Dir,Module", command)
	if err != nil {
		return nil, err
	}
	var all []linked
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p linked
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
}

// notices are the files with licences from the package's folder up to that of its module. One has to be a licence.
func (p linked) notices() ([]string, error) {
	var files []string
	licensed := false
	for dir := p.Dir; ; dir = filepath.Dir(dir) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			is := licenceFile.MatchString(e.Name())
			if e.IsDir() || sourceFile.MatchString(e.Name()) || !is && !noticeFile.MatchString(e.Name()) {
				continue
			}
			licensed = licensed || is
			files = append(files, filepath.Join(dir, e.Name()))
		}
		if dir == p.Module.Dir || len(dir) < len(p.Module.Dir) {
			break
		}
	}
	if !licensed {
		return nil, fmt.Errorf("%s has no licence", p.Module.Path)
	}
	return files, nil
}

// known is how much of a licence's text has to be that of a known one, in per cent: the rest is names and years.
const known = 75

// readNotice reads a text and tells which licences it is. It is an error when it is none, or one that asks for more
// than that its text where along.
func readNotice(of, file string) (notice, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return notice{}, err
	}
	text := strings.ReplaceAll(strings.TrimSpace(string(data)), "\r\n", "\n")
	n := notice{of: of, kind: filepath.Base(file), text: text}
	if noticeFile.MatchString(n.kind) {
		return n, nil
	}
	found := licensecheck.Scan(data)
	var kinds []string
	for _, m := range found.Match {
		if m.Type&^(licensecheck.Notice|licensecheck.Unrestricted) != 0 {
			return n, fmt.Errorf("%s: the licence %s of %s asks for more than a notice", of, m.ID, file)
		}
		if !m.IsURL && !slices.Contains(kinds, m.ID) {
			kinds = append(kinds, m.ID)
		}
	}
	if found.Percent < known || len(kinds) == 0 {
		return n, fmt.Errorf("%s: %s is no licence that is known (%.0f %% of it is)", of, file, found.Percent)
	}
	n.kind = strings.Join(kinds, ", ")
	return n, nil
}
