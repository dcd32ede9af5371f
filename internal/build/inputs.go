package build

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"

	"drukpers/internal/project"
)

// inputs is a hash of all that a build is made from: the edition and the program. The one of the last build that ended is
// kept beside the manifest. When it is still the same, and so are the size and time of every file, there is nothing to
// render: output is a function of input. There is no finer grain to it, so nothing can be forgotten.
type inputs string

func inputsOf(loaded *project.Loaded) (inputs, error) {
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
	return inputs(hex.EncodeToString(h.Sum(nil))), nil
}

func (o *output) inputsFile() string { return path.Join(stateDir, o.name+".inputs") }

func (o *output) lastInputs() inputs {
	data, err := o.parent.ReadFile(o.inputsFile())
	if err != nil {
		return ""
	}
	return inputs(data)
}

// forgetInputs comes before the first change of the output, so that a build that is killed is not taken for one that
// ended.
func (o *output) forgetInputs() error { return o.parent.RemoveAll(o.inputsFile()) }

func (o *output) keepInputs(in inputs) error {
	return o.parent.WriteFile(o.inputsFile(), []byte(in), 0o644)
}

// upToDate reports whether the output is that of these inputs already; if so, the result says so.
func (r *run) upToDate() bool {
	if r.inputs != r.out.lastInputs() || len(r.before) != len(r.pages) {
		return false
	}
	var size int64
	for _, p := range r.pages {
		e, ours := r.before[p.OutputFile()]
		if !ours || !r.out.untouched(p.OutputFile(), e) {
			return false
		}
		size += e.size
	}
	r.result = Result{Pages: len(r.pages), Unchanged: len(r.pages), Bytes: size}
	return true
}
