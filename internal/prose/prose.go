// Package prose knows what readers read of an article as it was written: its running text, the words of it and how hard
// they read.
package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Of is a file of the same length in which all before start, blocks of code, comments, tags and addresses are spaces.
func Of(data string, start int) string {
	b := []byte(data)
	blank(b[:start])
	fence := ""
	for offset := start; offset < len(data); {
		end := len(data)
		if next := strings.IndexByte(data[offset:], '\n'); next >= 0 {
			end = offset + next + 1
		}
		line := strings.TrimLeft(data[offset:end], " >")
		switch mark := fenceOf(line); {
		case fence == "" && mark != "":
			fence = mark
			blank(b[offset:end])
		case fence != "":
			if strings.HasPrefix(mark, fence) && strings.Trim(line, "`~ \t\r\n") == "" {
				fence = ""
			}
			blank(b[offset:end])
		}
		offset = end
	}
	for at := start; at < len(b); {
		next := strings.IndexAny(data[at:], "`<]hw{")
		if next < 0 {
			break
		}
		at += next
		if b[at] == ' ' && data[at] != ' ' { // in a block of code
			at++
			continue
		}
		from, to := notProse(data, at)
		blank(b[from:to])
		at = max(to, at+1)
	}
	return string(b)
}

// notProse is what begins at a byte of a text that readers do not read: code, a comment, a tag, the address of a link.
// Nothing is from at to at.
func notProse(data string, at int) (from, to int) {
	rest := data[at:]
	until := func(end string, most int) int {
		if i := strings.Index(rest[1:min(len(rest), most)], end); i >= 0 {
			return at + 1 + i + len(end)
		}
		return at
	}
	line := len(rest)
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		line = i
	}
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return at, until("-->", len(rest))
	case rest[0] == '<' && len(rest) > 1 && (rest[1] == '/' || rest[1]|0x20 >= 'a' && rest[1]|0x20 <= 'z'):
		const longest = 2000 // bytes of a tag
		return at, until(">", longest)
	case rest[0] == '`':
		return at, at + codeSpan(rest)
	case strings.HasPrefix(rest, "]("): // the words of a link stay
		if end := strings.IndexByte(rest[:line], ')'); end >= 0 {
			if inner := strings.IndexByte(rest[2:end], '('); inner >= 0 {
				if more := strings.IndexByte(rest[end+1:line], ')'); more >= 0 {
					end += 1 + more
				}
			}
			return at + 1, at + end + 1
		}
	case strings.HasPrefix(rest, "http://"), strings.HasPrefix(rest, "https://"), strings.HasPrefix(rest, "www."):
		if end := strings.IndexAny(rest, " \t\r\n)>]\""); end >= 0 {
			return at, at + end
		}
		return at, len(data)
	case strings.HasPrefix(rest, "{{"):
		return at, until("}}", line)
	}
	return at, at
}

// codeSpan is the length of the code that begins a text with backticks (CommonMark, 6.1): it ends in as many, and
// in the same paragraph. Without an end it is that of the backticks.
func codeSpan(text string) int {
	marks := len(text) - len(strings.TrimLeft(text, "`"))
	paragraph := text
	if end := strings.Index(text, "\n\n"); end >= 0 {
		paragraph = text[:end]
	}
	for at := marks; ; {
		next := strings.IndexByte(paragraph[at:], '`')
		if next < 0 {
			return marks
		}
		at += next
		run := len(paragraph[at:]) - len(strings.TrimLeft(paragraph[at:], "`"))
		if at += run; run == marks {
			return at
		}
	}
}

// fenceOf is the mark that begins or ends a block of code (CommonMark, 4.5), or "".
func fenceOf(line string) string {
	for _, c := range []string{"`", "~"} {
		if rest := strings.TrimLeft(line, c); len(line)-len(rest) >= 3 {
			return line[:len(line)-len(rest)]
		}
	}
	return ""
}

func blank(b []byte) {
	for i := range b {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
}

// Words calls yield for each word of a text in lower case, letters and digits, with where it begins.
func Words(text string, yield func(word string, at int)) {
	from := -1
	upper := false
	for i, r := range text {
		switch {
		case r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'),
			r >= utf8.RuneSelf && unicode.IsLetter(r) && !unicode.IsUpper(r):
		case unicode.IsUpper(r):
			upper = true
		default:
			if from >= 0 {
				yield(lowered(text[from:i], upper), from)
			}
			from, upper = -1, false
			continue
		}
		if from < 0 {
			from = i
		}
	}
	if from >= 0 {
		yield(lowered(text[from:], upper), from)
	}
}

func lowered(word string, upper bool) string {
	if upper {
		return strings.ToLower(word)
	}
	return word
}
