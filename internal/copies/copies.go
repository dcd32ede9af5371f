// Package copies knows which pictures of other sites the project has a copy of, so that readers ask no other site for
// them. What is known stands in one file beside the copies, meant to be committed with them.
package copies

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// FileName is the file of the folder for variants that says where the copies in it come from.
const FileName = "bronnen.json"

// Entry is what is known of a picture of another site.
type Entry struct {
	File    string `json:"file,omitempty"`    // the copy, beside FileName; empty where there is none
	Status  int    `json:"status,omitempty"`  // without a copy: what the site answered, 404 or 410
	Date    string `json:"date"`              // on which the site was asked, as 2006-01-02
	Credit  string `json:"credit,omitempty"`  // what the first caption says
	License string `json:"license,omitempty"` // address of the terms of its host, where these are known
}

// Gone reports whether the site says that the picture is no longer there (RFC 9110, 15.5.5 and 15.5.11).
func (e Entry) Gone() bool {
	return e.File == "" && (e.Status == http.StatusNotFound || e.Status == http.StatusGone)
}

// Index is what is known, by Address.
type Index map[string]Entry

// Address is that of a picture of another site in the one way that an Index has it; "" when it is a path of the site's
// own, or none of the web.
func Address(written string) string {
	if !strings.HasPrefix(written, "http") && !strings.HasPrefix(written, "//") {
		return ""
	}
	u, err := url.Parse(written)
	if err != nil || u.Host == "" {
		return ""
	}
	if u.Scheme == "" {
		u.Scheme = "https"
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// extensions are those of the formats of package picture.
var extensions = map[string]string{"jpeg": ".jpg", "png": ".png", "gif": ".gif", "webp": ".webp"}

// fileName is how copies are called: no entry leads out of the folder.
var fileName = regexp.MustCompile(`^[0-9a-f]{20}\.(?:jpg|png|gif|webp)$`)

// Name is the file of a copy: the same bytes have the same.
func Name(data []byte, format string) string {
	hash := sha256.Sum256(data)
	return hex.EncodeToString(hash[:10]) + extensions[format]
}

// IsName reports whether a file is called as a copy is.
func IsName(name string) bool { return fileName.MatchString(name) }

// Read reads what is known of the copies in a folder: nothing where it says nothing. The error is that of a file that
// can't be read, or not as JSON.
func Read(fsys fs.FS, dir string) (Index, error) {
	data, err := fs.ReadFile(fsys, path.Join(dir, FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return Index{}, nil
	}
	if err != nil {
		return nil, err
	}
	return Parse(data)
}

// Parse reads the file of an index.
func Parse(data []byte) (Index, error) {
	index := Index{}
	decoder := json.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&index); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one value")
	}
	for address, e := range index {
		if e.File != "" && !IsName(e.File) {
			delete(index, address)
		}
	}
	return index, nil
}

// JSON is the file of an index: sorted, so that it changes as little as what it says.
func (i Index) JSON() []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // addresses hold ampersands
	encoder.SetIndent("", " ")
	_ = encoder.Encode(i) // strings and numbers
	return b.Bytes()
}
