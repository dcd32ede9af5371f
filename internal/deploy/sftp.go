package deploy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"drukpers/internal/config"
)

// remote is a store in a folder of a machine that speaks SFTP. What the program keeps stands beside that folder.
type remote struct {
	address string
	config  *ssh.ClientConfig
	root    string
	kept    string

	mu      sync.Mutex
	client  *sftp.Client // nil until it is needed, and after the connection was lost
	conn    *ssh.Client
	folders map[string]bool // that are there
}

func openSFTP(t config.Target, s *secrets) (any, error) {
	port := t.Port
	if port == 0 {
		port = 22
	}
	r := &remote{
		address: net.JoinHostPort(t.Host, strconv.Itoa(port)), root: path.Clean(t.Path), folders: map[string]bool{},
	}
	r.kept = path.Join(path.Dir(r.root), stateDir, path.Base(r.root))
	if t.State != "" {
		r.kept = path.Clean(t.State)
	}
	methods, err := loginOf(s)
	if err != nil {
		return nil, err
	}
	keys, algorithms, err := hostKeys(t, r.address)
	if err != nil {
		return nil, err
	}
	r.config = &ssh.ClientConfig{
		User: t.User, Auth: methods, HostKeyCallback: keys, HostKeyAlgorithms: algorithms,
	}
	return r, nil
}

func (r *remote) parallel() int { return 8 }

func (r *remote) path(name string) string {
	if inside, is := strings.CutPrefix(name, stateDir); is {
		return path.Join(r.kept, inside)
	}
	return path.Join(r.root, name)
}

func (r *remote) list(ctx context.Context) ([]object, error) {
	var all []object
	err := r.do(ctx, func(c *sftp.Client) error {
		all = nil
		for walker := c.Walk(r.root); walker.Step(); {
			if err := walker.Err(); err != nil {
				if errors.Is(err, fs.ErrNotExist) {
					continue
				}
				return err
			}
			if walker.Path() == r.kept {
				walker.SkipDir()
				continue
			}
			if !walker.Stat().IsDir() {
				name := strings.TrimPrefix(strings.TrimPrefix(walker.Path(), r.root), "/")
				all = append(all, object{name: name, size: walker.Stat().Size()})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

func (r *remote) get(ctx context.Context, name string) (data []byte, err error) {
	var b bytes.Buffer
	err = r.do(ctx, func(c *sftp.Client) error {
		b.Reset()
		f, err := c.Open(r.path(name))
		if err != nil {
			return err
		}
		_, err = f.WriteTo(&b)
		return errors.Join(err, f.Close())
	})
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// makeFolder makes the folder of a file.
func (r *remote) makeFolder(c *sftp.Client, full string) error {
	dir := path.Dir(full)
	r.mu.Lock()
	known := r.folders[dir]
	r.mu.Unlock()
	if known {
		return nil
	}
	if err := c.MkdirAll(dir); err != nil {
		return err
	}
	r.mu.Lock()
	r.folders[dir] = true
	r.mu.Unlock()
	return nil
}

// write makes a file that is not there, or with excl fails where it is.
func (r *remote) write(c *sftp.Client, full string, data []byte, flags int) error {
	if err := r.makeFolder(c, full); err != nil {
		return err
	}
	f, err := c.OpenFile(full, os.O_WRONLY|os.O_CREATE|flags)
	if err != nil {
		if _, there := c.Lstat(full); flags&os.O_EXCL != 0 && there == nil {
			return fs.ErrExist // which SFTP 3 has no word for
		}
		return r.full(c, err)
	}
	_, err = io.Copy(f, bytes.NewReader(data))
	if err = errors.Join(err, f.Close()); err != nil {
		return r.full(c, err)
	}
	return nil
}

// full says of a failure that the disk is full, where it is: SFTP 3 has no word for that either.
func (r *remote) full(c *sftp.Client, err error) error {
	var status *sftp.StatusError
	if !errors.As(err, &status) || status.FxCode() != sftp.ErrSSHFxFailure {
		return err
	}
	if disk, unknown := c.StatVFS(path.Dir(r.root)); unknown == nil && disk.Bavail == 0 {
		return fmt.Errorf("%w: %w", errFull, err)
	}
	return err
}

func (r *remote) put(ctx context.Context, name string, data []byte) error {
	return r.do(ctx, func(c *sftp.Client) error {
		full := r.path(name)
		if err := r.write(c, full+temporary, data, os.O_TRUNC); err != nil {
			_ = c.Remove(full + temporary)
			return err
		}
		return rename(c, full+temporary, full)
	})
}

// rename replaces a file; a server that can't do so in one step has none for a moment.
func rename(c *sftp.Client, from, to string) error {
	if _, can := c.HasExtension("posix-rename@openssh.com"); can {
		return c.PosixRename(from, to)
	}
	if err := c.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return c.Rename(from, to)
}

func (r *remote) create(ctx context.Context, name string, data []byte) error {
	return r.do(ctx, func(c *sftp.Client) error { return r.write(c, r.path(name), data, os.O_EXCL) })
}

// copy makes a second name where the server can: no file is ever written in place.
func (r *remote) copy(ctx context.Context, from, to string) error {
	var linked bool
	err := r.do(ctx, func(c *sftp.Client) error {
		full := r.path(to)
		if _, can := c.HasExtension("hardlink@openssh.com"); !can {
			return nil
		}
		if err := r.makeFolder(c, full); err != nil {
			return err
		}
		err := c.Link(r.path(from), full)
		if _, there := c.Lstat(full); err != nil && there == nil {
			err = nil
		}
		linked = err == nil
		var status *sftp.StatusError
		if errors.As(err, &status) {
			return nil // a disk without such names, perhaps
		}
		return err
	})
	if err != nil || linked {
		return err
	}
	data, err := r.get(ctx, from)
	if err != nil {
		return err
	}
	return r.put(ctx, to, data)
}

func (r *remote) remove(ctx context.Context, name string) error {
	return r.do(ctx, func(c *sftp.Client) error {
		if err := c.Remove(r.path(name)); err != nil {
			return ignoring(err, fs.ErrNotExist)
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if c.RemoveDirectory(r.path(dir)) != nil { // not empty
				break
			}
			r.mu.Lock()
			delete(r.folders, r.path(dir))
			r.mu.Unlock()
		}
		return nil
	})
}
