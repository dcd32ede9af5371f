package deploy

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHostKeys holds that nothing is sent to a server that does not show the key that it should have.
func TestHostKeys(t *testing.T) {
	f := sftpFixture(t)
	f.setenv(t)
	dir := os.Getenv("HOME")
	public, err := os.ReadFile(filepath.Join(dir, "host.pub"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(filepath.Join(dir, "other.pub"))
	if err != nil {
		t.Fatal(err)
	}
	line := func(key []byte) string {
		return fmt.Sprintf("[127.0.0.1]:%d %s", f.target.Port, strings.Join(strings.Fields(string(key))[:2], " ")) + "\n"
	}
	right := f.target.Fingerprint
	for _, row := range []struct {
		name        string
		fingerprint []string
		known       string // known_hosts of the user
		want        string
	}{
		{"right fingerprint", right, "", ""},
		{"one of two fingerprints", append([]string{"SHA256:oud"}, right...), "", ""},
		{"another fingerprint", []string{"SHA256:oud"}, "", "een andere sleutel"},
		{"known host", nil, line(public), ""},
		{"another known key", nil, line(other), "een andere sleutel"},
		{"unknown host", nil, strings.Replace(line(public), "127.0.0.1", "127.0.0.9", 1), "ik ken de server"},
		{"no known_hosts", nil, "", "ik ken de server"},
	} {
		t.Run(row.name, func(t *testing.T) {
			known := filepath.Join(dir, ".ssh", "known_hosts")
			if err := os.Remove(known); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			if row.known != "" {
				put(t, known, row.known)
			}
			g := *f
			g.target.Fingerprint = row.fingerprint
			_, err := tried(&g, old, Options{Force: true})
			if (err == nil) != (row.want == "") || err != nil && !strings.Contains(err.Error(), row.want) {
				t.Errorf("ends with %v", err)
			}
			if strings.HasPrefix(row.want, "ik ken") && !strings.Contains(err.Error(), right[0]) {
				t.Errorf("the fingerprint is not told: %v", err)
			}
		})
	}
}

// TestNoSecrets looks for them in all that a deploy leaves anywhere.
func TestNoSecrets(t *testing.T) {
	f := sftpFixture(t)
	f.secrets["DRUKPERS_SFTP_PASSPHRASE"] = "GEHEIM-van-de-sleutel"
	f.setenv(t)
	deployed(t, f, old, Options{})
	deployed(t, f, next, Options{Force: true})
	root := filepath.Dir(f.target.Path)
	seen := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		seen++
		data, err := os.ReadFile(name)
		if m, foreign := decodeManifest(data); foreign == nil {
			text, _ := m.encode()
			data = append(data, fmt.Sprintf("%+v %s", m, text)...)
		}
		if strings.Contains(string(data), "GEHEIM") {
			t.Errorf("%s holds a secret", name)
		}
		return err
	})
	if err != nil || seen < 20 {
		t.Errorf("%d files: %v", seen, err)
	}
	s := &secrets{}
	t.Setenv("EEN_GEHEIM", "zeer-geheim")
	s.lookup("EEN_GEHEIM")
	session := &session{secrets: s}
	err = session.explain(fmt.Errorf("GET https://host/?token=zeer-geheim: %w", errLostConnection))
	if strings.Contains(fmt.Sprintf("%v %+v", err, err), "zeer-geheim") {
		t.Errorf("an error tells a secret: %v", err)
	}
}
