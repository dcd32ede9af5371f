package bench

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// patience is how long a page may take to come or to change.
const patience = 10 * time.Minute

// Preview is the address of a running preview, without a slash at its end.
type Preview string

// Get asks for a page.
func (p Preview) Get(url string) (string, error) {
	response, err := http.Get(string(p) + url)
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = errors.New(url + ": " + response.Status)
	}
	return string(data), errors.Join(err, response.Body.Close())
}

// Until is how long it takes until a page shows a text. A page that is not there yet is asked for again.
func (p Preview) Until(url, text string) (time.Duration, error) {
	started := time.Now()
	for {
		page, err := p.Get(url)
		if err == nil && strings.Contains(page, text) {
			return time.Since(started), nil
		}
		if time.Since(started) > patience {
			return 0, errors.Join(fmt.Errorf("%s never shows %q", url, text), err)
		}
		time.Sleep(time.Millisecond)
	}
}

// Server is a preview in a process of its own.
type Server struct {
	Preview
	FirstPage time.Duration // from the start of the process
	cmd       *exec.Cmd
	output    *bytes.Buffer
	started   time.Time
}

// Serve starts the product's preview of a project.
func (t Tools) Serve(project string) (*Server, error) {
	return StartServer(t.Drukpers, "serve", "--source", project)
}

// StartServer starts a preview and waits for its first page. The command takes its port by a flag --port.
func StartServer(name string, args ...string) (*Server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	s := &Server{
		Preview: Preview(fmt.Sprintf("http://127.0.0.1:%d", port)), output: new(bytes.Buffer),
		started: time.Now(),
	}
	s.cmd = exec.Command(name, append(args, "--port", strconv.Itoa(port))...)
	s.cmd.Stdout, s.cmd.Stderr = s.output, s.output
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	s.FirstPage, err = s.Until("/", "</html>")
	if err != nil {
		_, stopped := s.Stop()
		return nil, errors.Join(err, stopped, errors.New(s.output.String()))
	}
	return s, nil
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return listener.Addr().(*net.TCPAddr).Port, listener.Close()
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// Stop ends the preview and tells what it took.
func (s *Server) Stop() (Usage, error) {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid)) // Linux only
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		_ = s.cmd.Process.Kill()
	}
	_ = s.cmd.Wait() // it was interrupted
	usage := UsageOf(s.cmd.ProcessState, time.Since(s.started))
	if found := highWater.FindSubmatch(status); found != nil {
		kilobytes, err := strconv.ParseInt(string(found[1]), 10, 64)
		if err != nil {
			return usage, err
		}
		usage.Peak = kilobytes * 1024
	}
	return usage, nil
}
