//go:build linux && !race

package main

import (
	"runtime"
	"strings"
	"syscall"
	"unsafe"
)

// hugePagesFor is the part of the heap that is asked for in huge pages, in bytes: what a site of 7,500 articles needs.
const hugePagesFor = 256 << 20

// useHugePages marks the addresses that the heap will grow into with MADV_HUGEPAGE. Go does not, and where Linux gives
// huge pages only to who asks (transparent_hugepage=madvise) a build has ten times the page faults: on a virtual
// machine they were a fifth of its processor time.
//
// The addresses are those of a value that is collected at once. It is a strings.Builder, which does not clear its
// memory, so that none of it is used.
func useHugePages() {
	var b strings.Builder
	b.Grow(hugePagesFor)
	b.WriteByte(0)
	_ = syscall.Madvise(unsafe.Slice(unsafe.StringData(b.String()), hugePagesFor), syscall.MADV_HUGEPAGE)
	runtime.GC()
}
