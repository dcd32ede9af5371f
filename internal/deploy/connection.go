package deploy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// connection is the one under way, or a new one.
func (r *remote) connection(ctx context.Context) (*sftp.Client, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.client != nil {
		return r.client, nil
	}
	var dialer net.Dialer
	line, err := dialer.DialContext(ctx, "tcp", r.address)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = line.Close() })
	defer stop()
	conn, channels, requests, err := ssh.NewClientConn(line, r.address, r.config)
	if err != nil {
		_ = line.Close()
		return nil, refusedLogin(err)
	}
	r.conn = ssh.NewClient(conn, channels, requests)
	if r.client, err = sftp.NewClient(r.conn, sftp.UseConcurrentWrites(true)); err != nil {
		_ = r.conn.Close()
		r.conn, r.client = nil, nil
		return nil, fmt.Errorf("%w: %w", errLostConnection, err)
	}
	return r.client, nil
}

// do makes calls over the connection, which it drops when they take too long or it was lost.
func (r *remote) do(ctx context.Context, f func(c *sftp.Client) error) error {
	client, err := r.connection(ctx)
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- f(client) }()
	select {
	case err = <-ended:
	case <-ctx.Done():
		err = ctx.Err()
	}
	var status *sftp.StatusError
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrExist) ||
		errors.Is(err, errFull) || errors.As(err, &status) && status.FxCode() != sftp.ErrSSHFxConnectionLost {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.client == client {
		_ = r.drop()
	}
	if ctx.Err() != nil {
		return err
	}
	return fmt.Errorf("%w: %w", errLostConnection, err)
}

// drop ends the connection; the lock is held.
func (r *remote) drop() error {
	if r.client == nil {
		return nil
	}
	err := errors.Join(r.client.Close(), r.conn.Close())
	r.client, r.conn = nil, nil
	clear(r.folders)
	return err
}

func (r *remote) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.drop()
}
