// Command churn tells what a day does to a site: which files differ when its newest articles are there: `make
// bench-churn`. What differs has to be uploaded, and its readers and crawlers have to get it again.
package main

import (
	"flag"
	"fmt"
	"os"

	"drukpers/internal/dev/bench"
)

func main() {
	dir := flag.String("site", "", "folder with a site; without it one of 2,500 generated articles")
	articles := flag.Int("articles", 100, "newest articles that come")
	flag.Parse()
	if err := run(*dir, *articles); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir string, articles int) error {
	if dir == "" {
		var err error
		if dir, err = bench.Site(2500); err != nil {
			return err
		}
	}
	list, err := compare(dir, articles)
	if err != nil {
		return err
	}
	t := &bench.Table{Columns: []string{"kind", "new", "changed", "deleted", "of before", "new (MB)", "changed (MB)"}}
	for _, c := range list {
		t.Add(c.kind, fmt.Sprint(c.added), fmt.Sprint(c.changed), fmt.Sprint(c.deleted), fmt.Sprint(c.old),
			fmt.Sprintf("%.2f", float64(c.newBytes)/1e6), fmt.Sprintf("%.2f", float64(c.changedBytes)/1e6))
	}
	return bench.WriteTables(os.Stdout, t)
}
