package report

import (
	"errors"
	"testing"

	"golang.org/x/sync/errgroup"
)

func TestGuard(t *testing.T) {
	plain := errors.New("disk full")
	inGroup := func() error {
		var group errgroup.Group
		group.Go(Guard("b.md", func() error { panic("x") }))
		Must(group.Wait())
		return nil
	}
	for _, tt := range []struct {
		name  string
		f     func() error
		crash string // the file that is blamed
		want  error
	}{
		{"nothing", func() error { return nil }, "", nil},
		{"an error", func() error { return plain }, "", plain},
		{"a panic", func() error { panic("x") }, "a.md", nil},
		{"of the runtime", func() error { return []error{}[len(plain.Error())] }, "a.md", nil},
		{"in a goroutine", inGroup, "b.md", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := Guard("a.md", tt.f)()
			p, crashed := AsProblem(err)
			if crashed != (tt.crash != "") || p.File != tt.crash || !crashed && !errors.Is(err, tt.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}
