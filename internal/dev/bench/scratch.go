package bench

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
)

// WithScratch gives a function a new folder and removes it afterwards, also when Ctrl-C ends the program: large sites
// are not to stay behind.
func WithScratch(name string, run func(dir string) error) error {
	dir, err := os.MkdirTemp("", name)
	if err != nil {
		return err
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	defer signal.Stop(interrupted)
	go func() {
		<-interrupted // the commands under way get it too
		_ = os.RemoveAll(dir)
		os.Exit(130)
	}()
	return errors.Join(run(dir), os.RemoveAll(dir))
}

// Settle writes to the disk what the system still holds back of earlier measurements, so that the next does not pay for
// them. Nor should it come after the removal of what they made: for minutes ext4 passes over every file that was
// removed when it makes one. So outputs stay until all is measured.
func Settle() {
	_ = exec.Command("sync").Run() // where there is none, the system has its own way
}

// Progress tells who waits what is done now.
func Progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
