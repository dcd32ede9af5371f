package bench

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
)

// WithScratch gives a function a new folder and removes it afterwards, also when Ctrl-C ends the program: large sites are
// not to stay behind.
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

// Progress tells who waits what is done now.
func Progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
