package build

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"

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
