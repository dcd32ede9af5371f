package render

import (
	"html/template"
	"slices"
	"strings"
	"text/template/parse"
)

// A value of a template passes one to three escapers of html/template, each called by reflection with a list of values. An
// escaping does the same in one call with one value, for the texts and links that pages are full of; every other value it
// gives to html/template. A test holds that nothing else comes of it. The figure is in docs/performance.md.
type escaping struct {
	name          string
	chain         []string // of html/template's escapers
	before, after string   // a place where html/template puts that chain
	quick         func(v any) (escaped string, ok bool)
	other         *template.Template // of the place
}

const escaperPrefix = "_html_template_"

var escapings = []*escaping{
	{name: "_drukpers_text", chain: []string{"htmlescaper"}, before: "<p>", after: "</p>", quick: quickText},
	{name: "_drukpers_attribute", chain: []string{"attrescaper"}, before: `<p title="`, after: `">`, quick: quickAttribute},
	{name: "_drukpers_link", chain: []string{"urlfilter", "urlnormalizer", "attrescaper"}, before: `<a href="`, after: `">`, quick: quickLink},
}

func init() {
	for _, e := range escapings {
		e.other = template.Must(template.New("").Parse(e.before + "{{.}}" + e.after))
	}
}

// escapingFuncs are the functions that simplify puts into templates.
func escapingFuncs() template.FuncMap {
	funcs := template.FuncMap{}
	for _, e := range escapings {
		funcs[e.name] = e.escape
	}
	return funcs
}

func (e *escaping) escape(v any) string {
	if escaped, ok := e.quick(v); ok {
		return escaped
	}
	var b strings.Builder
	if err := e.other.Execute(&b, v); err != nil {
		panic("render: escaping a value: " + err.Error())
	}
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), e.before), e.after)
}

// specials is the table of html/template.
var specials = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

func quickText(v any) (string, bool) {
	if html, ok := v.(template.HTML); ok {
		return string(html), true
	}
	return quickAttribute(v)
}

func quickAttribute(v any) (string, bool) {
	text, ok := v.(string)
	return specials.Replace(text), ok
}

func quickLink(v any) (string, bool) {
	link, ok := v.(string)
	if !ok || !soundLink(link) {
		return "", false
	}
	return specials.Replace(link), true
}

var soundStarts = []string{"/", "https:", "http:", "mailto:"}

// soundLink reports whether html/template leaves a link as it is: its scheme, if any, may pass, and nothing in it is to be
// encoded.
func soundLink(link string) bool {
	if !slices.ContainsFunc(soundStarts, func(start string) bool { return strings.HasPrefix(link, start) }) {
		return false
	}
	for i := 0; i < len(link); i++ {
		if link[i] == '%' && i+2 < len(link) && inHex[link[i+1]] && inHex[link[i+2]] {
			continue
		}
		if !inLink[link[i]] {
			return false
		}
	}
	return true
}

const alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

var inLink, inHex = setOf(alphanumeric + "-._~!#$&*+,/:;=?@[]"), setOf("0123456789abcdefABCDEF")

func setOf(characters string) (set [256]bool) {
	for _, c := range []byte(characters) {
		set[c] = true
	}
	return set
}

// simplify puts an escaping in the place of its chain at the end of a pipeline.
func simplify(pipe *parse.PipeNode) {
	n := len(pipe.Cmds)
	for n > 0 && strings.HasPrefix(pipe.Cmds[n-1].String(), escaperPrefix) {
		n--
	}
	var chain []string
	for _, command := range pipe.Cmds[n:] {
		chain = append(chain, strings.TrimPrefix(command.String(), escaperPrefix))
	}
	for _, e := range escapings {
		if n > 0 && slices.Equal(chain, e.chain) {
			call := pipe.Cmds[n]
			call.Args = []parse.Node{parse.NewIdentifier(e.name).SetPos(call.Pos)}
			pipe.Cmds = pipe.Cmds[:n+1]
		}
	}
}
