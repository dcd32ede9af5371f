package build

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"drukpers/internal/project"
)

// inputsOf is a hash of all that a build is made from: the edition and the program. That of the last build that ended
// is in the manifest. When it is still the same, and so are the size and time of every file, there is nothing to
// render: output is a function of input. There is no finer grain to it, so nothing can be forgotten.
func inputsOf(loaded *project.Loaded) (string, error) {
	edition, err := loaded.InputHash()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	h.Write(edition[:])
	if name, err := os.Executable(); err == nil {
		if info, err := os.Stat(name); err == nil {
			fmt.Fprintf(h, "%d %d", info.Size(), info.ModTime().UnixNano())
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// upToDate reports whether the output is that of the inputs already; if so, the result says so.
func (r *run) upToDate() bool {
	if r.after.inputs != r.before.inputs || len(r.before.files) != len(r.pages)+len(r.kept) || r.mayPrune() {
		return false
	}
	var result Result
	for _, p := range r.pages {
		e, ours := r.before.files[p.OutputFile()]
		if !ours || !r.out.untouched(p.OutputFile(), e) {
			return false
		}
		result.count(p)
		result.Bytes += e.size
	}
	result.Unchanged, result.Kept = len(r.pages), r.result.Kept
	r.result = result
	return true
}

// noteNext writes the manifest of an output that is up to date when an article was planned, or is no more.
func (r *run) noteNext() error {
	if r.options.DryRun || r.before.next.Equal(r.after.next.Truncate(time.Second)) {
		return nil
	}
	r.before.next = r.after.next
	return r.before.write(r.out.disk, r.out.manifestFile())
}

// Next is when an article of the site in a folder appears or expires by itself, as the last build noted; zero when none
// does. The error is fs.ErrNotExist where there was no build, or one of an older version that ended otherwise.
func Next(dir string) (time.Time, error) {
	out, err := openOutput(dir, Options{DryRun: true})
	if err != nil {
		return time.Time{}, err
	}
	m, err := readManifest(out.disk, out.manifestFile())
	if err == nil && len(m.files) == 0 {
		err = fs.ErrNotExist
	}
	return m.next, errors.Join(err, out.close())
}
