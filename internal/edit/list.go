package edit

import (
	"bytes"
	"slices"
	"strings"

	"drukpers/internal/frontmatter"
)

// Append puts a text behind the others of a list. A key that is not there, or has no value, becomes a list of one, and
// a single text a list of two.
func (h *Head) Append(text string, names ...string) (*Head, error) {
	h, err := h.listed(names...)
	if err != nil {
		return nil, err
	}
	key, value := h.find(names...)
	if key == nil {
		return h.add(names[0], "["+Text(text).in(h.format, "")+"]")
	}
	from, to, ok := h.span(key, value)
	if !ok {
		return nil, h.refuse(key)
	}
	written := string(h.Data[from:to])
	n := len(value.Items)
	want := append(value.Texts(), text)
	switch {
	case value.Kind.Scalar() && strings.TrimSpace(value.Text) != "":
		return h.spliceList(want, key, from, to, "["+written+", "+Text(text).in(h.format, written)+"]")
	case n == 0:
		before := ""
		if from == to {
			before = " "
		}
		return h.spliceList(want, key, from, to, before+"["+Text(text).in(h.format, "")+"]")
	}
	last := h.offset(value.Items[n-1])
	end, ok := h.endOf(value.Items[n-1], last, written[0] == '[')
	if !ok {
		return nil, h.refuse(key)
	}
	item := Text(text).in(h.format, string(h.Data[last:end]))
	before := string(h.Data[lineStart(h.Data, last):last])
	switch mark := strings.TrimSpace(before); {
	case written[0] == '[' && n > 1:
		previous := h.offset(value.Items[n-2])
		between, ok := h.endOf(value.Items[n-2], previous, true)
		if !ok || between > last {
			return nil, h.refuse(key)
		}
		return h.spliceList(want, key, end, end, string(h.Data[between:last])+item)
	case written[0] == '[':
		return h.spliceList(want, key, end, end, ", "+item)
	case mark == "-":
		return h.spliceList(want, key, end, end, h.newline()+before+item)
	}
	return nil, h.refuse(key)
}

// Rename gives the items of a list that match another text. An item that would then say what a twin of that text in the
// list says already goes away. It reports whether there were any.
func (h *Head) Rename(
	match, twin func(text string) bool, to string, names ...string,
) (next *Head, found bool, err error) {
	other := func(text string) bool { return text != to && match(text) }
	next = h
	for {
		key, value := next.find(names...)
		if key == nil || !slices.ContainsFunc(value.Texts(), other) {
			return next, found, nil
		}
		found = true
		if next, err = next.listed(names...); err != nil {
			return nil, true, err
		}
		key, value = next.find(names...)
		items := value.Items
		if value.Kind.Scalar() {
			items = []*frontmatter.Node{value}
		}
		i := slices.IndexFunc(items, func(n *frontmatter.Node) bool { return other(n.Text) })
		if i < 0 {
			return nil, true, next.refuse(key)
		}
		rest := slices.Delete(slices.Clone(items), i, i+1)
		if slices.ContainsFunc(rest, func(n *frontmatter.Node) bool { return n.Text == to || twin(n.Text) }) {
			next, err = next.drop(key, value, i)
		} else {
			next, err = next.replace(key, value, i, to)
		}
		if err != nil {
			return nil, true, err
		}
	}
}

// Remove takes a text out of a list, where it is in it.
func (h *Head) Remove(text string, names ...string) (*Head, error) {
	key, value := h.find(names...)
	if key == nil || !slices.Contains(value.Texts(), text) {
		return h, nil
	}
	h, err := h.listed(names...)
	if err != nil {
		return nil, err
	}
	key, value = h.find(names...)
	i := slices.IndexFunc(value.Items, func(n *frontmatter.Node) bool { return n.Text == text })
	if len(value.Items) > 1 {
		return h.drop(key, value, i)
	}
	from, to, ok := h.span(key, value)
	if !ok {
		return nil, h.refuse(key)
	}
	if written := string(h.Data[from:to]); strings.HasPrefix(written, "-") { // the lines of a list
		from, _ = h.behindKey(h.offset(key))
		return h.spliceList(nil, key, from, to, " []")
	}
	return h.spliceList(nil, key, from, to, "[]")
}

// replace gives item i of a list another text.
func (h *Head) replace(key, value *frontmatter.Node, i int, text string) (*Head, error) {
	var from, to int
	var ok bool
	if value.Kind.Scalar() {
		from, to, ok = h.span(key, value)
	} else {
		from = h.offset(value.Items[i])
		to, ok = h.endOf(value.Items[i], from, h.inBrackets(value))
		ok = ok && from > h.offset(key)
	}
	if !ok {
		return nil, h.refuse(key)
	}
	want := value.Texts()
	want[i] = text
	return h.spliceList(want, key, from, to, Text(text).in(h.format, string(h.Data[from:to])))
}

