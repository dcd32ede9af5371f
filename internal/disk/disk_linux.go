package disk

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"syscall"
	"time"
)

// readIn reads a file of an open folder. It follows no link: an error means that the file is to be read in another way.
func readIn(folder *os.File, name string) ([]byte, Stamp, error) {
	fd, err := opened(func() (int, error) {
		return syscall.Openat(int(folder.Fd()), name, syscall.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	})
	runtime.KeepAlive(folder)
	if err != nil {
		return nil, Stamp{}, err
	}
	defer func() { _ = syscall.Close(fd) }()
	stamp, err := stampOf(fd)
	if err != nil {
		return nil, Stamp{}, err
	}
	data := make([]byte, stamp.Size)
	for n := 0; n < len(data); {
		switch m, err := syscall.Read(fd, data[n:]); {
		case errors.Is(err, syscall.EINTR):
		case err != nil:
			return nil, Stamp{}, err
		case m == 0: // it has become shorter
			return data[:n], stamp, nil
		default:
			n += m
		}
	}
	return data, stamp, nil
}

// Create makes a file, or empties it, and writes data to it.
func Create(name string, data []byte) (stamp Stamp, err error) {
	fd, err := opened(func() (int, error) {
		return syscall.Open(name, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_TRUNC|syscall.O_CLOEXEC, 0o644)
	})
	if err != nil {
		return Stamp{}, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	defer func() {
		if failed := syscall.Close(fd); err == nil && failed != nil {
			err = &fs.PathError{Op: "close", Path: name, Err: failed}
		}
	}()
	for len(data) > 0 {
		n, err := syscall.Write(fd, data)
		if err != nil && !errors.Is(err, syscall.EINTR) {
			return Stamp{}, &fs.PathError{Op: "write", Path: name, Err: err}
		}
		data = data[max(n, 0):]
	}
	if stamp, err = stampOf(fd); err != nil {
		err = &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return stamp, err
}

// opened tries again as long as a signal comes between.
func opened(open func() (int, error)) (int, error) {
	for {
		if fd, err := open(); !errors.Is(err, syscall.EINTR) {
			return fd, err
		}
	}
}

func stampOf(fd int) (Stamp, error) {
	var stat syscall.Stat_t
	if err := syscall.Fstat(fd, &stat); err != nil {
		return Stamp{}, err
	}
	if stat.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return Stamp{}, syscall.EINVAL
	}
	return Stamp{stat.Size, time.Unix(stat.Mtim.Unix())}, nil
}
