package preview

import (
	_ "embed"
	"strings"
)

// idiomorph 0.8.0 (https://github.com/bigskysoftware/idiomorph) makes one document into another in place; its licence,
// 0BSD, stands beside it.
//
//go:embed client/idiomorph.min.js
var idiomorph string

//go:embed client/client.js
var client string

var clientScript = []byte(strings.Join([]string{"(()=>{", idiomorph, client, "})();"}, "\n"))
