package memory

import (
	"bufio"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func TestLargePages(t *testing.T) {
	if setting, _ := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled"); !strings.Contains(string(setting), "[madvise]") {
		t.Skipf("the system gives no large pages to those who ask: %q", setting)
	}
	before := resident(t)
	LargePages(256 << 20)
	if grown := resident(t) - before; grown > 16<<20 {
		t.Errorf("asking takes %d bytes of memory", grown)
	}
	var values [][]byte
	for range 1000 {
		value := make([]byte, 16<<10)
		values = append(values, value)
	}
	if got := large(t); got < 8<<20 {
		t.Errorf("of 16 MB that were made afterwards %d bytes are in large pages", got)
	}
	runtime.KeepAlive(values)
}

func resident(t *testing.T) int { return total(t, "Rss:") }

func large(t *testing.T) int { return total(t, "AnonHugePages:") }

// total adds up a field of this process's pieces of memory, in bytes.
func total(t *testing.T, field string) (sum int) {
	t.Helper()
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if kilobytes, ok := strings.CutPrefix(lines.Text(), field); ok {
			n := 0
			for _, c := range strings.TrimSuffix(strings.TrimSpace(kilobytes), " kB") {
				n = 10*n + int(c-'0')
			}
			sum += n << 10
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return sum
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
