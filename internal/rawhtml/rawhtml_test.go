package rawhtml

import (
	"strings"
	"testing"
)

// What becomes of HTML, apart from markdown; internal/markdown/testdata/rawhtml has it in texts.
func TestSettle(t *testing.T) {
	for _, tt := range []struct{ name, text, want, told string }{
		{"words", "<klant> en <b>vet</b>", "&lt;klant&gt; en <b>vet</b>", ""},
		{"words in a tag", "<b en c>", "&lt;b en c&gt;", ""},
		{"a flag is no word", "<details open></details>", "<details open></details>", ""},
		{"left open", "<div><b>x</div>", "<div><b>x</b></div>", "html-open"},
		{"left open twice", "<div><i>", "<div><i></i></div>", "html-open html-open"},
		{"closes nothing", "x</div>", "x", "html"},
		{"ends that may be left out", "<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>", ""},
		{"raw text that is not whole", "<title>x<b>y</b>", "&lt;title&gt;x<b>y</b>", "html"},
		{"raw text that is", "<script>a<b</script>x", "&lt;script&gt;a&lt;b&lt;/script&gt;x", "html"},
		{"form", "<form><input>x</form>y", "y", "html"},
		{"form left open", "<form>x", "", "html"},
		{"foreign", "a<svg><path d='x'/><g>x</g></svg>b", "ab", "html"},
		{"comment left open", "<div><!-- x</div>", "<div></div>", "open-commentaar html-open"},
		{"no comment", "<!x> <?y?>", "&lt;!x&gt; &lt;?y?&gt;", ""},
		{"cut off", `<div class="x`, "&lt;div class=&#34;x", ""},
		{"self-closing", "<div/>x", "<div/></div>x", ""},
		{"frame", `<iframe src="//youtube.com/embed/abcdefg"></iframe>`, `<iframe class="embed" ` +
			`src="https://www.youtube-nocookie.com/embed/abcdefg" title="youtube-nocookie.com" ` +
			`loading="lazy" allowfullscreen></iframe>`, ""},
		{"another's frame", `<iframe src="//a.nl/"></iframe>`, `&lt;iframe src=&#34;//a.nl/&#34;&gt;&lt;/iframe&gt;`, "html"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			at := func(i int) int { return i }
			settled := New(Options{Embeds: DefaultEmbeds}).Settle([]Part{{[]byte(tt.text), at}}, false)
			if got := string(settled.Parts[0].HTML); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			var rules []string
			for _, p := range settled.Problems {
				rules = append(rules, p.Rule)
			}
			if got := strings.Join(rules, " "); got != tt.told {
				t.Errorf("told %q, want %q", got, tt.told)
			}
		})
	}
}

func TestFilm(t *testing.T) {
	const frame = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
	for address, want := range map[string]string{
		"https://www.youtube.com/watch?v=dQw4w9WgXcQ":         frame,
		"https://m.youtube.com/watch?app=x&v=dQw4w9WgXcQ&t=3": frame,
		"http://youtu.be/dQw4w9WgXcQ":                         frame,
		"https://youtube.com/shorts/dQw4w9WgXcQ":              frame,
		"https://www.youtube.com/live/dQw4w9WgXcQ?x=1":        frame,
		"https://vimeo.com/123456789":                         "https://player.vimeo.com/video/123456789",
		"https://www.youtube.com/@kanaal":                     "",
		"https://www.youtube.com/watch?v=%22onload":           "",
		"https://vimeo.com/over-ons":                          "",
		"https://kwaad.nl/watch?v=dQw4w9WgXcQ":                "",
		"https://youtube.com.kwaad.nl/watch?v=dQw4w9WgXcQ":    "",
		"geen adres": "",
	} {
		t.Run(address, func(t *testing.T) {
			if got, _ := New(Options{Embeds: DefaultEmbeds}).Film(address); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if got, _ := New(Options{}).Film(address); got != "" {
				t.Errorf("got %q where no host may be embedded", got)
			}
		})
	}
}
