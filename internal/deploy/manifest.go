package deploy

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"time"
)

// manifest says what drukpers has put at a target. It is kept there, gzipped JSON, so that any machine can deploy.
type manifest struct {
	Version int             `json:"version"` // manifestVersion
	Number  int             `json:"number"`  // of the deploy, counted from 1
	Parent  int             `json:"parent"`  // the deploy that --back brings back; 0 when there is none
	At      time.Time       `json:"at"`
	Build   string          `json:"build"`         // digest of all files
	Program string          `json:"program"`       // version of drukpers
	Next    time.Time       `json:"next,omitzero"` // when an article appears or expires by itself
	Files   map[string]file `json:"files"`

	Retired map[string]retired `json:"retired,omitempty"` // assets that no page of the site has any more
	Kept    map[string]int     `json:"kept,omitempty"`    // hash of a replaced file → the deploy that replaced it

	// Files of a release that others put online and that stay, by the host's own digest.
	Carried map[string]string `json:"carried,omitempty"`

	// Of a deploy under way, or one that was killed: what it meant to do, by name; "" is a deletion. Token names its
	// journal.
	Pending map[string]string `json:"pending,omitempty"`
	Token   string            `json:"token,omitempty"`
}

type file struct {
	Hash string `json:"h"` // see hashOf; unknown when it may be any
	Size int64  `json:"s"`
}

type retired struct {
	file
	Since int `json:"since"` // the deploy that did without it
}

const (
	manifestVersion = 1
	unknown         = "?"

	// grace is how many further deploys an asset stays that no page has any more, for readers who have an old page open,
	// and for how many deploys replaced files are kept for --back.
	grace = 3
)

const (
	manifestName = stateDir + "manifest.json.gz"
	journalName  = stateDir + "journal.json"
	lockName     = stateDir + "lock.json"
)

func keptName(hash string) string { return stateDir + "kept/" + hash }
func deployName(n int) string     { return fmt.Sprintf("%sdeploys/%d.json.gz", stateDir, n) }

// hashOf names contents: the first half of their SHA-256, in hex.
func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// fingerprinted is the name of an asset that holds a digest of its bytes, so that it never changes.
var fingerprinted = regexp.MustCompile(`\.[0-9a-f]{12}\.[a-z0-9]+$`)

// buildOf is the digest of a set of files.
func buildOf(files map[string]file) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(h, "%q %s\n", name, files[name].Hash)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

func (m *manifest) encode() ([]byte, error) {
	data, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err = w.Write(data)
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}

// errForeign is a manifest that is not one of this version: there is none, it is damaged, or another version's.
var errForeign = errors.New("no manifest of this version")

func decodeManifest(data []byte) (*manifest, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, errForeign
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, errForeign
	}
	m := &manifest{}
	if json.Unmarshal(text, m) != nil || m.Version != manifestVersion {
		return nil, errForeign
	}
	m.fill()
	return m, nil
}

func (m *manifest) fill() {
	m.Version = manifestVersion
	if m.Files == nil {
		m.Files = map[string]file{}
	}
	if m.Retired == nil {
		m.Retired = map[string]retired{}
	}
	if m.Kept == nil {
		m.Kept = map[string]int{}
	}
}

func (m *manifest) clone() *manifest {
	next := *m
	next.Files, next.Retired, next.Kept = maps.Clone(m.Files), maps.Clone(m.Retired), maps.Clone(m.Kept)
	next.Pending, next.Token = nil, ""
	next.fill()
	return &next
}

// journal is what a deploy under way has done of what its manifest says is pending.
type journal struct {
	Token string   `json:"token"`
	Done  []string `json:"done"`
}

// state is what is known of a target before a deploy.
type state struct {
	manifest *manifest
	unsure   map[string]bool // files of a deploy that was killed: they hold what they did, or what it wanted
	resumed  bool            // after a deploy that was killed
	done     []string        // what that deploy had put or deleted
	foreign  bool            // there was no manifest; the target was listed
}

// readState reads the manifest of a store; where there is none, it compares what the store lists with the local files.
func readState(ctx context.Context, s store, l *local) (*state, error) {
	data, err := s.get(ctx, manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return adoptStore(ctx, s, l)
	}
	if err != nil {
		return nil, err
	}
	m, err := decodeManifest(data)
	if err != nil {
		return adoptStore(ctx, s, l)
	}
	st := &state{manifest: m, unsure: map[string]bool{}}
	if m.Token == "" {
		return st, nil
	}
	return st, st.resume(ctx, s)
}

// resume works out what a deploy that was killed had done.
func (st *state) resume(ctx context.Context, s store) error {
	var j journal
	data, err := s.get(ctx, journalName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	done := map[string]bool{}
	if err == nil && json.Unmarshal(data, &j) == nil && j.Token == st.manifest.Token {
		for _, name := range j.Done {
			done[name] = true
		}
	}
	m := st.manifest
	for name, hash := range m.Pending {
		before, online := m.Files[name]
		if online && before.Hash != hash && before.Hash != unknown {
			m.Kept[before.Hash] = m.Number + 1
		}
		if done[name] {
			st.done = append(st.done, name)
		}
		switch {
		case done[name] && hash == "":
			delete(m.Files, name)
			delete(m.Retired, name)
		case done[name]:
			m.Files[name] = file{Hash: hash}
		case hash == "":
		case online:
			st.unsure[name] = true
		default:
			st.unsure[name] = true
			m.Files[name] = file{Hash: unknown}
		}
	}
	m.Pending, m.Token, st.resumed = nil, "", true
	return nil
}

// adoptStore takes for the program's own what has the name and the bytes of a local file. What has another name is left
// alone.
func adoptStore(ctx context.Context, s store, l *local) (*state, error) {
	objects, err := s.list(ctx)
	if err != nil {
		return nil, err
	}
	st := &state{manifest: &manifest{}, unsure: map[string]bool{}, foreign: len(objects) > 0}
	st.manifest.fill()
	var doubtful []object
	for _, o := range objects {
		f, ours := l.files[o.name]
		switch {
		case !ours:
		case f.Size != o.size:
			st.manifest.Files[o.name] = file{Hash: unknown}
		default:
			doubtful = append(doubtful, o)
		}
	}
	var mu lockedFiles
	mu.files = st.manifest.Files
	return st, inParallel(ctx, s.parallel(), doubtful, func(ctx context.Context, o object) error {
		same, err := sameObject(ctx, s, l, o)
		if err != nil {
			return err
		}
		f := l.files[o.name]
		if !same {
			f.Hash = unknown
		}
		mu.set(o.name, f)
		return nil
	})
}

// sameObject compares an object with the local file of its name, by its digest where the store knows it.
func sameObject(ctx context.Context, s store, l *local, o object) (bool, error) {
	if o.md5 != "" {
		data, err := l.read(o.name)
		return err == nil && md5Of(data) == o.md5, err
	}
	data, err := s.get(ctx, o.name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && hashOf(data) == l.files[o.name].Hash, err
}
