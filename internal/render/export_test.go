package render

import (
	"bytes"
	"testing"
)

// MinifyHTML makes a whole document smaller.
func MinifyHTML(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := minifyTo(&b, "text/html", bytes.Clone(data)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
