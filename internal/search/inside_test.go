package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestPostings reads postings with gaps of any size, as docs/search.md says.
func TestPostings(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var b []byte
		var want, got []string
		last := 99
		for doc := 100; doc < 40_000_000; doc += 1 + random.IntN(1<<random.IntN(26)) {
			weight := random.IntN(8)
			b = appendPosting(b, last, doc, weight)
			want = append(want, fmt.Sprint(doc, weight))
			last = doc
			if len(want) > 200 {
				break
			}
		}
		if !utf8.Valid(b) || strings.ContainsFunc(string(b), func(r rune) bool { return r < 0x20 }) {
			t.Fatalf("%q", b)
		}
		doc := 99
		for _, r := range string(b) {
			v := int(r) - 0x20
			if r >= 0xE000 {
				v -= 0x800
			}
			if v >= 0xF000 {
				doc += (v - 0xEFFF) * 7680
				continue
			}
			doc += v>>3 + 1
			got = append(got, fmt.Sprint(doc, v&7))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

// TestDivide holds that shards have much the same size whatever the sizes of the stems, and each stem one shard.
func TestDivide(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		n, shards := random.IntN(3000), 1+random.IntN(200)
		stems, sizes := make([]string, n), make([]int, n)
		for i := range stems {
			stems[i], sizes[i] = fmt.Sprintf("stam%06d", i*7+random.IntN(7)), 5+random.IntN(100)
		}
		begins := divide(stems, sizes, shards)
		if len(begins) != shards || begins[0] != 0 || !slices.IsSorted(begins) {
			t.Fatalf("%d stems in %d shards: %v", n, shards, begins)
		}
		for i, from := range beginnings(stems, begins) {
			if at := begins[i]; at > 0 && (from > stems[at] || from <= stems[at-1]) {
				t.Fatalf("shard %d begins with %q, between %q and %q", i, from, stems[at-1], stems[at])
			}
		}
		if n < 20*shards {
			continue
		}
		for i := range begins {
			end := n
			if i+1 < shards {
				end = begins[i+1]
			}
			if size := end - begins[i]; size < n/shards/4 || size > 4*n/shards {
				t.Errorf("shard %d of %d has %d of %d stems", i, shards, size, n)
			}
		}
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	uses := map[string]int{
		"subsidie": 30, "aanvraag": 20, "klant": 25, "klanten": 40, "service": 50, "bedrijf": 60,
		"leven": 19,
	}
	for word, want := range map[string]string{
		"subsidieaanvraag": "subsidie+aanvraag", "klantenservice": "klanten+service", "bedrijfsklant": "bedrijf+klant",
		"bedrijfsleven": "", "subsidie": "", "klantxservice": "", "klantservices": "",
	} {
		first, second, found := parts(word, func(word string) int { return uses[word] })
		if got := strings.Trim(first+"+"+second, "+"); got != want || found != (want != "") {
			t.Errorf("%s is %q, want %q", word, got, want)
		}
	}
}

func TestPlainText(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"<p>a<b>b</b>c</p><p>d &amp; &eacute;</p>":        "abc d & é|",
		"<h2 id=\"x>y\">Kop</h2><p>tekst<br>regel</p>":    "tekst regel|Kop",
		"<!-- <h2> --><p title='>'>a<img alt=\"b\">c":     "a c|",
		"<h3>A <code>b</code></h3><ul><li>c<li>d</ul>e":   "c d e|A b",
		"<pre><code><span>x</span>.<span>y</span></code>": "x.y|",
		"open <p": "open|",
	} {
		body, headings := plainText([]byte(source), nil, nil)
		got := strings.Join(strings.Fields(string(body)), " ") + "|" + strings.Join(strings.Fields(string(headings)), " ")
		if got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}

// TestEntries reads entries of every kind.
func TestEntries(t *testing.T) {
	t.Parallel()
	for _, counts := range [][numFields]uint16{{inBody: 1}, {inTitle: 1}, {1, 2, 3, 65535}, {}} {
		word, got, rest := readEntry(append(appendEntry(nil, 1<<30, counts), 'x'))
		if word != 1<<30 || got != counts || string(rest) != "x" {
			t.Errorf("%v is read as %d, %v and %q", counts, word, got, rest)
		}
	}
}

func TestWeights(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		counts [numFields]uint16
		length int32
		want   int
	}{
		{[numFields]uint16{inBody: 1}, 500, 3},
		{[numFields]uint16{inBody: 1}, 5000, 0},
		{[numFields]uint16{inBody: 4}, 500, 6},
		{[numFields]uint16{inTitle: 1}, 500, 6},
		{[numFields]uint16{inTitle: 1, inBody: 9}, 500, 7},
		{[numFields]uint16{65535, 65535, 65535, 65535}, 1, 7},
	} {
		if got := weightOf(amount(test.counts, test.length)); got != test.want {
			t.Errorf("%v of %d words weighs %d, want %d", test.counts, test.length, got, test.want)
		}
	}
}
