//go:build !linux

package disk

import (
	"errors"
	"os"
)

// readIn is not known here.
func readIn(*os.File, string) ([]byte, Stamp, error) { return nil, Stamp{}, errors.ErrUnsupported }

// Create makes a file, or empties it, and writes data to it.
func Create(name string, data []byte) (Stamp, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return Stamp{}, err
	}
	if _, err := f.Write(data); err != nil {
		return Stamp{}, errors.Join(err, f.Close())
	}
	info, err := f.Stat()
	if err = errors.Join(err, f.Close()); err != nil {
		return Stamp{}, err
	}
	return Stamp{info.Size(), info.ModTime()}, nil
}
