package report

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestTextInBlocks(t *testing.T) {
	list := List{
		{Rule: "link", File: "a.md", Pos: Pos{3, 1}, Text: "1", Hint: "h"},
		{Rule: "link", File: "a.md", Pos: Pos{9, 1}, Text: "2", Hint: "h"},
		{Rule: "tag", File: "a.md", Pos: Pos{9, 1}, Text: "3", Hint: "t"},
		{Rule: "kop", File: "b.md", Text: "4", Level: Error},
		{Rule: "link", File: "b.md", Pos: Pos{1, 1}, Text: "5", Hint: "other"},
	}
	var b strings.Builder
	if err := Text(&b, list, Style{}); err != nil {
		t.Fatal(err)
	}
	want := lines(
		"b.md: fout: 4 [kop]",
		"",
		"link: 3 waarschuwingen in 2 bestanden",
		"a.md:3:1: waarschuwing: 1 [link]",
		"a.md:9:1: waarschuwing: 2 [link]",
		"  → h",
		"b.md:1:1: waarschuwing: 5 [link]",
		"  → other",
		"",
		"a.md:9:1: waarschuwing: 3 [tag]",
		"  → t",
	)
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// manyProblems makes n problems of as many rules in the files of a site: the first rules far more often than the last.
func manyProblems(n, rules int) List {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	var list List
	for i := range n {
		rule := i
		if i >= rules {
			rule = int(float64(rules) * r.Float64() * r.Float64())
		}
		p := Problem{
			Rule: fmt.Sprintf("regel-%02d", rule), Level: Level(rule % 7 / 6), File: fmt.Sprintf("content/%d.md", r.IntN(n)),
			Pos: Pos{Line: 1 + r.IntN(90), Col: 1 + r.IntN(200)}, Text: fmt.Sprintf("wat er mis is %d", i),
			Hint: strings.Repeat("wat je kunt doen ", 1+r.IntN(9)), Source: strings.Repeat("x", r.IntN(300)),
		}
		if rule%3 == 0 {
			p.Group = fmt.Sprint(i % 40)
		}
		list.Add(p)
	}
	list.Sort()
	return list
}

// A report of any number of problems names every rule, counts them all, shows ten of a rule at most, and fits.
func TestReportFits(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {30, 1}, {30, 30}, {400, 12}, {3500, 2}, {3500, 20}, {3500, 40}} {
		n, rules := size[0], size[1]
		t.Run(fmt.Sprintf("%d of %d rules", n, rules), func(t *testing.T) {
			list := manyProblems(n, rules)
			var b strings.Builder
			if err := Text(&b, list, Style{}); err != nil {
				t.Fatal(err)
			}
			text := b.String()
			if got := height(text); got > maxLines {
				t.Errorf("it takes %d lines:\n%s", got, text)
			}
			var coloured strings.Builder
			if err := Text(&coloured, list, Style{Colors: true}); err != nil {
				t.Fatal(err)
			}
			if got := strings.Count(coloured.String(), "\n"); got != strings.Count(text, "\n") {
				t.Errorf("in colours it is another report, of %d lines", got)
			}
			told := map[string]int{}
			for _, p := range list.Told() {
				told[p.Rule]++
			}
			cut := false
			for rule, count := range told {
				if shown := strings.Count(text, "["+rule+"]\n"); shown < 1 || shown > min(count, maxOfRule) {
					t.Errorf("%s: %d of %d shown", rule, shown, count)
				} else if cut = cut || shown < count; count > 1 && !strings.Contains(text, rule+": "+Number(count)+" ") {
					t.Errorf("%s: the count of %d is not told", rule, count)
				}
			}
			if strings.Contains(text, "--all") != cut {
				t.Errorf("it names --all: %t", !cut)
			}
			var all strings.Builder
			if err := Text(&all, list, Style{All: true}); err != nil {
				t.Fatal(err)
			}
			told = map[string]int{}
			for line := range strings.Lines(all.String()) {
				told[strings.TrimSuffix(line, "\n")]++
			}
			for _, p := range list {
				if told[fmt.Sprintf("%s: %s: %s [%s]", p.Place(), p.Level, p.Text, p.Rule)] != 1 {
					t.Errorf("--all leaves out %s", p.Place())
				}
			}
		})
	}
}
