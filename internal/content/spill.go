package content

import (
	"os"
	"sync/atomic"
)

// spillFrom is the number of articles from which their texts are not kept in memory. Of 100,000 articles they would be
// two fifths of it, and the garbage collector needs as much again.
const spillFrom = 20_000

// spillFile keeps texts in an unlinked temporary file: it goes when nobody has it open any more, however the program
// ends. What does not fit there stays in memory, as does all that a nil spillFile stores.
type spillFile struct {
	file *os.File
	end  atomic.Int64
}

// newSpillFile is nil where the system has no such files.
func newSpillFile() *spillFile {
	file, err := os.CreateTemp("", "drukpers-")
	if err != nil {
		return nil
	}
	if os.Remove(file.Name()) != nil { // Windows, while it is open
		_ = file.Close()
		_ = os.Remove(file.Name())
		return nil
	}
	return &spillFile{file: file}
}

// spilled is a text for later.
type spilled struct {
	text string // in memory, unless
	file *spillFile
	at   int64
	size int
}

func (s *spillFile) store(text string) spilled {
	if s != nil {
		at := s.end.Add(int64(len(text))) - int64(len(text))
		if _, err := s.file.WriteAt([]byte(text), at); err == nil {
			return spilled{file: s, at: at, size: len(text)}
		}
	}
	return spilled{text: text}
}

func (s spilled) String() string {
	if s.file == nil {
		return s.text
	}
	data := make([]byte, s.size)
	if _, err := s.file.file.ReadAt(data, s.at); err != nil {
		panic("content: reading back what was written to a temporary file: " + err.Error())
	}
	return string(data)
}
