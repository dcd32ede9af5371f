package memory

import (
	"runtime"
	"syscall"
)

// LargePages asks for large pages for the next size bytes of the heap. It makes one value of them, marks it, and lets go of
// it untouched: so nothing is in memory yet, and Go makes all that comes after in what was marked.
func LargePages(size int) {
	mark(size)
	runtime.GC()
}

func mark(size int) {
	heap := make([]byte, size)
	_ = syscall.Madvise(heap, syscall.MADV_HUGEPAGE) // where the system has none, all goes on as it was
}
