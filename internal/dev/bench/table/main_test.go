package main

import (
	"strings"
	"testing"
)

func TestTables(t *testing.T) {
	t.Parallel()
	const printed = `goos: linux
BenchmarkRead/generated-2         	       1	 20000000 ns/op	 100.00 MB/s	 5000 pages/s
BenchmarkRead/generated-2         	       1	 30000000 ns/op	  80.00 MB/s	 4000 pages/s
BenchmarkRead/generated-2         	       1	 10000000 ns/op	 120.00 MB/s	 6000 pages/s
BenchmarkCommand/generated-2      	       1	        2.500 build-s	        60.00 peak-MB
PASS
`
	var out strings.Builder
	passed, err := run(strings.NewReader(printed), &out)
	if !passed || err != nil {
		t.Error(passed, err)
	}
	want := printed + `
| stage          | time (ms) | MB/s | pages/s |
| -------------- | --------: | ---: | ------: |
| Read/generated |      20.0 |  100 |    5000 |

| whole             | measure | value |
| ----------------- | ------: | ----: |
| Command/generated | build-s |  2.50 |
| Command/generated | peak-MB |  60.0 |
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	if passed, _ := run(strings.NewReader("FAIL\tdrukpers/internal/dev/bench [build failed]\n"), &out); passed {
		t.Error("a failure passes")
	}
}
