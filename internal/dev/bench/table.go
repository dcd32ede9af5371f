package bench

import (
	"fmt"
	"io"
	"strings"
)

// Table is written as Markdown, ready to be pasted.
type Table struct {
	Columns []string
	Rows    [][]string
}

// Add adds a row.
func (t *Table) Add(cells ...string) { t.Rows = append(t.Rows, cells) }

// WriteTables writes tables one below the other; those without rows are left out.
func WriteTables(w io.Writer, tables ...*Table) error {
	for _, t := range tables {
		if len(t.Rows) == 0 {
			continue
		}
		if _, err := io.WriteString(w, "\n"+t.String()); err != nil {
			return err
		}
	}
	return nil
}

// String is the table with its columns lined up: numbers to the right, the first column to the left.
func (t *Table) String() string {
	width := make([]int, len(t.Columns))
	for _, row := range append([][]string{t.Columns}, t.Rows...) {
		for i, cell := range row {
			width[i] = max(width[i], len([]rune(cell)), 3)
		}
	}
	var b strings.Builder
	line := func(cells []string) {
		for i, cell := range cells {
			if i == 0 {
				fmt.Fprintf(&b, "| %-*s |", width[i], cell)
			} else {
				fmt.Fprintf(&b, " %*s |", width[i], cell)
			}
		}
		b.WriteByte('\n')
	}
	line(t.Columns)
	rule := make([]string, len(width))
	for i, n := range width {
		rule[i] = strings.Repeat("-", n-1) + ":"
	}
	rule[0] = strings.Repeat("-", width[0])
	line(rule)
	for _, row := range t.Rows {
		line(row)
	}
	return b.String()
}
