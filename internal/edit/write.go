package edit

import (
	"errors"
	"io/fs"
	"os"
	"path"

	"github.com/rogpeppe/go-internal/diff"

	"drukpers/internal/report"
)

// Diff shows how a file changes, in the form of diff -u; empty when it does not.
func Diff(file string, before, after []byte) string {
	text := string(diff.Diff(file, before, file, after))
	if text == "" {
		return ""
	}
	return text[indexAfterLine(text):] // without the command that it stands for
}

func indexAfterLine(text string) int {
	for i := range len(text) {
		if text[i] == '\n' {
			return i + 1
		}
	}
	return len(text)
}

// temporary is where the bytes of a file are until they are whole. Who reads the folder passes hidden files over, and
// the next write of the file takes the place of what a killed one left.
func temporary(name string) string { return path.Join(path.Dir(name), "."+path.Base(name)+".drukpers") }

// Replace gives a file of a folder other bytes. Who reads it, or finds it after a kill, has the old ones or the new.
func Replace(root *os.Root, name string, data []byte) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &report.Failure{Problem: report.Problem{
			Level: report.Error, Rule: "verwijzing", File: name, Text: "dit is een verwijzing naar een ander bestand",
			Hint: "Verander het bestand waar ze heen leidt.",
		}}
	}
	next := temporary(name)
	if err := write(root, next, data, info.Mode().Perm()); err != nil {
		return err
	}
	if err := root.Rename(next, name); err != nil {
		return errors.Join(err, root.Remove(next))
	}
	return syncFolder(root, path.Dir(name))
}

// Create makes a file, in folders that it makes too. The error is fs.ErrExist where there is one already: that one
// stays as it is.
func Create(root *os.Root, name string, data []byte) error {
	if _, err := root.Lstat(name); err == nil {
		return &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	next := temporary(name)
	if err := write(root, next, data, 0o666); err != nil {
		return err
	}
	err := root.Link(next, name) // unlike a rename it takes no other file's place
	if err != nil && !errors.Is(err, fs.ErrExist) {
		err = root.Rename(next, name) // a file system without links
	} else {
		err = errors.Join(err, root.Remove(next))
	}
	if err != nil {
		return err
	}
	return syncFolder(root, path.Dir(name))
}

// write makes a file and waits until the disk has it.
func write(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, root.Remove(name))
	}
	return nil
}

// syncFolder has the disk keep what was renamed in a folder, where the system can do that.
func syncFolder(root *os.Root, name string) error {
	f, err := root.Open(name)
	if err != nil {
		return err
	}
	_ = f.Sync() // Windows has none of it
	return f.Close()
}
