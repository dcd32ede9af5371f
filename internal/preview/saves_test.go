package preview

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// saves are the ways of editors to save a file.
var saves = map[string]func(t *testing.T, name, text string){
	"vim": func(t *testing.T, name, text string) {
		t.Helper()
		probe := filepath.Join(filepath.Dir(name), "4913")
		must(t, os.WriteFile(probe, nil, 0o644))
		must(t, os.Remove(probe))
		must(t, os.Rename(name, name+"~"))
		must(t, os.WriteFile(name, []byte(text), 0o644))
		must(t, os.Chmod(name, 0o644))
		must(t, os.Remove(name+"~"))
	},
	"VS Code": func(t *testing.T, name, text string) {
		t.Helper()
		must(t, os.Truncate(name, 0))
		must(t, os.WriteFile(name, []byte(text), 0o644))
	},
	"Sublime": func(t *testing.T, name, text string) {
		t.Helper()
		temp := filepath.Join(filepath.Dir(name), ".sublxyz.tmp")
		must(t, os.WriteFile(temp, []byte(text), 0o644))
		must(t, os.Rename(temp, name))
	},
	"gedit": func(t *testing.T, name, text string) {
		t.Helper()
		temp := filepath.Join(filepath.Dir(name), ".goutputstream-8XK2J3")
		must(t, os.WriteFile(temp, []byte(text), 0o644))
		must(t, os.Rename(name, name+"~"))
		must(t, os.Rename(temp, name))
	},
	"emacs": func(t *testing.T, name, text string) {
		t.Helper()
		lock := filepath.Join(filepath.Dir(name), ".#"+filepath.Base(name))
		must(t, os.Symlink("jan@computer.123", lock))
		must(t, os.WriteFile(name, []byte(text), 0o644))
		must(t, os.Remove(lock))
	},
	"sed -i": func(t *testing.T, name, text string) {
		t.Helper()
		word := text[strings.LastIndex(text, "\n\n")+2:]
		if out, err := exec.Command("sed", "-i", "$ s/.*/"+strings.TrimSpace(word)+"/", name).CombinedOutput(); err != nil {
			t.Skipf("no sed that edits in place: %s", out)
		}
	},
}

func TestSaves(t *testing.T) {
	t.Parallel()
	for editor, save := range saves {
		t.Run(editor, func(t *testing.T) {
			t.Parallel()
			w := watch(t, newFolder(t, smallSite()), Options{})
			for _, first := range []bool{true, false} {
				word := func(attempt int) string { return fmt.Sprintf("Bewaard %v %d", first, attempt) }
				w.once(t, "a save", func(attempt int) {
					save(t, w.path("content/nieuws/een.md"), article("Een", "2026-03-01", word(attempt)))
				}, func(attempt int) { w.shows(t, "/nieuws/een/", word(attempt)) })
			}
		})
	}
}
