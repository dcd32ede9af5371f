package typography

import "strings"

// Style is how a language sets quotes. What opens and closes is of single quotes first, then of double ones.
type Style struct {
	open, close      [2]string
	openers, closers string   // characters that are quotes already
	contractions     []string // words with an apostrophe in front
}

// curly are the quotes of Dutch, English and most other languages of western Europe that have no own.
func curly(contractions ...string) *Style {
	return &Style{[2]string{"‘", "“"}, [2]string{"’", "”"}, "‘‚“„", "’”", contractions}
}

func low(single, double string) *Style {
	return &Style{[2]string{"‚", "„"}, [2]string{single, double}, "‚„", "‘’“”", nil}
}

func angled(space string) *Style {
	return &Style{[2]string{"‹" + space, "«" + space}, [2]string{space + "›", space + "»"}, "‘‚“„", "’”", nil}
}

// styles follow the quotation marks of CLDR (https://cldr.unicode.org), by language or by language and country. The
// spaces of French do not break.
var styles = map[string]*Style{
	"nl":    curly("t", "s", "n", "k", "m", "r", "ns", "ie", "em", "tje", "tjes"),
	"en":    curly("tis", "twas", "twere", "til", "em", "cause", "bout", "n", "round"),
	"de":    low("‘", "“"),
	"de-CH": angled(""),
	"pl":    low("’", "”"),
	"fr":    angled("\u00a0"),
	"fr-CH": angled(""),
	"it":    angled(""),
	"es":    angled(""),
	"pt":    curly(),
}

// Of is the style of a language (BCP 47): of its country, else of the language, else with curly quotes.
func Of(language string) *Style {
	base, _, _ := strings.Cut(language, "-")
	for _, tag := range []string{language, base, "pt"} {
		if style := styles[tag]; style != nil {
			return style
		}
	}
	return nil // pt is there
}
