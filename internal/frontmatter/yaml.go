package frontmatter

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"drukpers/internal/report"
)

// parseYAML reads one YAML document. An empty document is an empty mapping.
func parseYAML(data []byte) (*Node, error) {
	data = onlyNewlines(data)
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		if strings.Contains(err.Error(), "no documents in stream") { // empty, or comments only
			return &Node{Kind: MapNode, Pos: report.Pos{Line: 1, Col: 1}}, nil
		}
		return nil, yamlSyntaxError(data, err)
	}
	y := yamlReader{data: data, budget: maxNodes}
	n, err := y.node(&doc)
	if err != nil {
		return nil, err
	}
	if n.Kind == NullNode {
		n.Kind = MapNode
	}
	return n, nil
}

type yamlReader struct {
	data   []byte
	budget int // of nodes
}

func (r *yamlReader) node(y *yaml.Node) (*Node, error) {
	if r.budget--; r.budget < 0 {
		return nil, tooManyNodes(report.Pos{Line: y.Line, Col: y.Column})
	}
	n := &Node{Text: y.Value, Pos: report.Pos{Line: y.Line, Col: y.Column}}
	switch y.Kind {
	case yaml.DocumentNode:
		if len(y.Content) == 0 {
			return n, nil
		}
		return r.node(y.Content[0])
	case yaml.AliasNode:
		return r.node(y.Alias)
	case yaml.SequenceNode:
		n.Kind = ListNode
		for _, item := range y.Content {
			child, err := r.node(item)
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, child)
		}
	case yaml.MappingNode:
		n.Kind = MapNode
		for i := 0; i+1 < len(y.Content); i += 2 {
			key, value := y.Content[i], y.Content[i+1]
			child, err := r.node(value)
			if err != nil {
				return nil, err
			}
			if child.Kind == NullNode && !strings.HasPrefix(key.LineComment, "# ") { // “title: #AI”
				child.Comment = key.LineComment
			}
			n.Keys = append(n.Keys, &Node{Kind: stringNode, Text: key.Value, Pos: report.Pos{Line: key.Line, Col: key.Column}})
			n.Items = append(n.Items, child)
		}
	default:
		r.scalar(n, y)
	}
	return n, nil
}

// scalar fills in a scalar. A tag of the file's own and an anchor that nothing refers to are the first word of a text
// without quotes: “!Wow”, “&co”.
func (r *yamlReader) scalar(n *Node, y *yaml.Node) {
	n.Kind = yamlScalar(y)
	if y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return
	}
	word := ""
	switch {
	case strings.HasPrefix(y.Tag, "!") && !strings.HasPrefix(y.Tag, "!!"):
		word = y.Tag
	case y.Anchor != "" && !bytes.Contains(r.data, []byte("*"+y.Anchor)):
		word = "&" + y.Anchor
	}
	if word != "" {
		n.Kind, n.Text = stringNode, strings.TrimSpace(word+" "+n.Text)
	}
	if n.Kind == stringNode {
		n.Comment = y.LineComment
	}
}

// warnOfComments tells of texts that YAML ends at a “ #”. Behind a number, a date or a quote it is meant as a comment.
func (d *Decoder) warnOfComments(n *Node) {
	for i, item := range n.Items {
		if item.Comment != "" {
			whole := quoted(strings.TrimSpace(item.Text + " " + item.Comment))
			if n.Kind == MapNode {
				whole = n.Keys[i].Text + ": " + whole
			}
			d.WarnOnce("afgekapt", item.Comment, item.Pos,
				fmt.Sprintf("“%s” valt weg: wat na “ #” staat, is in YAML een opmerking", item.Comment),
				"Hoort het bij de tekst, zet die dan tussen aanhalingstekens: "+whole+". Is het een opmerking, geef haar een "+
					"eigen regel.")
		}
		d.warnOfComments(item)
	}
}

