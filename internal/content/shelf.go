package content

import (
	"os"
	"sync/atomic"
)

// shelfFrom is the number of articles from which their texts are not kept in memory. Of 100,000 articles they would be
// two fifths of it, and the collector of garbage needs as much again.
const shelfFrom = 20_000

// shelf keeps texts in a file without a name, in the system's folder of temporary files: it goes when nobody has it open
// any more, however the program ends. What does not fit there stays in memory, as does all that a nil shelf keeps.
type shelf struct {
	file *os.File
	end  atomic.Int64
}

// newShelf is nil where the system has no such files.
func newShelf() *shelf {
	file, err := os.CreateTemp("", "drukpers-")
	if err != nil {
		return nil
	}
	if os.Remove(file.Name()) != nil { // Windows, while it is open
		_ = file.Close()
		_ = os.Remove(file.Name())
		return nil
	}
	return &shelf{file: file}
}

// kept is a text for later.
type kept struct {
	text  string // in memory, unless
	shelf *shelf
	at    int64
	size  int
}

func (s *shelf) keep(text []byte) kept {
	if s != nil {
		at := s.end.Add(int64(len(text))) - int64(len(text))
		if _, err := s.file.WriteAt(text, at); err == nil {
			return kept{shelf: s, at: at, size: len(text)}
		}
	}
	return kept{text: string(text)}
}

func (k kept) bytes() []byte {
	if k.shelf == nil {
		return []byte(k.text)
	}
	data := make([]byte, k.size)
	if _, err := k.shelf.file.ReadAt(data, k.at); err != nil {
		panic("content: reading back what was written to a temporary file: " + err.Error())
	}
	return data
}

func (k kept) String() string {
	if k.shelf == nil {
		return k.text
	}
	return string(k.bytes())
}