// drop takes item i out of a list of more: with the comma beside it, or its line.
func (h *Head) drop(key, value *frontmatter.Node, i int) (*Head, error) {
	from := h.offset(value.Items[i])
	to, ok := h.endOf(value.Items[i], from, h.inBrackets(value))
	switch {
	case !ok || from <= h.offset(key):
		return nil, h.refuse(key)
	case !h.inBrackets(value):
		from = lineStart(h.Data, from)
		end := bytes.IndexByte(h.Data[to:], '\n')
		if end < 0 {
			return nil, h.refuse(key)
		}
		to += end + 1
	case i > 0:
		if from, ok = h.endOf(value.Items[i-1], h.offset(value.Items[i-1]), true); !ok {
			return nil, h.refuse(key)
		}
	default:
		to = h.offset(value.Items[1])
	}
	return h.spliceList(slices.Delete(value.Texts(), i, i+1), key, from, to, "")
}

// spliceList is splice for a list, which has to read as what is wanted then.
func (h *Head) spliceList(want []string, key *frontmatter.Node, from, to int, text string) (*Head, error) {
	next, err := h.splice(key, from, to, text)
	if err == nil && !slices.Equal(next.Root.Get(key.Text).Texts(), want) {
		return nil, h.refuse(key)
	}
	return next, err
}

// listed writes a text with commas as the list that it is read as.
func (h *Head) listed(names ...string) (*Head, error) {
	key, value := h.find(names...)
	if key == nil || !value.Kind.Scalar() || len(value.Texts()) == 0 || value.Texts()[0] == value.Text {
		return h, nil
	}
	from, to, ok := h.span(key, value)
	if !ok {
		return nil, h.refuse(key)
	}
	written := string(h.Data[from:to])
	var items []string
	for _, text := range value.Texts() {
		items = append(items, Text(text).in(h.format, written))
	}
	return h.spliceList(value.Texts(), key, from, to, "["+strings.Join(items, ", ")+"]")
}

// inBrackets reports whether a list is written as [a, b].
func (h *Head) inBrackets(list *frontmatter.Node) bool {
	return h.format != yamlFormat || h.Data[h.offset(list)] == '['
}

// SetIn gives a key in groups of site.yaml a text: SetIn("ai", "taxonomies", "tags", "synonyms", "KI"). Groups that are
// not there are made; a key that is there is refused.
func (h *Head) SetIn(text string, path ...string) (*Head, error) {
	group := h.Root
	var key *frontmatter.Node
	depth := 0
	for ; depth < len(path)-1; depth++ {
		i := slices.IndexFunc(group.Keys, func(k *frontmatter.Node) bool { return k.Text == path[depth] })
		if i < 0 || group.Items[i].Kind != frontmatter.MapNode || len(group.Items[i].Keys) == 0 {
			if i >= 0 { // it is there and empty
				return nil, h.refuse(group.Keys[i])
			}
			break
		}
		key, group = group.Keys[i], group.Items[i]
	}
	last := Text(path[len(path)-1]).in(yamlFormat, "") + ": " + Text(text).in(yamlFormat, "")
	top := &frontmatter.Node{Text: path[0], Pos: h.Root.Pos}
	if key == nil {
		return h.spliceIn(top, h.end, h.lines(path, last, "", 0), path, text)
	}
	at := h.offset(group.Keys[0])
	if open := h.offset(group); h.Data[open] == '{' {
		inside := last + ", "
		for i := len(path) - 2; i >= depth; i-- {
			inside = path[i] + ": {" + strings.TrimSuffix(inside, ", ") + "}, "
		}
		return h.spliceIn(top, at, inside, path, text)
	}
	start := lineStart(h.Data, at)
	indent := string(h.Data[start:at])
	if strings.TrimSpace(indent) != "" {
		return nil, h.refuse(key)
	}
	return h.spliceIn(top, start, h.lines(path[depth:], last, indent, 0), path, text)
}

// lines are those of groups in each other, with a last line in the innermost.
func (h *Head) lines(groups []string, last, indent string, from int) string {
	var b strings.Builder
	if len(h.Data) > 0 && indent == "" && h.Data[len(h.Data)-1] != '\n' {
		b.WriteString(h.newline())
	}
	for _, group := range groups[from : len(groups)-1] {
		b.WriteString(indent + group + ":" + h.newline())
		indent += "  "
	}
	b.WriteString(indent + last + h.newline())
	return b.String()
}

// spliceIn is splice for a key in groups: all else in them has to stay too.
func (h *Head) spliceIn(top *frontmatter.Node, at int, inserted string, path []string, text string) (*Head, error) {
	next, err := h.splice(top, at, at, inserted)
	if err != nil {
		return nil, err
	}
	before, after := h.Root, next.Root
	for _, name := range path[:len(path)-1] {
		if before != nil {
			before = before.Get(name)
		}
		after = after.Get(name)
		if after == nil {
			return nil, h.refuse(top)
		}
	}
	value := after.Get(path[len(path)-1])
	if value == nil || value.Text != text || before != nil && !sameBut(before, after, path[len(path)-1]) {
		return nil, h.refuse(top)
	}
	return next, nil
}
