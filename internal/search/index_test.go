package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"drukpers/internal/dev/finder"
	"drukpers/internal/search"
)

// text is an article of a test.
type text struct {
	search.Text
	link, status string
	story        int
}

// vocabulary has rare and frequent words, and compounds of these.
var vocabulary = func() []string {
	random := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ka lo mi pra ste von bur gel tach zij dro wen fi cu né gpt-")
	var words []string
	for range 6000 {
		var b strings.Builder
		for range 2 + random.IntN(3) {
			b.WriteString(syllables[random.IntN(len(syllables))])
		}
		words = append(words, b.String())
	}
	for i := range 300 {
		words = append(words, words[i]+words[i*7+1], fmt.Sprintf("%d.%d", i, i%7))
	}
	return append(words, "c++", "e-mail", "foto's", "AT&T", "de", "een")
}()

// texts are so many articles, the same in each run.
func texts(n int) []text {
	random := rand.New(rand.NewPCG(3, 4))
	words := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = vocabulary[int(float64(len(vocabulary))*random.Float64()*random.Float64()*random.Float64())]
		}
		return strings.Join(list, " ")
	}
	list := make([]text, n)
	for i := range list {
		list[i] = text{link: fmt.Sprintf("/a/%d/", i), story: i, Text: search.Text{
			Title: words(5), Summary: words(8), Terms: []string{words(1)},
			HTML: "<h2>" + words(3) + "</h2>\n<p>" + words(20) + " <b>vet</b>te &amp; <a href=\"/x>y\">link</a>.</p>",
		}}
	}
	return list
}