// quoted is a text as YAML takes it whole.
func quoted(text string) string {
	if strings.ContainsAny(text, `"\`) {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return `"` + text + `"`
}

func yamlScalar(y *yaml.Node) NodeKind {
	switch y.ShortTag() {
	case "!!null":
		return NullNode
	case "!!bool":
		return boolNode
	case "!!int":
		return intNode
	case "!!float":
		return floatNode
	case "!!timestamp":
		return timeNode
	}
	return stringNode
}

// yamlMessages tells editors in Dutch what the YAML library means; the first part that matches counts. A message that
// may be about a text without quotes has what such a text begins with or has in it; the hint is then that text, quoted.
var yamlMessages = []struct{ match, text, hint, start, inside string }{
	{
		match: "mapping values are not allowed", text: "er staat een dubbele punt op een plek waar dat niet kan",
		hint: "zet de hele waarde tussen aanhalingstekens, of haal de spaties voor de sleutel weg", inside: ": ",
	},
	{
		match: "cannot start any token", text: "hier staat een teken waar niets mee kan beginnen",
		hint:  "gebruik spaties in plaats van tabs, en zet een waarde met @, ` of % tussen aanhalingstekens",
		start: "@`%",
	},
	{match: "tab character", text: "er staat een tab in het inspringen", hint: "spring in met spaties"},
	{
		match: "unexpected end of stream", text: "een aanhalingsteken of haakje wordt nergens gesloten",
		hint: "zet het sluitende aanhalingsteken of haakje erbij", start: "'",
	},
	{
		match: "did not find expected ',' or ']'", text: "in deze lijst ontbreekt een komma of ]",
		hint: "zet een komma tussen de waarden en een ] aan het eind",
	},
	{
		match: "did not find expected ',' or '}'", text: "hier ontbreekt een komma of }",
		hint: "zet een komma tussen de waarden en een } aan het eind",
	},
	{
		match: "did not find expected key", text: "hier had een nieuwe sleutel moeten staan",
		hint:  "controleer de aanhalingstekens en het inspringen van deze regel en de regel erboven",
		start: "\"'[{",
	},
	{
		match: "did not find expected '-' indicator", text: "dit onderdeel van de lijst begint niet met een streepje",
		hint: "begin elk onderdeel met “- ”, even ver ingesprongen",
	},
	{
		match: "could not find expected ':'", text: "achter deze sleutel ontbreekt een dubbele punt",
		hint: "schrijf “sleutel: waarde”",
	},
	{
		match: "expected <document start>", text: "deze regel is minder ver ingesprongen dan de regels erboven",
		hint: "laat alle sleutels vooraan de regel beginnen",
	},
	{
		match: "found multiple", text: "er staat meer dan één document in dit bestand",
		hint: "haal de tweede regel --- weg",
	},
	{
		match: "unknown escape", text: "een \\ in een tekst tussen dubbele aanhalingstekens heeft een bijzondere betekenis",
		hint: "gebruik enkele aanhalingstekens of schrijf \\\\",
	},
	{
		match: "unknown anchor", text: "deze verwijzing (*naam) bestaat niet",
		hint: "zet een waarde die met * begint tussen aanhalingstekens", start: "*",
	},
	{
		match: "control characters", text: "er staat een onzichtbaar stuurteken in",
		hint: "verwijder het teken of typ de regel opnieuw",
	},
	{match: "block sequence entries", text: meansSomething, hint: quoteIt, start: "-"},
	{match: "mapping keys are not allowed", text: meansSomething, hint: quoteIt, start: "?"},
	{match: "expected comment or line break", text: meansSomething, hint: quoteIt, start: "|>"},
	{match: "alphabetic or numeric character", text: meansSomething, hint: quoteIt, start: "&*"},
	{match: "did not find expected node content", text: "hier had een waarde moeten staan", hint: quoteIt, start: ",]}"},
}

const (
	meansSomething = "deze waarde begint met een teken dat in YAML iets anders betekent"
	quoteIt        = "zet de tekst tussen aanhalingstekens"
)

// keyAndText is a line of one key with a text.
var keyAndText = regexp.MustCompile(`^\s*(?:- +)?(\pL[\pL\d_-]*): +(\S.*?)\s*$`)

// unclosed are messages of which the context, where it began, says more than the place where the library gave up.
var unclosed = []string{"unexpected end of stream", "did not find expected ','", "could not find expected ':'"}

func yamlSyntaxError(data []byte, err error) *syntaxError {
	out := &syntaxError{
		pos:  report.Pos{Line: 1},
		text: fmt.Sprintf("dit is geen geldige YAML (%v)", err), hint: "schrijf elke regel als “sleutel: waarde”",
	}
	var load *yaml.LoadError
	message := err.Error()
	if errors.As(err, &load) {
		message = load.Message
		out.text = fmt.Sprintf("dit is geen geldige YAML (%s)", load.Message)
		mark := load.Mark
		if slices.ContainsFunc(unclosed, func(m string) bool { return strings.Contains(message, m) }) {
			mark = load.ContextMark
		}
		out.pos = report.Pos{Line: mark.Line, Col: mark.Column}
		if mark.Line == 0 { // the library does not say where a control character is
			out.pos = posAt(data, bytes.IndexFunc(data, isYAMLControl))
		}
	}
	for _, m := range yamlMessages {
		if strings.Contains(message, m.match) {
			out.text, out.hint = m.text, m.hint
			line := keyAndText.FindStringSubmatch(lineAt(data, out.pos.Line))
			if line != nil && (strings.ContainsAny(line[2][:1], m.start) ||
				m.inside != "" && strings.Contains(line[2], m.inside)) {
				out.hint = fmt.Sprintf("zet de hele tekst tussen aanhalingstekens: %s: %s", line[1], quoted(line[2]))
			}
			break
		}
	}
	return out
}

// lineAt is a line by its number, from 1.
func lineAt(data []byte, number int) string {
	for line := range bytes.Lines(data) {
		if number--; number == 0 {
			return string(line)
		}
	}
	return ""
}

func isYAMLControl(r rune) bool {
	return unicode.IsControl(r) && !strings.ContainsRune("\t\n\r\u0085", r)
}

// onlyNewlines replaces what ends a line for YAML alone, such as U+2028, by a space: lines count as in the other
// formats.
func onlyNewlines(data []byte) []byte {
	if !bytes.ContainsAny(data, "\r\u0085\u2028\u2029") {
		return data
	}
	return bytes.Map(func(r rune) rune {
		if strings.ContainsRune("\r\u0085\u2028\u2029", r) {
			return ' '
		}
		return r
	}, bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
}
