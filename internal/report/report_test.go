package report

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"testing/fstest"
)

func TestSortIsATotalOrder(t *testing.T) {
	want := List{
		{File: "a.md"},
		{File: "a.md", Pos: Pos{2, 1}, Level: Error, Rule: "b", Text: "x"},
		{File: "a.md", Pos: Pos{2, 1}, Level: Warning, Rule: "a", Text: "x"},
		{File: "a.md", Pos: Pos{2, 1}, Level: Warning, Rule: "b", Text: "x", Hint: "1"},
		{File: "a.md", Pos: Pos{2, 1}, Level: Warning, Rule: "b", Text: "x", Hint: "2"},
		{File: "a.md", Pos: Pos{2, 1}, Level: Warning, Rule: "b", Text: "y"},
		{File: "a.md", Pos: Pos{2, 9}},
		{File: "a.md", Pos: Pos{10, 1}},
		{File: "b.md", Pos: Pos{1, 1}},
	}
	// Every rotation, each problem twice: the order in which problems were found must not show.
	for i := range want {
		var got List
		got = append(got, want[i:]...)
		got = append(got, want...)
		got = append(got, want[:i]...)
		got.Sort()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("rotated by %d:\ngot  %+v\nwant %+v", i, got, want)
		}
	}
}

func TestSortDropsRepeatsWhateverTheirSource(t *testing.T) {
	list := List{{Text: "x"}, {Text: "x", Source: "title: x"}}
	list.Sort()
	if len(list) != 1 {
		t.Errorf("got %+v, want one problem", list)
	}
}

func TestLevels(t *testing.T) {
	var none List
	if none.HasErrors() || none.Count(Warning) != 0 || none.At(Error) != nil {
		t.Error("an empty list has problems")
	}
	list := List{{Level: Warning, Text: "a"}}
	if list.HasErrors() {
		t.Error("a warning stops a build")
	}
	list.Add(Problem{Level: Error, Text: "b"})
	list.Add(Problem{Level: Warning, Text: "c"})
	if !list.HasErrors() || list.Count(Error) != 1 || list.Count(Warning) != 2 {
		t.Errorf("wrong counts: %d errors, %d warnings", list.Count(Error), list.Count(Warning))
	}
	if got := list.At(Warning); len(got) != 2 || got[0].Text != "a" || got[1].Text != "c" {
		t.Errorf("At(Warning) = %+v", got)
	}
}

func TestTold(t *testing.T) {
	in := func(files ...string) List {
		var list List
		for i, file := range files {
			list.Add(Problem{Rule: "r", Group: "g", File: file, Pos: Pos{Line: i + 1}, Text: "t"})
		}
		return list
	}
	many := make([]string, 1220)
	for i := range many {
		many[i] = fmt.Sprintf("a%04d.md", i)
	}
	for _, tt := range []struct {
		name string
		list List
		want []string
	}{
		{"nothing", nil, nil},
		{"one", in("a"), []string{"a:1 t"}},
		{"two files", in("a", "b"), []string{"a:1 t, in 2 bestanden (ook b:2)"}},
		{"one file", in("a", "a", "a"), []string{"a:1 t, 3 keer in dit bestand"}},
		{"both", in("a", "a", "b", "c", "c", "d"), []string{"a:1 t, 6 keer in 4 bestanden (ook b:3, c:4)"}},
		{"many", in(many...), []string{"a0000.md:1 t, in 1.220 bestanden (ook a0001.md:2, a0002.md:3)"}},
		{"no group", List{{File: "a", Text: "t"}, {File: "b", Text: "t"}}, []string{"a t", "b t"}},
		{
			"other groups, rules and levels",
			List{
				{Rule: "r", Group: "g", File: "a", Text: "1"},
				{Rule: "r", Group: "h", File: "a", Text: "2"},
				{Rule: "s", Group: "g", File: "b", Text: "3"},
				{Rule: "r", Group: "g", File: "c", Level: Error, Text: "4"},
				{Rule: "r", Group: "g", File: "d", Text: "5"},
			},
			[]string{"a 1, in 2 bestanden (ook d)", "a 2", "b 3", "c 4"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := slices.Clone(tt.list)
			var got []string
			for _, p := range tt.list.Told() {
				got = append(got, p.Place()+" "+p.Text)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if !slices.Equal(tt.list, before) {
				t.Error("the list has changed")
			}
		})
	}
}

func TestFillSources(t *testing.T) {
	fsys := fstest.MapFS{
		"unix.md":    {Data: []byte("one\ntwo\n")},
		"windows.md": {Data: []byte("one\r\ntwo\r\n")},
		"bom.md":     {Data: []byte("\uFEFFone\ntwo")},
		"latin1.md":  {Data: []byte("caf\xe9\n")},
	}
	for _, tt := range []struct {
		p    Problem
		want string
	}{
		{Problem{File: "unix.md", Pos: Pos{2, 1}}, "two"},
		{Problem{File: "unix.md", Pos: Pos{3, 1}}, ""},
		{Problem{File: "unix.md", Pos: Pos{99, 1}}, ""},
		{Problem{File: "unix.md"}, ""},
		{Problem{File: "unix.md", Pos: Pos{1, 1}, Source: "known"}, "known"},
		{Problem{File: "windows.md", Pos: Pos{1, 1}}, "one"},
		{Problem{File: "bom.md", Pos: Pos{1, 1}}, "one"},
		{Problem{File: "latin1.md", Pos: Pos{1, 4}}, "caf\uFFFD"},
		{Problem{File: "gone.md", Pos: Pos{1, 1}}, ""},
		{Problem{Pos: Pos{1, 1}}, ""},
	} {
		t.Run(tt.p.Place(), func(t *testing.T) {
			list := List{tt.p}
			list.FillSources(fsys)
			if list[0].Source != tt.want {
				t.Errorf("got %q, want %q", list[0].Source, tt.want)
			}
		})
	}
}
