// Command measure runs a command and writes what it took to a file, as JSON: measure FILE COMMAND ARGUMENTS.
//
// Linux counts the memory of the process that starts a command as the command's own until it is running. So a program
// that holds a large site itself can't measure a small command; this one holds nothing.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"time"

	"drukpers/internal/dev/bench"
)

func main() {
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(report string, command []string) error {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	started := time.Now()
	if err := cmd.Run(); err != nil {
		return err
	}
	data, err := json.Marshal(bench.UsageOf(cmd.ProcessState, time.Since(started)))
	if err != nil {
		return err
	}
	return os.WriteFile(report, data, 0o644)
}
