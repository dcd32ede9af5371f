//go:build linux && !race

package memory

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func TestLargePages(t *testing.T) {
	if setting, _ := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled"); !strings.Contains(string(setting), "[madvise]") {
		t.Skipf("the system gives no large pages to those who ask: %q", setting)
	}
	const size = 256 << 20
	_, before := memory(t)
	LargePages(size)
	marked, after := memory(t)
	if marked < size {
		t.Errorf("large pages are asked for %d bytes, want %d", marked, size)
	}
	if after-before > 16<<20 {
		t.Errorf("asking takes %d bytes of memory", after-before)
	}
}

// memory is how much of this process's address space is marked for large pages, and how much of it all is in memory, in
// bytes (proc_pid_smaps(5)).
func memory(t *testing.T) (marked, resident int) {
	t.Helper()
	data, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	size, rss := 0, 0
	for line := range strings.Lines(string(data)) {
		_, _ = fmt.Sscanf(line, "Size: %d kB", &size)
		if n, _ := fmt.Sscanf(line, "Rss: %d kB", &rss); n == 1 {
			resident += rss << 10
		}
		if flags, ok := strings.CutPrefix(line, "VmFlags:"); ok && slices.Contains(strings.Fields(flags), "hg") {
			marked += size << 10
		}
	}
	return marked, resident
}

// TestLimits has more asked for than a machine may have: that must not end the program.
func TestLimits(t *testing.T) {
	var machine syscall.Sysinfo_t
	if err := syscall.Sysinfo(&machine); err != nil {
		t.Fatal(err)
	}
	all := int(uint64(machine.Totalram) * uint64(machine.Unit))
	if fits(all) {
		t.Error("all memory of the machine fits")
	}
	LargePages(all)
}
