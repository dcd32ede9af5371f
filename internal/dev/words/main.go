// Words makes the bit array of package spelling from a list of words, one a line, on standard input:
//
//	go run ./internal/dev/words < /usr/share/dict/dutch > internal/spelling/words.bin
//
// The list is that of Debian's package wdutch, which is OpenTaal's.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"drukpers/internal/spelling"
)

func main() {
	var words []string
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if spelling.Listed(lines.Text()) {
			words = append(words, lines.Text())
		}
	}
	_, err := os.Stdout.Write(spelling.Filter(words))
	if err = errors.Join(lines.Err(), err); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
