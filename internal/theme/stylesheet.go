package theme

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"drukpers/internal/report"
)

// stylesheets joins every stylesheet of a theme with those it imports, and gives the files it names their fingerprints.
// A stylesheet that is imported is no asset of its own.
func (t *Theme) stylesheets(files map[string][]byte) (map[string][]byte, report.List) {
	j := &joiner{theme: t, files: files, imported: map[string]bool{}}
	joined := map[string][]byte{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if asset, ok := strings.CutPrefix(name, assetsDir+"/"); ok && path.Ext(name) == ".css" {
			joined[asset] = j.join(asset, nil)
		}
	}
	for asset := range j.imported {
		delete(joined, asset)
	}
	j.problems.Sort()
	return joined, j.problems
}

// joiner joins the stylesheets of a theme.
type joiner struct {
	theme    *Theme
	files    map[string][]byte
	imported map[string]bool
	problems report.List
}

// sheet is a stylesheet that is being read, token by token (CSS Syntax Module Level 3).
type sheet struct {
	name  string   // below assets/
	above []string // the stylesheets that import it
	lexer *css.Lexer
	line  int
	out   bytes.Buffer
}

func (s *sheet) next() (css.TokenType, []byte) {
	kind, data := s.lexer.Next()
	s.line += bytes.Count(data, []byte("\n"))
	return kind, data
}

func (j *joiner) join(name string, above []string) []byte {
	s := &sheet{name: name, above: append(slices.Clone(above), name), line: 1}
	s.lexer = css.NewLexer(parse.NewInputBytes(bytes.Clone(j.files[path.Join(assetsDir, name)])))
	for {
		kind, data := s.next()
		switch {
		case kind == css.ErrorToken:
			s.out.Write(data)
			return s.out.Bytes()
		case kind == css.AtKeywordToken && strings.EqualFold(string(data), "@import"):
			j.importRule(s, data)
		case kind == css.URLToken:
			s.out.WriteString(j.reference(s, data))
		default:
			s.out.Write(data)
		}
	}
}

// importRule puts a stylesheet of the theme in the place of the rule that imports it; a rule for another site stays.
func (j *joiner) importRule(s *sheet, keyword []byte) {
	line, rule := s.line, bytes.Clone(keyword)
	target, found := "", false
	var conditions []string
	for {
		kind, data := s.next()
		rule = append(rule, data...)
		switch kind {
		case css.ErrorToken, css.SemicolonToken:
			if !found || isElsewhere(target) {
				s.out.Write(rule)
				return
			}
			j.imports(s, line, target, strings.TrimSpace(strings.Join(conditions, "")))
			return
		case css.CommentToken:
		case css.StringToken, css.URLToken:
			if !found {
				target, found = addressOf(data), true
				continue
			}
			conditions = append(conditions, string(data))
		default:
			conditions = append(conditions, string(data))
		}
	}
}

func (j *joiner) imports(s *sheet, line int, target, conditions string) {
	other := path.Join(path.Dir(s.name), target)
	if j.files[path.Join(assetsDir, other)] == nil || slices.Contains(s.above, other) {
		j.wrong(s, line, fmt.Sprintf("het stijlblad “%s” is er niet, of haalt zichzelf op", target))
		return
	}
	j.imported[other] = true
	before, after := wrapping(conditions)
	s.out.WriteString(before)
	s.out.Write(j.join(other, s.above))
	s.out.WriteString(after)
}

// wrapping is what stands around an imported stylesheet with conditions: layer, supports() and media queries, in that
// order (CSS Cascading and Inheritance Level 5, 2).
func wrapping(conditions string) (before, after string) {
	wrap := func(rule, condition string) {
		before, after = before+rule+" "+condition+" {\n", after+"\n}"
	}
	if rest, ok := strings.CutPrefix(conditions, "layer"); ok {
		name, media := "", rest
		if strings.HasPrefix(rest, "(") {
			name, media, _ = strings.Cut(rest[1:], ")")
		}
		wrap("@layer", name)
		conditions = strings.TrimSpace(media)
	}
	if rest, ok := strings.CutPrefix(conditions, "supports("); ok {
		depth, end := 1, 0
		for end < len(rest) && depth > 0 {
			depth += strings.Count(rest[end:end+1], "(") - strings.Count(rest[end:end+1], ")")
			end++
		}
		wrap("@supports", "("+rest[:end])
		conditions = strings.TrimSpace(rest[end:])
	}
	if conditions != "" {
		wrap("@media", conditions)
	}
	return before, after
}

// reference gives a url(…) of a stylesheet the fingerprint of the file that it names.
func (j *joiner) reference(s *sheet, token []byte) string {
	address := addressOf(token)
	if isElsewhere(address) {
		return string(token)
	}
	end := len(address)
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		end = i
	}
	link := j.theme.assetURL[path.Join(path.Dir(s.name), address[:end])]
	if link == "" {
		j.wrong(s, s.line, fmt.Sprintf("het bestand “%s” is er niet", address[:end]))
	}
	return fmt.Sprintf("url(%q)", link+address[end:])
}

func (j *joiner) wrong(s *sheet, line int, text string) {
	j.problems.Add(report.Problem{
		Level: report.Error, Rule: "bestand-van-thema", File: path.Join(j.theme.dir, assetsDir, s.name),
		Pos: report.Pos{Line: line, Col: 1}, Text: text, Hint: "Noem een bestand uit de map assets/ van het thema.",
	})
}

// addressOf is the address in a string or in url(…).
func addressOf(token []byte) string {
	text := string(token)
	if len(text) > 4 && strings.EqualFold(text[:4], "url(") {
		text = strings.TrimSpace(strings.TrimSuffix(text[4:], ")"))
	}
	if len(text) > 1 && (text[0] == '"' || text[0] == '\'') && text[len(text)-1] == text[0] {
		text = text[1 : len(text)-1]
	}
	return text
}

// isElsewhere reports whether an address is of no file of the theme: of another site, from the site's root, data, or a
// part of the same document.
func isElsewhere(address string) bool {
	i := strings.IndexAny(address, ":/?#")
	return address == "" || i == 0 || i > 0 && address[i] == ':'
}
