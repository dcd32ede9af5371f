package typography_test

import (
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"drukpers/internal/markdown"
	"drukpers/internal/typography"
)

var dutchPhrases = []struct{ phrase, want string }{
	// Quotations.
	{`'tandarts'`, `‘tandarts’`},
	{`de 'sociale media' van nu`, `de ‘sociale media’ van nu`},
	{`"Ja", zei hij`, `“Ja”, zei hij`},
	{`"'Ja', zei hij", vertelt ze`, `“‘Ja’, zei hij”, vertelt ze`},
	{`'zeg "ja" maar'`, `‘zeg “ja” maar’`},
	{`Zij zei: 'Hij riep "nee"'`, `Zij zei: ‘Hij riep “nee”’`},
	{`"Ik zag 'm"`, `“Ik zag ’m”`},
	{`"'t Gooi is mooi"`, `“’t Gooi is mooi”`},
	{`''t Gooi is mooi'`, `‘’t Gooi is mooi’`},
	{`'Wat is dit?' en 'Wie is dat?'`, `‘Wat is dit?’ en ‘Wie is dat?’`},
	{`(zoals 'slop') en ("meer")`, `(zoals ‘slop’) en (“meer”)`},
	{`'AI'/'ML' en "A"/"B"`, `‘AI’/‘ML’ en “A”/“B”`},
	{`AI-'nudifier'-systemen`, `AI-‘nudifier’-systemen`},
	{`het 'AI-'model werd 'groot'`, `het ‘AI-’model werd ‘groot’`},
	{`'pre-' en 'post-'`, `‘pre-’ en ‘post-’`},
	{`een "shop the look"-knop en AI-"slop"`, `een “shop the look”-knop en AI-“slop”`},
	{`het woord–'zo'–en—"zo"`, `het woord–‘zo’–en—“zo”`},
	{`zoek "[dienst] in [stad]".`, `zoek “[dienst] in [stad]”.`},
	{`stel 'wat is [vakterm]' en 'hoe'`, `stel ‘wat is [vakterm]’ en ‘hoe’`},
	{`de lijst "a","b","c"`, `de lijst “a”,“b”,“c”`},
	{`hij zei:"ja" en toen:'nee'`, `hij zei:“ja” en toen:‘nee’`},
	{`"Ja."Hij zei "nee".`, `“Ja.”Hij zei “nee”.`},
	{`" los " van tekst`, `“ los ” van tekst`},
	{`'.nl' of '.com'`, `‘.nl’ of ‘.com’`},
	{`via '+' of '/contact'`, `via ‘+’ of ‘/contact’`},
	{`'...en toen?'`, `‘…en toen?’`},
	{`een scherm van 27" en "groot"`, `een scherm van 27” en “groot”`},
	{`Xavier "X" Jernigan`, `Xavier “X” Jernigan`},
	{`"doemscenario's" over AI`, `“doemscenario’s” over AI`},
	{`'Flux (Group)', zei "hij (daar)".`, `‘Flux (Group)’, zei “hij (daar)”.`},
	{`‘al gekruld’ en “ook” 'nu'`, `‘al gekruld’ en “ook” ‘nu’`},
	{`"Een alinea zonder einde`, `“Een alinea zonder einde`},
	// Apostrophes inside and after words.
	{`foto's en video's van baby'tjes`, `foto’s en video’s van baby’tjes`},
	{`Hans' fiets en managers' mening`, `Hans’ fiets en managers’ mening`},
	{`AI's, sms'jes en zzp'ers`, `AI’s, sms’jes en zzp’ers`},
	{`zo'n, m'n en z'n`, `zo’n, m’n en z’n`},
	{`404's en A4'tjes`, `404’s en A4’tjes`},
	{`B.V.'s en C++'s`, `B.V.’s en C++’s`},
	{`"X"'s baas`, `“X”’s baas`},
	{`de 'digitale collega's' van nu`, `de ‘digitale collega’s’ van nu`},
	// Apostrophes before words.
	{`'s Morgens in 't Gooi`, `’s Morgens in ’t Gooi`},
	{`'s-Hertogenbosch en 's-Gravenhage`, `’s-Hertogenbosch en ’s-Gravenhage`},
	{`'S-GRAVENHAGE EN 'T GOOI`, `’S-GRAVENHAGE EN ’T GOOI`},
	{`'k Heb 'n idee`, `’k Heb ’n idee`},
	{`geef 'r eens een, zei 'ie`, `geef ’r eens een, zei ’ie`},
	{`pak 'em, pak 'm, kijk 'ns`, `pak ’em, pak ’m, kijk ’ns`},
	{`een 'tje of twee 'tjes`, `een ’tje of twee ’tjes`},
	{`rock-'n-roll`, `rock-’n-roll`},
	{`rock 'n' roll en Drum 'n' Bass`, `rock ’n’ roll en Drum ’n’ Bass`},
	{`'rock 'n' roll', zei hij over 'n'`, `‘rock ’n’ roll’, zei hij over ‘n’`},
	{`voorbeeld.nl/ai--gids, foto--1.jpg en a.nl/b--c/`, `voorbeeld.nl/ai--gids, foto--1.jpg en a.nl/b--c/`},
	{`Einde. Dan--zonder spaties--verder.`, `Einde. Dan–zonder spaties–verder.`},
	{`de letter 's' in 's avonds`, `de letter ‘s’ in ’s avonds`},
	{`'Ik zag 'm', zei hij`, `‘Ik zag ’m’, zei hij`},
	{`een 'T-shirt' en 'm/v'`, `een ‘T-shirt’ en ‘m/v’`},
	{`de 'em dash' en 'K nearest'`, `de ‘em dash’ en ‘K nearest’`},
	{`'tweede' en 'sinds' en 'iemand'`, `‘tweede’ en ‘sinds’ en ‘iemand’`},
	// Years, and quotations that begin with a number.
	{`jaren '90 was de 'dotcom'-hype`, `jaren ’90 was de ‘dotcom’-hype`},
	{`in '24-'25 en '24/'25`, `in ’24-’25 en ’24/’25`},
	{`de '80-er jaren, '90s, '68'ers`, `de ’80-er jaren, ’90s, ’68’ers`},
	{`'In '90 was alles beter', zei hij`, `‘In ’90 was alles beter’, zei hij`},
	{`'de jaren '90' voorbij`, `‘de jaren ’90’ voorbij`},
	{`het was in de warme jaren '90 zo mooi' zei hij`, `het was in de warme jaren ’90 zo mooi’ zei hij`},
	{`in '24 kwam '50 tips' uit`, `in ’24 kwam ‘50 tips’ uit`},
	{`'20% korting' en '80% van de klanten'`, `‘20% korting’ en ‘80% van de klanten’`},
	{`'50 tips' en '5 tips voor X'`, `‘50 tips’ en ‘5 tips voor X’`},
	{`de '2509'-versie en '3D-print'`, `de ‘2509’-versie en ‘3D-print’`},
	// Dots and dashes.
	{`en toen... niets....`, `en toen… niets….`},
	{`twee.. of vijf.....`, `twee.. of vijf.....`},
	{`dit -- ja--dus -- en 10--20`, `dit – ja–dus – en 10–20`},
	{`dit --- of---dat`, `dit — of—dat`},
	{`gebruik --help of ----`, `gebruik --help of ----`},
	{`van a --> b en a<--b - c`, `van a --> b en a<--b - c`},
}

