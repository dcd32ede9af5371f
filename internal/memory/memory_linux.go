package memory

import (
	"runtime"
	"syscall"
)

// size is that of the heap of a build of 10,000 articles, at its peak.
const size = 256 << 20

// LargePages asks for large pages for the part of the heap that fills first. It takes the heap for one value of that size,
// marks it, and lets go of it untouched: so nothing is in memory yet, and Go makes all that comes after in what was marked.
func LargePages() {
	mark()
	runtime.GC()
}

func mark() {
	heap := make([]byte, size)
	_ = syscall.Madvise(heap, syscall.MADV_HUGEPAGE) // where the system has none, all goes on as it was
}
