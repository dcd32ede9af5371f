package deploy

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"drukpers/internal/config"
)

// store is a target that holds files by name and shows each as soon as it is there. Names are slash-separated paths
// below the site's folder; those below stateDir are the program's own and need not be online.
//
// A file that is not there is fs.ErrNotExist, one that should not be is fs.ErrExist. What may go better a second time
// is an error that passing knows.
type store interface {
	list(ctx context.Context) ([]object, error) // all but those below stateDir
	get(ctx context.Context, name string) ([]byte, error)
	put(ctx context.Context, name string, data []byte) error    // whole or not at all, also where there is one
	create(ctx context.Context, name string, data []byte) error // fails where there is one
	copy(ctx context.Context, from, to string) error            // to is below stateDir
	remove(ctx context.Context, name string) error              // one that is gone is no error
	parallel() int                                              // how many calls at once
	close() error
}

// stateDir holds what the program keeps at a store: manifest, lock, journal, and files that were replaced.
const stateDir = ".drukpers/"

// object is a file that a store lists.
type object struct {
	name string
	size int64
	md5  string // in hex, where the store knows it
}

// releases is a target whose sites replace each other whole: a reader sees the one or the other.
type releases interface {
	// online gives the manifest of the release that is online, or fs.ErrNotExist where it has none, and its id; "" where
	// there is no release at all.
	online(ctx context.Context) (data []byte, id string, err error)
	// adopt tells of a release without a manifest what is the same as a local file, with its hash, and what is not, with
	// the hash unknown; and what has no local file of its name, to be carried over. The latter by a digest of the host.
	adopt(ctx context.Context, l *local) (files map[string]file, carried map[string]string, err error)
	// get reads a file of the release that is online.
	get(ctx context.Context, name string) ([]byte, error)
	// release puts a release online. It fails where another than the one that r knows of went online meanwhile.
	release(ctx context.Context, r *release) error
	// back puts the release before the one that is online online again.
	back(ctx context.Context) error
	close() error
}

// release is a site that is to replace another.
type release struct {
	before string          // id of the release that was online
	after  *manifest       // with all files, and those that are carried over
	data   []byte          // the manifest, encoded: goes to manifestFile
	known  map[string]file // what is online
	local  *local
	target releases
	p      patience
	done   func() // to be called for each file of the plan that is there
}

// names are all files of the release but its manifest and those that are carried over.
func (r *release) names() []string {
	names := slices.Collect(maps.Keys(r.after.Files))
	names = slices.AppendSeq(names, maps.Keys(r.after.Retired))
	slices.Sort(names)
	return names
}

// read gives the contents of a file; those of an asset that the site has no more come from the release that is online.
func (r *release) read(ctx context.Context, name string) (data []byte, err error) {
	if name == manifestFile {
		return r.data, nil
	}
	if _, is := r.after.Files[name]; is {
		return r.local.read(name)
	}
	err = r.p.try(ctx, 0, func(ctx context.Context) (err error) {
		data, err = r.target.get(ctx, name)
		return err
	})
	return data, err
}

// manifestFile is where a release holds its manifest. All can read it: it says no more than the site does.
const manifestFile = "drukpers.manifest"

// types is the table of targets: each makes a store, or releases.
var types = map[string]func(t config.Target, s *secrets) (any, error){
	"folder":     openFolder,
	"sftp":       openSFTP,
	"s3":         openS3,
	"netlify":    openNetlify,
	"cloudflare": openCloudflare,
}

// open makes the target ready. Nothing is written.
func open(t config.Target, s *secrets) (any, error) {
	make, known := types[t.Type]
	if !known {
		return nil, fmt.Errorf("no target of type %s", t.Type)
	}
	return make(t, s)
}

// secrets are what a target was given of the environment, so that none of them is ever printed.
type secrets struct{ values []string }

// lookup reads a variable that holds a secret.
func (s *secrets) lookup(name string) string {
	value := os.Getenv(name)
	if len(value) >= 4 { // shorter ones are no secrets, and would eat the text
		s.values = append(s.values, value)
	}
	return value
}

// need is lookup of a variable that has to be set.
func (s *secrets) need(t config.Target, name string) (string, error) {
	value := s.lookup(name)
	if value == "" {
		return "", trouble(fmt.Sprintf("het doel “%s” heeft %s nodig, en die staat niet in de omgeving", t.Name, name),
			"Zet de variabele, bijvoorbeeld als geheim van je CI; docs/publiceren.md zegt waar je hem haalt.")
	}
	return value, nil
}

// hide takes the secrets out of a text.
func (s *secrets) hide(text string) string {
	for _, value := range s.values {
		text = strings.ReplaceAll(text, value, "…")
	}
	return text
}

// hidden is an error whose text holds no secret.
type hidden struct {
	error
	secrets *secrets
}

func (h *hidden) Error() string { return h.secrets.hide(h.error.Error()) }
func (h *hidden) Unwrap() error { return h.error }
