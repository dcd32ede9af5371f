package deploy

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"drukpers/internal/build"
	"drukpers/internal/dev/testsite"
	"drukpers/internal/project"
	"drukpers/internal/site"
	"drukpers/themes"
)

// benchSize is how many articles the site has that is deployed; the newest hundred are those of its last day.
const benchSize = 7_500

// builtSite builds the site as it is at a moment.
func builtSite(b *testing.B, p *project.Project, now time.Time) string {
	b.Helper()
	loaded, err := p.Load(project.Options{Selection: site.Selection{Now: now}})
	if err != nil || loaded.Problems.HasErrors() {
		b.Fatal(err, loaded.Problems)
	}
	dir := filepath.Join(b.TempDir(), "public")
	if _, problems, err := build.Run(loaded, dir, build.Options{}); err != nil || problems.HasErrors() {
		b.Fatal(err, problems)
	}
	return dir
}

// BenchmarkDeploy puts a site in a folder and in a server of S3: all of it, nothing, and what a day's articles change.
// Run it with make bench-deploy.
func BenchmarkDeploy(b *testing.B) {
	p := project.New(testsite.FS(1, benchSize), themes.Krant())
	day := time.Date(2026, 6, 30, 0, 0, 0, 0, time.FixedZone("CEST", 7200))
	before, after := builtSite(b, p, day), builtSite(b, p, day.AddDate(0, 0, 1))
	for _, name := range []string{"folder", "s3"} {
		f := fixtures[name](b)
		f.setenv(b)
		for _, row := range []struct{ name, dir string }{{"first", before}, {"nothing", before}, {"day", after}} {
			b.Run(fmt.Sprintf("%s/%s", name, row.name), func(b *testing.B) {
				for b.Loop() {
					r, err := Run(context.Background(), f.target, os.DirFS(row.dir), Options{})
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(r.Written()), "files")
					b.ReportMetric(float64(len(r.New)), "new")
					b.ReportMetric(float64(r.Bytes)/1e6, "MB")
				}
			})
		}
	}
}