// TestTypographer has whole paragraphs of markdown set as plain text is.
func TestTypographer(t *testing.T) {
	c := markdown.NewConverter(markdown.Options{Typography: true, RawHTML: markdown.RawEscape})
	for _, test := range dutchPhrases {
		t.Run(test.phrase, func(t *testing.T) {
			got := c.Convert([]byte(test.phrase), markdown.ConvertOptions{}).HTML
			got = html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(got, "<p>"), "</p>\n"))
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestTypographic(t *testing.T) {
	for _, test := range dutchPhrases {
		t.Run(test.phrase, func(t *testing.T) {
			if got := typography.Text(test.phrase, typography.Of("nl")); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestLanguages(t *testing.T) {
	for _, test := range []struct{ language, text, want string }{
		{"nl", `'t "woord" van '90, foto's`, "’t “woord” van ’90, foto’s"},
		{"nl-BE", `'t "woord"`, "’t “woord”"},
		{"en", `'Tis the '90s: "It's 'fun'"`, "’Tis the ’90s: “It’s ‘fun’”"},
		{"en-GB", `'s morgens'`, "‘s morgens’"},
		{"de", `"Das ist 'gut'", so geht's.`, "„Das ist ‚gut‘“, so geht’s."},
		{"de-CH", `"Das ist 'gut'"`, "«Das ist ‹gut›»"},
		{"fr", `L'homme dit "oui 'non'"`, "L’homme dit «\u00a0oui ‹\u00a0non\u00a0›\u00a0»"},
		{"es", `"hola"`, "«hola»"},
		{"it", `L'uomo dice "ciao"`, "L’uomo dice «ciao»"},
		{"pl", `"tak"`, "„tak”"},
		{"sv-FI", `"ja" -- it's`, "“ja” – it’s"},
		{"", `"a"`, "“a”"},
	} {
		style := typography.Of(test.language)
		got := typography.Text(test.text, style)
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.language, got, test.want)
		}
		if again := typography.Text(got, style); again != got {
			t.Errorf("%s: %s becomes %s", test.language, got, again)
		}
	}
}

func TestTypographicAllocatesNothing(t *testing.T) {
	dutch := typography.Of("nl")
	set := func() { _ = typography.Text("Een zin – zonder iets – dat anders moet.", dutch) }
	if n := testing.AllocsPerRun(10, set); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzTypographic(f *testing.F) {
	for _, test := range dutchPhrases {
		f.Add(test.phrase)
	}
	f.Add("'\"'\"''''\"\"\"\" ' \" -' '- .'. \u00a0'\u200b' \xff'\xfe")
	straight := strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, "…", "...", "–", "--", "—", "---").Replace
	f.Fuzz(func(t *testing.T, s string) {
		got := typography.Text(s, typography.Of("nl"))
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("invalid UTF-8: %q", got)
		}
		if straight(got) != straight(s) {
			t.Errorf("%q became %q: other characters changed", s, got)
		}
		if again := typography.Text(got, typography.Of("nl")); again != got {
			t.Errorf("%q became %q, then %q", s, got, again)
		}
	})
}
