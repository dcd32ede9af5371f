package testsite

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// articles returns the sources of the first n articles by path.
func articles(t *testing.T, seed uint64, n int) map[string]string {
	t.Helper()
	all := map[string]string{}
	for i := range n {
		name, source := Article(seed, i)
		if other, taken := all[name]; taken {
			t.Fatalf("two articles at %s:\n%s\n%s", name, other, source)
		}
		all[name] = string(source)
	}
	return all
}

func TestArticleIsPure(t *testing.T) {
	name, source := Article(7, 123)
	Article(7, 5)
	again, same := Article(7, 123)
	if name != again || !bytes.Equal(source, same) {
		t.Error("an article depends on what was asked before")
	}
	if _, other := Article(8, 123); bytes.Equal(source, other) {
		t.Error("two seeds give the same article")
	}
}

// frontMatter is what every article begins with: one key of a kind, values that are valid YAML as they stand.
var frontMatter = regexp.MustCompile(`^---
title: "[^"\\\n]+"
date: 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}Z|\+02:00)
tags: \["[^"\\\n]+"(, "[^"\\\n]+"){2,4}\]
categorieen: \["[a-z-]+"\]
summary: "[^"\\\n]+"
(cover:
  image: "(https://|/images/)[^"\\\n]+"
  alt: "[^"\\\n]+"
  caption: "[^"\\\n]+"
)?draft: (true|false)
(bron: "[^"\\\n]+"
|source_name: "[^"\\\n]+"
source_url: "https://[a-z0-9./-]+"
)---

`)

func TestArticlesAreValid(t *testing.T) {
	address := regexp.MustCompile(`^content/[a-z-]+/20\d\d-\d\d-\d\d-[a-z0-9-]{20,60}\.md$`)
	for name, source := range articles(t, 1, 3000) {
		head := frontMatter.FindString(source)
		if head == "" {
			t.Fatalf("%s: front matter:\n%s", name, source)
		}
		if !address.MatchString(name) {
			t.Errorf("path %s", name)
		}
		body := strings.TrimPrefix(source, head)
		if strings.ContainsAny(body, "{}\x00\uFFFD") || strings.Contains(body, "\n\n\n") {
			t.Errorf("%s: body:\n%s", name, body)
		}
		last := body[strings.LastIndex(strings.TrimSuffix(body, "\n"), "\n")+1:]
		if !strings.HasPrefix(last, "Bron: ") {
			t.Errorf("%s: last line %q", name, last)
		}
	}
}

func TestTagNamesDiffer(t *testing.T) {
	have := map[string]int{}
	for k := range 20_000 {
		name := tagName(k)
		if first, taken := have[name]; taken {
			t.Fatalf("tags %d and %d are both %q", first, k, name)
		}
		have[name] = k
	}
}

func TestSharesAddUp(t *testing.T) {
	sum := 0
	for _, s := range sections {
		sum += s.share
	}
	if sum != 100 {
		t.Errorf("the sections' shares add up to %d", sum)
	}
}

// counts is what TestProportions measures.
type counts struct {
	articles, words, headings, bold, tags, covers, pairs, drafts float64
	spellings, titles, sources                                   map[string]int
}

func count(all map[string]string) counts {
	c := counts{spellings: map[string]int{}, titles: map[string]int{}, sources: map[string]int{}}
	value := regexp.MustCompile(`(?m)^(title|tags|source_url): (.*)$`)
	for _, source := range all {
		head := frontMatter.FindString(source)
		body := source[len(head):]
		c.articles++
		c.words += float64(len(strings.Fields(body)))
		c.headings += float64(strings.Count("\n"+body, "\n## "))
		c.bold += float64(strings.Count(body, "**")) / 2
		c.covers += float64(strings.Count(head, "\ncover:"))
		c.pairs += float64(strings.Count(head, "\nsource_url:"))
		c.drafts += float64(strings.Count(head, "\ndraft: true"))
		for _, m := range value.FindAllStringSubmatch(head, -1) {
			switch m[1] {
			case "title":
				c.titles[m[2]]++
			case "source_url":
				c.sources[m[2]]++
			case "tags":
				for _, tag := range strings.Split(strings.Trim(m[2], `[]`), ", ") {
					c.tags++
					c.spellings[tag]++
				}
			}
		}
	}
	return c
}

// number counts the keys that occur at least low and at most high times.
func number(of map[string]int, low, high int) (n float64) {
	for _, times := range of {
		if times >= low && times <= high {
			n++
		}
	}
	return n
}

func TestProportions(t *testing.T) {
	const many = 1 << 30
	small, large := count(articles(t, 1, 2700)), count(articles(t, 1, 7500))
	for _, row := range []struct {
		name           string
		got, low, high float64
	}{
		{"words per article", small.words / small.articles, 457, 685},
		{"headings per article", small.headings / small.articles, 2.4, 3.6},
		{"bold words per article", small.bold / small.articles, 2.7, 4.1},
		{"tags per article", small.tags / small.articles, 3.8, 4.2},
		{"part with a cover", small.covers / small.articles, 0.14, 0.20},
		{"part with a source", small.pairs / small.articles, 0.985, 0.999},
		{"part in draft", large.drafts / large.articles, 0.003, 0.012},
		{"spellings of tags in 2700", number(small.spellings, 1, many), 1100, 1650},
		{"spellings of tags in 7500", number(large.spellings, 1, many), 2050, 3050},
		{"spellings used once in 7500", number(large.spellings, 1, 1), 840, 1260},
		{"articles of the commonest tag", number(small.spellings, 500, many), 1, 3},
		{"titles used again in 7500", number(large.titles, 2, many), 200, 600},
		{"sources in 2700", number(small.sources, 1, many), 500, 900},
		{"sources in 7500", number(large.sources, 1, many), 900, 1700},
		{"sources of 40 articles and more in 7500", number(large.sources, 40, 128), 3, 60},
	} {
		if row.got < row.low || row.got > row.high {
			t.Errorf("%s: %.4g, want %v to %v", row.name, row.got, row.low, row.high)
		}
	}
}

func TestFSAndWriteGiveTheSameFiles(t *testing.T) {
	const n = 50
	dir := path.Join(t.TempDir(), "new", "site")
	if err := Write(dir, 3, n); err != nil {
		t.Fatal(err)
	}
	memory, disk := contents(t, FS(3, n)), contents(t, os.DirFS(dir))
	for name, text := range memory {
		if disk[name] != text {
			t.Errorf("%s differs", name)
		}
	}
	if len(memory) != len(disk) || len(memory) != n+len(frame()) {
		t.Errorf("%d files in memory, %d on disk, want %d", len(memory), len(disk), n+len(frame()))
	}
	for _, name := range []string{"site.yaml", "content/over.md", "content/creatief/_index.md", "static" + localCover(0)} {
		if memory[name] == "" {
			t.Errorf("no %s", name)
		}
	}
}

func contents(t *testing.T, fsys fs.FS) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestEachStopsAtAnError(t *testing.T) {
	calls := 0
	err := Each(1, 10, func(string, []byte) error {
		if calls++; calls == 3 {
			return fs.ErrClosed
		}
		return nil
	})
	if err != fs.ErrClosed || calls != 3 {
		t.Errorf("error %v after %d calls", err, calls)
	}
}

func BenchmarkArticle(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		Article(1, i)
	}
}
