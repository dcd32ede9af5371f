package frontmatter

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"drukpers/internal/report"
)

// maxNodes bounds what aliases can unfold to (a "billion laughs" file).
const maxNodes = 100_000

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
	budget := maxNodes
	n, err := fromYAML(&doc, &budget)
	if err != nil {
		return nil, err
	}
	if n.Kind == NullNode {
		n.Kind = MapNode
	}
	return n, nil
}

func fromYAML(y *yaml.Node, budget *int) (*Node, error) {
	if *budget--; *budget < 0 {
		return nil, &syntaxError{
			report.Pos{Line: y.Line, Col: y.Column},
			"deze YAML ontvouwt zich tot te veel waarden",
			"schrijf de waarden uit, zonder verwijzingen (*naam)",
		}
	}
	n := &Node{Text: y.Value, Pos: report.Pos{Line: y.Line, Col: y.Column}}
	switch y.Kind {
	case yaml.DocumentNode:
		if len(y.Content) == 0 {
			return n, nil
		}
		return fromYAML(y.Content[0], budget)
	case yaml.AliasNode:
		return fromYAML(y.Alias, budget)
	case yaml.SequenceNode:
		n.Kind = ListNode
		for _, item := range y.Content {
			child, err := fromYAML(item, budget)
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, child)
		}
	case yaml.MappingNode:
		n.Kind = MapNode
		for i := 0; i+1 < len(y.Content); i += 2 {
			key, value := y.Content[i], y.Content[i+1]
			child, err := fromYAML(value, budget)
			if err != nil {
				return nil, err
			}
			n.Keys = append(n.Keys, &Node{Kind: stringNode, Text: key.Value, Pos: report.Pos{Line: key.Line, Col: key.Column}})
			n.Items = append(n.Items, child)
		}
	default:
		n.Kind = yamlScalar(y)
	}
	return n, nil
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

// yamlMessages tells editors in Dutch what the YAML library means; the first part that matches counts.
var yamlMessages = []struct{ match, text, hint string }{
	{
		"mapping values are not allowed", "er staat een dubbele punt op een plek waar dat niet kan",
		"zet de hele waarde tussen aanhalingstekens, of haal de spaties voor de sleutel weg",
	},
	{
		"cannot start any token", "deze regel begint met een teken dat hier niet kan",
		"gebruik spaties in plaats van tabs, en zet een waarde met @, ` of % tussen aanhalingstekens",
	},
	{"tab character", "er staat een tab in het inspringen", "spring in met spaties"},
	{
		"unexpected end of stream", "een aanhalingsteken of haakje wordt nergens gesloten",
		"zet het sluitende aanhalingsteken of haakje erbij",
	},
	{
		"did not find expected ',' or ']'", "in deze lijst ontbreekt een komma of ]",
		"zet een komma tussen de waarden en een ] aan het eind",
	},
	{
		"did not find expected ',' or '}'", "hier ontbreekt een komma of }",
		"zet een komma tussen de waarden en een } aan het eind",
	},
	{
		"did not find expected key", "hier had een nieuwe sleutel moeten staan",
		"controleer de aanhalingstekens en het inspringen van deze regel en de regel erboven",
	},
	{
		"did not find expected '-' indicator", "dit onderdeel van de lijst begint niet met een streepje",
		"begin elk onderdeel met “- ”, even ver ingesprongen",
	},
	{"could not find expected ':'", "achter deze sleutel ontbreekt een dubbele punt", "schrijf “sleutel: waarde”"},
	{
		"expected <document start>", "deze regel is minder ver ingesprongen dan de regels erboven",
		"laat alle sleutels vooraan de regel beginnen",
	},
	{"found multiple", "er staat meer dan één document in dit bestand", "haal de tweede regel --- weg"},
	{
		"unknown escape", "een \\ in een tekst tussen dubbele aanhalingstekens heeft een bijzondere betekenis",
		"gebruik enkele aanhalingstekens of schrijf \\\\",
	},
	{"unknown anchor", "deze verwijzing (*naam) bestaat niet", "zet een waarde die met * begint tussen aanhalingstekens"},
	{"control characters", "er staat een onzichtbaar stuurteken in", "verwijder het teken of typ de regel opnieuw"},
}

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
			break
		}
	}
	return out
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
