package bench

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"drukpers/internal/dev/testsite"
)

// Seed is that of all generated sites.
const Seed = 1

// Site is the folder of a generated site of n articles. It is made once, in the folder of temporary files, and stays
// for the next time; its name changes with what the generator writes.
func Site(n int) (string, error) {
	var sample bytes.Buffer
	if err := testsite.Each(Seed, 3, func(path string, data []byte) error {
		fmt.Fprintln(&sample, path)
		_, err := sample.Write(data)
		return err
	}); err != nil {
		return "", err
	}
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("drukpers-bench-%d-%08x", n, crc32.ChecksumIEEE(sample.Bytes())))
	if _, err := os.Stat(dir); err == nil {
		return dir, restore(dir)
	}
	unfinished, err := os.MkdirTemp("", "drukpers-bench-unfinished-")
	if err != nil {
		return "", err
	}
	if err := WriteSite(unfinished, n); err != nil {
		return "", err
	}
	return dir, os.Rename(unfinished, dir)
}

// restore undoes what a measurement left that was ended halfway: an edited article, or a theme.
func restore(dir string) error {
	name, source := testsite.Article(Seed, 0)
	return errors.Join(WriteFile(filepath.Join(dir, filepath.FromSlash(name)), source),
		os.RemoveAll(filepath.Join(dir, "themes")))
}

// WriteSite makes a generated site of n articles in a folder, as if it was written yesterday.
func WriteSite(dir string, n int) error {
	if err := testsite.Write(dir, Seed, n); err != nil {
		return err
	}
	return Age(dir)
}

// Age makes all files below a folder look as if they were written yesterday: the preview distrusts those it finds just
// written.
func Age(dir string) error {
	yesterday := time.Now().AddDate(0, 0, -1)
	return filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(name, yesterday, yesterday)
	})
}

// Newest is the file of the site's newest article, below its folder, and its URL.
func Newest() (file, url string) {
	name, _ := testsite.Article(Seed, 0)
	return filepath.FromSlash(name), strings.TrimSuffix(strings.TrimPrefix(name, "content"), ".md") + "/"
}

// WriteFile writes a file and the folders it is in.
func WriteFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}
