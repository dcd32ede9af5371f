package frontmatter

import (
	"fmt"
	"reflect"
	"strings"
)

// list takes a single value for a list of one, and a text with commas for a list of texts. Empty texts in a list of
// texts count as absent.
func (d *Decoder) list(n *Node, target reflect.Value) {
	items := n.Items
	if n.Kind != ListNode {
		items = []*Node{n}
	}
	if n.Kind == stringNode && target.Type().Elem().Kind() == reflect.String {
		items = d.commaList(n)
	}
	out := reflect.MakeSlice(target.Type(), 0, len(items))
	for _, item := range items {
		value := reflect.New(target.Type().Elem()).Elem()
		d.into(item, value)
		if value.Kind() == reflect.String && value.String() == "" {
			continue
		}
		out = reflect.Append(out, value)
	}
	target.Set(out)
}

// commaList takes a text apart at its commas, and tells of it.
func (d *Decoder) commaList(n *Node) []*Node {
	var items []*Node
	texts := n.Texts()
	for _, text := range texts {
		items = append(items, &Node{Kind: stringNode, Text: text, Pos: n.Pos})
	}
	switch {
	case len(items) > 1:
		d.WarnOnce("lijst-met-kommas", d.key, n.Pos,
			fmt.Sprintf("“%s” staat hier als één tekst; ik lees het als een lijst van %d", n.Text, len(items)),
			fmt.Sprintf("Schrijf een lijst tussen haken: %s: [%s].", d.key, strings.Join(texts, ", ")))
	case len(strings.Fields(n.Text)) >= manyWords:
		d.WarnOnce("een-waarde", d.key, n.Pos, fmt.Sprintf("“%s” is hier één waarde: spaties scheiden niets", n.Text),
			fmt.Sprintf("Zijn het er meer, schrijf dan %s: [een, twee].", d.key))
	}
	return items
}

// Texts are those of a list; of a single text those between its commas, as a list of texts is read. A single text
// without any letter has none.
func (n *Node) Texts() []string {
	var texts []string
	parts := []string{n.Text}
	switch {
	case n.Kind == stringNode:
		parts = splitAtCommas(n.Text)
	case !n.Kind.Scalar():
		for _, item := range n.Items {
			texts = append(texts, item.Text)
		}
		return texts
	}
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			texts = append(texts, part)
		}
	}
	return texts
}

// splitAtCommas leaves a comma alone between two digits (“1,5 miljard”) and in a path (“/a,b/, /c/”).
func splitAtCommas(text string) []string {
	var parts []string
	isPath := strings.HasPrefix(text, "/")
	start := 0
	for i := range len(text) {
		if text[i] != ',' {
			continue
		}
		rest := text[i+1:]
		digits := i > 0 && isDigit(text[i-1]) && rest != "" && isDigit(rest[0])
		if digits || isPath && !strings.HasPrefix(strings.TrimLeft(rest, " "), "/") {
			continue
		}
		parts, start = append(parts, text[start:i]), i+1
	}
	return append(parts, text[start:])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
