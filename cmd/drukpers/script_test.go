package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what commands really print into the scripts that compare it")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"drukpers": main})
}

// TestScript runs the stories of testdata/script: each a script of commands and the files of a small site. The language
// is that of testscript (https://pkg.go.dev/github.com/rogpeppe/go-internal/testscript) with the commands below.
// TestScript/^name$ runs one story.
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Values[seenKey{}] = map[string]stamp{}
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name != "root" { // who may read everything
				return false, fmt.Errorf("no condition %s", name)
			}
			return os.Geteuid() == 0, nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":     exits,
			"foto-site": photoSite,
			"json":      jsonValue,
			"photo":     photo,
			"remember":  remember,
			"same-tree": sameTree,
			"tree":      tree,
			"untouched": untouched,
		},
	})
}

func usage(ts *testscript.TestScript, wrong bool, text string) {
	if wrong {
		ts.Fatalf("usage: %s", text)
	}
}

// exits runs a command that must end with a code: exits 2 drukpers build --onzin.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg || len(args) < 2, "exits code command [args...]")
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s ended with code %d, want %d", args[1], got, want)
	}
}

// photo writes a picture of a width as PNG: photo 900 static/img/a.png.
func photo(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg || len(args) != 2, "photo width file")
	width, err := strconv.Atoi(args[0])
	ts.Check(err)
	var b bytes.Buffer
	ts.Check(png.Encode(&b, image.NewGray(image.Rect(0, 0, width, width/3))))
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[1])), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o644))
}

// photoSite serves a folder, and writes its address in files where FOTOSITE stands: foto-site folder file...
func photoSite(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg || len(args) < 2, "foto-site folder file...")
	site := httptest.NewServer(http.FileServerFS(os.DirFS(ts.MkAbs(args[0]))))
	ts.Defer(site.Close)
	for _, file := range args[1:] {
		text := strings.ReplaceAll(ts.ReadFile(file), "FOTOSITE", site.URL)
		ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text), 0o644))
	}
}

// files lists what is in a folder, sorted; a folder without anything in it ends in a slash, a link in its target.
func files(ts *testscript.TestScript, dir string) []string {
	var list []string
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == root {
			return err
		}
		inside, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		inside = filepath.ToSlash(inside)
		switch {
		case d.IsDir():
			entries, err := os.ReadDir(name)
			if err != nil || len(entries) > 0 {
				return err
			}
			inside += "/"
		case d.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(name)
			if err != nil {
				return err
			}
			inside += " -> " + target
		}
		list = append(list, inside)
		return nil
	}))
	slices.Sort(list)
	return list
}

// tree prints the files of folders, for stdout and cmp.
func tree(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg || len(args) == 0, "tree folder...")
	for _, dir := range args {
		for _, file := range files(ts, dir) {
			_, err := fmt.Fprintln(ts.Stdout(), file)
			ts.Check(err)
		}
	}
}

// sameTree compares the files of two folders by name and bytes.
func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, len(args) != 2, "[!] same-tree folder folder")
	a, b := files(ts, args[0]), files(ts, args[1])
	var differ []string
	for _, name := range a {
		if !slices.Contains(b, name) {
			differ = append(differ, "only in "+args[0]+": "+name)
		} else if !strings.HasSuffix(name, "/") && ts.ReadFile(args[0]+"/"+name) != ts.ReadFile(args[1]+"/"+name) {
			differ = append(differ, "differs: "+name)
		}
	}
	for _, name := range b {
		if !slices.Contains(a, name) {
			differ = append(differ, "only in "+args[1]+": "+name)
		}
	}
	if neg == (len(differ) == 0) {
		ts.Fatalf("%s and %s: differences %q", args[0], args[1], differ)
	}
}

// seenKey is where the stamps of remembered files are kept.
type seenKey struct{}

type stamp struct {
	modified time.Time
	data     string
}

func stamps(ts *testscript.TestScript, names []string) map[string]stamp {
	all := map[string]stamp{}
	for _, name := range names {
		info, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		if !info.IsDir() {
			all[name] = stamp{info.ModTime(), ts.ReadFile(name)}
			continue
		}
		for _, file := range files(ts, name) {
			if !strings.HasSuffix(file, "/") {
				maps.Copy(all, stamps(ts, []string{name + "/" + file}))
			}
		}
	}
	return all
}

// remember notes the bytes and times of files, and of all files in folders, for untouched.
func remember(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg || len(args) == 0, "remember name...")
	seen := ts.Value(seenKey{}).(map[string]stamp)
	clear(seen)
	maps.Copy(seen, stamps(ts, args))
}

// untouched says that remembered files still have their bytes and time, or with ! that each was written again.
func untouched(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, len(args) == 0, "[!] untouched name...")
	seen := ts.Value(seenKey{}).(map[string]stamp)
	for name, now := range stamps(ts, args) {
		before, ok := seen[name]
		if !ok {
			ts.Fatalf("%s was not remembered", name)
		}
		if same := before.modified.Equal(now.modified) && before.data == now.data; same == neg {
			ts.Fatalf("%s: untouched is %t", name, same)
		}
	}
}

// jsonValue compares a value in a JSON file, or stdout, with JSON: json stdout result.new.0 '"index.html"'. A number in
// the path is an index of a list; len is its length.
func jsonValue(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg || len(args) != 3, "json file path value")
	var value any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &value))
	for key := range strings.SplitSeq(args[1], ".") {
		switch v := value.(type) {
		case map[string]any:
			found, ok := v[key]
			if !ok {
				ts.Fatalf("no %s in %s: there are %v", key, args[1], slices.Sorted(maps.Keys(v)))
			}
			value = found
		case []any:
			if key == "len" {
				value = len(v)
				continue
			}
			i, err := strconv.Atoi(key)
			ts.Check(err)
			if i >= len(v) {
				ts.Fatalf("%s: the list has %d items", args[1], len(v))
			}
			value = v[i]
		default:
			ts.Fatalf("%s: %v has no parts", args[1], v)
		}
	}
	got, err := json.Marshal(value)
	ts.Check(err)
	if string(got) != args[2] {
		ts.Fatalf("%s is %s, want %s", args[1], got, args[2])
	}
}
