package content

import (
	"testing"
	"time"
)

func TestDateOfName(t *testing.T) {
	for file, want := range map[string]string{
		"content/nieuws/2024-05-01-titel.md":       "2024-05-01",
		"content/nieuws/2024-05-01_titel.md":       "2024-05-01",
		"content/nieuws/2024-05-01.md":             "2024-05-01",
		"content/nieuws/2024-05-01-titel/index.md": "2024-05-01",
		"content/nieuws/diep/2024-05-01 titel.md":  "2024-05-01",
		"content/2024-05-01-los.md":                "2024-05-01",
		"content/nieuws/2024-05-01-map/los.md":     "",
		"content/nieuws/2024-05-01-map/_index.md":  "",
		"content/nieuws/2024-05-011-titel.md":      "",
		"content/nieuws/2024-5-1-titel.md":         "",
		"content/nieuws/2024-02-31-titel.md":       "",
		"content/nieuws/titel-2024-05-01.md":       "",
		"content/nieuws/index.md":                  "",
	} {
		t.Run(file, func(t *testing.T) {
			got := ""
			if date := DateOfName(file, amsterdam); !date.IsZero() {
				got = date.Format(time.DateOnly)
			}
			equal(t, got, want)
		})
	}
}

// The date of a name counts where the head has none, at midnight in the site's zone; the URL keeps the name.
func TestDateOfNameInArticle(t *testing.T) {
	l := new(Library)
	for name, head := range map[string]string{"": "", "empty": "date: ''", "null": "date:"} {
		t.Run(name, func(t *testing.T) {
			fsys := project(map[string]string{"content/nieuws/2024-05-01-titel.md": "---\ntitle: x\n" + head + "\n---\n"})
			a := load(t, l, fsys, plainConfig())[0]
			equal(t, a.URL, "/nieuws/2024-05-01-titel/")
			if want := time.Date(2024, 5, 1, 0, 0, 0, 0, amsterdam); !a.Date.Equal(want) {
				t.Errorf("got %v, want %v", a.Date, want)
			}
		})
	}
	fsys := project(map[string]string{"content/nieuws/2024-05-01-titel.md": "---\ntitle: x\ndate: 2020-01-02\n---\n"})
	if a := load(t, l, fsys, plainConfig())[0]; a.Date.Year() != 2020 {
		t.Errorf("the head goes before the name: %v", a.Date)
	}
}

// What is wrong with dates that can all be read.
func TestDoubtfulDates(t *testing.T) {
	for _, tt := range []struct{ name, file, head, want string }{
		{"no date", "nieuws/a.md", "", "1:1 geen-datum"},
		{"empty date", "nieuws/a.md", "date: ''", "3:7 geen-datum"},
		{"lastmod alone", "nieuws/a.md", "lastmod: 2026-03-01", "1:1 geen-datum"},
		{"date of the name", "nieuws/2026-03-01-a.md", "", ""},
		{"publishDate alone", "nieuws/a.md", "publishDate: 2026-03-01", ""},
		{"a draft may be without", "nieuws/a.md", "draft: true", ""},
		{"a standing page too", "over.md", "", ""},
		{"and a section", "nieuws/_index.md", "", ""},
		{"expires before its date", "nieuws/a.md", "date: 2026-03-02\nexpiryDate: 2026-03-01", "4:13 nooit-te-zien"},
		{"expires on its day", "nieuws/a.md", "date: 2026-03-01 10:00\nexpiryDate: 2026-03-01", ""},
		{"expires at once", "nieuws/a.md", "date: 2026-03-01 10:00\nexpiryDate: 2026-03-01 10:00", "4:13 nooit-te-zien"},
		{
			"expires before it is published", "nieuws/a.md",
			"date: 2026-01-01\nexpiryDate: 2026-02-01\npublishDate: 2026-03-01", "4:13 nooit-te-zien",
		},
		{"expires before the date of its name", "nieuws/2026-03-02-a.md", "expiryDate: 2026-03-01", "3:13 nooit-te-zien"},
		{"standing page", "over.md", "expiryDate: 2026-03-01", ""},
		{"changed before its date", "nieuws/a.md", "date: 2026-03-02\nlastmod: 2026-03-01", "4:10 lastmod"},
		{"changed that day", "nieuws/a.md", "date: 2026-03-01 10:00\nlastmod: 2026-03-01", ""},
		{"changed an hour before", "nieuws/a.md", "date: 2026-03-01 10:00\nlastmod: 2026-03-01 09:00", "4:10 lastmod"},
		{"weight in a section", "nieuws/a.md", "date: 2026-03-01\nweight: 3", "4:9 weight"},
		{"weight of a standing page", "over.md", "weight: 3", ""},
		{"weight of a section", "nieuws/_index.md", "weight: 3", ""},
		{"name and head differ", "nieuws/2026-03-01-a.md", "date: 2025-01-01", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := project(map[string]string{"content/" + tt.file: "---\ntitle: x\n" + tt.head + "\n---\n"})
			_, problems, err := new(Library).Load(fsys, plainConfig(), nil)
			if err != nil || problems.HasErrors() {
				t.Fatal(problems, err)
			}
			problems.Sort()
			equal(t, places(problems), tt.want)
		})
	}
}

// A day on which an article expires is its last, also when the clock changes.
func TestExpiryDay(t *testing.T) {
	for value, want := range map[string]time.Time{
		"2026-03-01":                time.Date(2026, 3, 2, 0, 0, 0, 0, amsterdam),
		"2026-3-1":                  time.Date(2026, 3, 2, 0, 0, 0, 0, amsterdam),
		"2026-03-29":                time.Date(2026, 3, 30, 0, 0, 0, 0, amsterdam),
		"2026-10-25":                time.Date(2026, 10, 26, 0, 0, 0, 0, amsterdam),
		"2026-12-31":                time.Date(2027, 1, 1, 0, 0, 0, 0, amsterdam),
		"2026-03-01 00:00":          time.Date(2026, 3, 1, 0, 0, 0, 0, amsterdam),
		"2026-03-01T00:00:00+01:00": time.Date(2026, 3, 1, 0, 0, 0, 0, amsterdam),
	} {
		t.Run(value, func(t *testing.T) {
			fm, problems := decode("---\ntitle: x\ndate: 2026-01-01\nexpiryDate: " + value + "\n---\n")
			if len(problems) > 0 || !fm.ExpiryDate.Equal(want) {
				t.Errorf("got %v, %v, want %v", fm.ExpiryDate, problems, want)
			}
		})
	}
}

// What is said to have changed before it was there, changed when it came.
func TestModifiedIsNotBeforeDate(t *testing.T) {
	date := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, lastmod := range []time.Time{{}, date.AddDate(-1, 0, 0), date} {
		if got := (&FrontMatter{Date: date, Lastmod: lastmod}).Modified(); !got.Equal(date) {
			t.Errorf("lastmod %v: modified %v", lastmod, got)
		}
	}
}
