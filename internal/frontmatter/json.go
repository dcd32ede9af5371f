package frontmatter

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"drukpers/internal/report"
)

// parseJSON reads one JSON value (RFC 8259) with the place of every key and value.
func parseJSON(data []byte) (*Node, error) {
	n, end, err := readJSON(data)
	if err == nil && len(bytes.TrimSpace(data[end:])) > 0 {
		return nil, textAfterJSON(data, end)
	}
	return n, err
}

// cutJSON reads the JSON object that data starts with; the body begins on the line after it.
func cutJSON(data []byte) (n *Node, body []byte, err error) {
	n, end, err := readJSON(data)
	if err != nil {
		return nil, nil, err
	}
	rest, body, _ := bytes.Cut(data[end:], []byte("\n"))
	if len(bytes.TrimSpace(rest)) > 0 {
		return nil, nil, textAfterJSON(data, end)
	}
	return n, body, nil
}

// readJSON tells where the value ends, too.
func readJSON(data []byte) (n *Node, end int, err error) {
	p := &jsonParser{cursor: cursor{data: data}, dec: json.NewDecoder(bytes.NewReader(data))}
	p.dec.UseNumber()
	if n, err = p.value(); err != nil {
		return nil, 0, p.syntaxError(err)
	}
	return n, int(p.dec.InputOffset()), nil
}

func textAfterJSON(data []byte, end int) *syntaxError {
	text := bytes.TrimLeft(data[end:], " \t\r\n")
	return &syntaxError{
		posAt(data, len(data)-len(text)), "na de laatste } staat nog tekst",
		"verwijder wat erachter staat",
	}
}

type jsonParser struct {
	cursor
	dec   *json.Decoder
	depth int
	nodes int
}

// maxDepth bounds how deep JSON may nest, and a dotted key of TOML; for the rest the libraries have bounds.
const maxDepth = 1000

// next is the place of the token the decoder reads next.
func (p *jsonParser) next() report.Pos {
	offset := int(p.dec.InputOffset())
	rest := p.data[offset:]
	return p.at(offset + len(rest) - len(bytes.TrimLeft(rest, " \t\r\n,:")))
}

func (p *jsonParser) value() (*Node, error) {
	n := &Node{Pos: p.next()}
	if p.nodes++; p.nodes > maxNodes {
		return nil, tooManyNodes(n.Pos)
	}
	token, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		return n, p.group(n, t)
	case string:
		n.Kind, n.Text = stringNode, t
	case bool:
		n.Kind, n.Text = boolNode, fmt.Sprint(t)
	case json.Number:
		n.Kind, n.Text = intNode, t.String()
		if strings.ContainsAny(n.Text, ".eE") {
			n.Kind = floatNode
		}
	}
	return n, nil
}

func (p *jsonParser) group(n *Node, open json.Delim) error {
	n.Kind = ListNode
	if open == '{' {
		n.Kind = MapNode
	}
	if p.depth++; p.depth > maxDepth {
		return &syntaxError{n.Pos, "deze JSON is te diep genest", "haal accolades of haken weg"}
	}
	defer func() { p.depth-- }()
	for p.dec.More() {
		if n.Kind == MapNode {
			key, err := p.value()
			if err != nil {
				return err
			}
			n.Keys = append(n.Keys, key)
		}
		item, err := p.value()
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
	}
	_, err := p.dec.Token()
	return err
}

func (p *jsonParser) syntaxError(err error) *syntaxError {
	var known *syntaxError
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return &syntaxError{
			p.at(len(p.data)), "een accolade, haak of aanhalingsteken wordt nergens gesloten",
			"zet het sluitende teken erbij",
		}
	}
	// The offset of a json.SyntaxError is of no use here: it leaves out what was read as tokens.
	return &syntaxError{
		p.next(), fmt.Sprintf("dit is geen geldige JSON (%v)", err),
		"zet sleutels en teksten tussen dubbele aanhalingstekens, een komma tussen de regels en geen komma na de laatste",
	}
}
