//go:build linux && !race

package memory

import (
	"errors"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
)

// LargePages asks for large pages for the next size bytes of the heap. It makes one value of them, marks it, and lets go of
// it untouched: so nothing is in memory yet, and Go makes all that comes after in what was marked. Where so much can't be had
// for sure it does nothing, nor the second time: Go would fill memory that was in use before with zeros.
func LargePages(size int) {
	if fits(size) && !asked.Swap(true) {
		mark(size)
		runtime.GC()
	}
}

var asked atomic.Bool

// fits reports whether the system will give a program so much memory that it does not use: no limit stands in the way, half of
// the machine's memory is enough for it, and it may be promised more than there is.
func fits(size int) bool {
	var limit syscall.Rlimit
	var machine syscall.Sysinfo_t
	promises, err := os.ReadFile("/proc/sys/vm/overcommit_memory")
	err = errors.Join(err, syscall.Getrlimit(syscall.RLIMIT_AS, &limit), syscall.Sysinfo(&machine))
	const unlimited = ^uint64(0)
	return err == nil && limit.Cur == unlimited && uint64(size) <= uint64(machine.Totalram)*uint64(machine.Unit)/2 &&
		strings.TrimSpace(string(promises)) != "2"
}

func mark(size int) {
	heap := make([]byte, size)
	_ = syscall.Madvise(heap, syscall.MADV_HUGEPAGE) // where the system has none, all goes on as it was
}
