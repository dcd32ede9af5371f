package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestServe starts the command on a port that is taken, edits a file, and stops it as Ctrl-C does.
func TestServe(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "site.yaml", "title: Proef\n")
	write(t, dir, "content/nieuws/een.md", "---\ntitle: Een\n---\n\nEerst.\n")
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	port := taken.Addr().(*net.TCPAddr).Port

	cmd, address := startServe(t, dir, port)
	if address == "http://127.0.0.1:"+strconv.Itoa(port)+"/" {
		t.Errorf("it serves on a port that is taken: %s", address)
	}
	if text := fetch(t, address+"nieuws/een/"); !strings.Contains(text, "Eerst.") {
		t.Errorf("the page says %s", text)
	}
	write(t, dir, "content/nieuws/een.md", "---\ntitle: Een\n---\n\nDaarna. [weg](/weg/)\n")
	end := time.Now().Add(10 * time.Second)
	for !strings.Contains(fetch(t, address+"nieuws/een/"), "Daarna.") {
		time.Sleep(5 * time.Millisecond)
		if time.Now().After(end) {
			t.Fatal("an edit does not show")
		}
	}
	status := fetch(t, address+".drukpers/status?url=/nieuws/een/")
	if !strings.Contains(status, "de link /weg/ leidt nergens heen") {
		t.Errorf("what check finds is not told: %s", status)
	}
	started := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); endOf(t, err) != syscall.SIGINT || time.Since(started) > 2*time.Second {
		t.Errorf("it ends with %v after %v", err, time.Since(started))
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("it leaves %v, %v", entries, err)
	}
}

// command is the program in a process of its own; see TestMain.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args = append([]string{"drukpers"}, args...)
	return cmd
}

// endOf is the signal that ended a process: a shell adds 128 to it. It is 0 where the process ended by itself.
func endOf(t *testing.T, err error) syscall.Signal {
	t.Helper()
	var exit *exec.ExitError
	if err == nil {
		return 0
	}
	if !errors.As(err, &exit) || !exit.Sys().(syscall.WaitStatus).Signaled() {
		t.Fatalf("it ends with %v", err)
	}
	return exit.Sys().(syscall.WaitStatus).Signal()
}

// write writes a file of a project, in folders that it makes.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// startServe gives the running command and the address that it prints.
func startServe(t *testing.T, dir string, port int) (*exec.Cmd, string) {
	t.Helper()
	cmd := command(t, "serve", "--source", dir, "--port", strconv.Itoa(port))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	rest, ok := strings.CutPrefix(line, "De site staat op ")
	if err != nil || !ok {
		t.Fatalf("it says %q, %v", line, err)
	}
	address, _, _ := strings.Cut(rest, " ")
	return cmd, address
}

func fetch(t *testing.T, address string) string {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	withToken := func(host string) string { return "http://" + host + "/?token=x" }
	for addr, want := range map[string]struct {
		own, others string
	}{
		"127.0.0.1:1313":    {"http://127.0.0.1:1313/", ""},
		"[::1]:1313":        {"http://[::1]:1313/", ""},
		"0.0.0.0:1313":      {"http://localhost:1313/", "netwerk"},
		"[::]:80":           {"http://localhost:80/", "netwerk"},
		"192.168.1.20:1313": {"http://192.168.1.20:1313/?token=x", "  http://192.168.1.20:1313/?token=x\n"},
	} {
		a, err := net.ResolveTCPAddr("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if got := webAddress(a, withToken); got != want.own {
			t.Errorf("%s: %s", addr, got)
		}
		var said strings.Builder
		announce(&said, a, withToken)
		if got := said.String(); !strings.Contains(got, want.others) || (got == "") != (want.others == "") ||
			strings.Contains(got, "?token") != strings.Contains(got, "▀") {
			t.Errorf("%s: %s", addr, got)
		}
	}
	for _, ip := range networkAddresses() {
		if !ip.Is4() || ip.IsLoopback() {
			t.Errorf("a phone can't reach %v", ip)
		}
	}
}

func TestListen(t *testing.T) {
	t.Parallel()
	for code, want := range map[syscall.Errno]bool{
		syscall.EADDRINUSE: true, 10048: true, 10013: true, syscall.EACCES: false,
	} {
		err := &net.OpError{Op: "listen", Err: os.NewSyscallError("bind", code)}
		if taken(err) != want {
			t.Errorf("%d is taken: %v", code, !want)
		}
	}
	if _, err := listen("256.0.0.1", 0); err == nil {
		t.Error("an address that does not exist is taken")
	}
	if _, err := listen("127.0.0.1", 70000); err == nil {
		t.Error("a port that does not exist is taken")
	}
}

// A double click opens a preview; a file that is dropped on the program is an argument that does not belong.
func TestDoubleClicked(t *testing.T) {
	t.Parallel()
	if got := doubleClicked(nil); !slices.Equal(got, []string{"serve", "--open"}) {
		t.Errorf("a double click is %q", got)
	}
	if got := doubleClicked([]string{"a.md"}); !slices.Equal(got, []string{"a.md"}) {
		t.Errorf("a file becomes %q", got)
	}
}