func index(t *testing.T, list []text) *search.Index {
	t.Helper()
	s := search.Source{
		Language: "nl", Sections: []string{"Nieuws", "Een\ttab"}, Documents: make([]search.Document, len(list)),
		Text: func(doc int) (search.Text, error) { return list[doc].Text, nil },
		Card: func(doc int) search.Card {
			return search.Card{Title: list[doc].Title, Short: "Kort\n" + list[doc].link, Status: list[doc].status}
		},
	}
	for i, a := range list {
		s.Documents[i] = search.Document{Link: a.link, Section: i % 2, Year: i / 1000 * 2020, Story: a.story}
	}
	ix, err := search.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// files are all files of an index.
func files(t *testing.T, list []text) map[string]string {
	t.Helper()
	ix := index(t, list)
	all := map[string]string{}
	for _, name := range search.LayoutOf(len(list)).Files() {
		data := ix.File(name)
		if data == nil {
			t.Fatalf("no file %s", name)
		}
		all[name] = string(data)
	}
	return all
}

func open(t *testing.T, files map[string]string) *finder.Finder {
	t.Helper()
	f, err := finder.Open(func(name string) (string, error) {
		text, is := files[name]
		if !is {
			return "", fmt.Errorf("no file %s", name)
		}
		return text, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func find(t *testing.T, f *finder.Finder, query string) []int {
	t.Helper()
	hits, err := f.Find(query)
	if err != nil {
		t.Fatal(err)
	}
	var docs []int
	for _, h := range hits {
		docs = append(docs, h.Document)
	}
	return docs
}

// TestEveryWord holds that every word of every article finds it, in sites of one generation and of two.
func TestEveryWord(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 30, 700, 1400} {
		list := texts(n)
		made := files(t, list)
		_, rest, _ := strings.Cut(made[search.Directory], "\nstop\t")
		stop, _, _ := strings.Cut(rest, "\n")
		f := open(t, made)
		have := map[string][]int{} // documents by word
		for doc, a := range list {
			all := strings.Join([]string{a.Title, a.Summary, a.Terms[0], a.HTML}, " ")
			for _, tag := range []string{"<b>", "</b>", "&amp;"} {
				all = strings.ReplaceAll(all, tag, "")
			}
			all = strings.NewReplacer(`<a href="/x>y">`, "", "</a>", "", "h2", "", "<p>", "", "</p>", "").Replace(all)
			search.Words(all, func(word string) {
				if docs := have[word]; len(docs) == 0 || docs[len(docs)-1] != doc {
					have[word] = append(docs, doc)
				}
			})
		}
		for word, docs := range have {
			found := find(t, f, word+" ") // no prefix
			slices.Sort(found)
			for _, doc := range docs {
				if _, is := slices.BinarySearch(found, doc); is == slices.Contains(strings.Fields(stop), word) {
					t.Fatalf("of %d articles %d has %q: found %t", n, doc, word, is)
				}
			}
		}
		if len(have) < 20 || n > 500 && len(have["vette"]) != n {
			t.Errorf("%d words, “vette” in %d", len(have), len(have["vette"]))
		}
	}
}

// TestOneMore holds how few files a new article changes.
func TestOneMore(t *testing.T) {
	t.Parallel()
	list := texts(2000)
	for name, test := range map[string]struct {
		n, at int // number of articles before, and where the new one comes
		most  int
	}{
		"of now":               {1900, 1900, 34},
		"of this morning":      {1900, 1850, 34},
		"in a small site":      {40, 40, 7},
		"of two days ago":      {1900, 1700, 40},
		"before it was a site": {0, 0, 5},
	} {
		newer := slices.Insert(slices.Clone(list[:test.n]), test.at, list[1999])
		for i := range newer {
			newer[i].story = i
		}
		before, after := files(t, list[:test.n]), files(t, newer)
		changed := 0
		for name, text := range after {
			if before[name] != text {
				changed++
				if strings.HasPrefix(name, "old/") {
					t.Errorf("%s: %s changes", name, name)
				}
			}
		}
		if changed > test.most {
			t.Errorf("%s: %d files change, most %d", name, changed, test.most)
		}
	}
}

// TestEdit holds that an edit of an old article changes the shards of its own words, and hardly another.
func TestEdit(t *testing.T) {
	t.Parallel()
	list := texts(2400)
	before := files(t, list)
	others := 0
	for doc := 0; doc < 2000; doc += 100 {
		edited := slices.Clone(list)
		edited[doc].HTML = strings.Replace(edited[doc].HTML, "link", "nieuwwoord", 1)
		for name, text := range files(t, edited) {
			old, shard := strings.CutPrefix(name, "old/")
			if !shard || text == before[name] || strings.Contains(text+before[name], "\nnieuwwoord\t") ||
				strings.Contains(text, "\nlink\t") {
				continue
			}
			others++
			_ = old
		}
	}
	if others > 20 {
		t.Errorf("20 edits of a word change %d shards without it", others)
	}
}

// TestDeterminism holds that the same articles give the same bytes.
func TestDeterminism(t *testing.T) {
	t.Parallel()
	list := texts(1500)
	first, second := files(t, list), files(t, list)
	for name, text := range first {
		if second[name] != text {
			t.Errorf("%s differs from one time to the next", name)
		}
	}
}

func TestQueries(t *testing.T) {
	t.Parallel()
	filler := texts(400)
	for i := range 25 {
		filler[i].Summary = "subsidie aanvraag klanten service"
	}
	at := len(filler)
	add := func(title, body string) {
		i := len(filler)
		filler = append(filler, text{link: fmt.Sprintf("/b/%d/", i), story: i, Text: search.Text{Title: title, HTML: body}})
	}
	add("Robots bakken brood", "<p>Een bakker in Ede koopt GPT-5.4.</p>")
	add("Bakkers", "<p>robots "+strings.Repeat("vulling ", 50)+"</p>")
	add("Iets anders", "<p>subsidieaanvragen, de subsidieaanvraag</p><h3>Robotica</h3>")
	add("Iets anders", "<p>robots "+strings.Repeat("vulling ", 50)+"</p>")
	f := open(t, files(t, filler))
	for query, want := range map[string]string{
		"robots ":                "[0 3 1]", // the title first, of the others the newest
		"ROBÓTS brood":           "[0]",
		"gpt-5.4":                "[0]",
		"robotsbrood":            "[]",
		"robot":                  "[0 3 2 1]", // as a prefix, also of the heading Robotica
		"robots -brood -bakkers": "[3]",
		"robots xyzzyx":          "[0 3 1]", // those that have most words
		"ede":                    "[0]",
		"de":                     "[]",
		"":                       "[]",
	} {
		var got []int
		for _, doc := range find(t, f, query) {
			if doc >= at {
				got = append(got, doc-at)
			}
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%q finds %v, want %s", query, got, want)
		}
	}
	if found := find(t, f, "subsidie "); !slices.Contains(found, at+2) || len(found) != 26 {
		t.Errorf("subsidie finds %v, not its compound", found)
	}
}

func TestCards(t *testing.T) {
	t.Parallel()
	list := texts(1330)
	list[1329].story, list[1328].status = 5, "draft"
	list[3].Title = "A\tB\u2028C"
	f := open(t, files(t, list))
	for doc, want := range map[int]string{
		3: "A B C|/a/3/||Een tab|Kort /a/3/|3|", 1329: list[1329].Title + "|/a/1329/||Een tab|Kort /a/1329/|5|",
		1328: list[1328].Title + "|/a/1328/||Nieuws|Kort /a/1328/|1328|draft",
	} {
		c, err := f.Card(doc)
		got := fmt.Sprintf("%s|%s|%s|%s|%s|%d|%s", c.Title, c.Link, c.Date, c.Section, c.Short, c.Story, c.Status)
		if err != nil || got != want {
			t.Errorf("document %d: %s, %v, want %s", doc, got, err, want)
		}
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	all := files(t, texts(2001))
	if !strings.Contains(all[search.Directory], "\nyears\t2020:1000\t4040:2000\n") {
		t.Error(all[search.Directory])
	}
	if sections := strings.Split(all["sections.txt"], "\n")[1]; sections[:4] != " ! !" || len(sections) != 2001 {
		t.Errorf("the sections are %q", sections)
	}
	words := strings.Fields(all["words.txt"])
	often := words[1] == "gpt" || words[1] == "vette" || words[1] == "link"
	if !often || slices.Contains(words, "een") || slices.Contains(words, "8.1") {
		t.Errorf("the words are %q", words[:20])
	}
}

// TestLayout holds that files have their places by the number of documents alone.
func TestLayout(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ n, cut, old, new, files int }{
		{0, 0, 0, 0, 3},
		{1, 0, 0, 1, 5},
		{1279, 0, 0, 28, 71},
		{1280, 1024, 41, 11, 95},
		{7500, 7168, 287, 14, 539},
		{100_000, 99_328, 1293, 27, 4448},
	} {
		l := search.LayoutOf(test.n)
		if l.Cut != test.cut || l.Old != test.old || l.New != test.new || len(l.Files()) != test.files {
			t.Errorf("%d: %+v and %d files, want %+v", test.n, l, len(l.Files()), test)
		}
	}
	for n := range 20_000 {
		if l := search.LayoutOf(n); l.Cut > n || l.Cut%32 != 0 || l.New > 28 || n > 0 && l.New == 0 {
			t.Fatalf("%d: %+v", n, l)
		}
	}
}
