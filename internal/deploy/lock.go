package deploy

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// lock is a file at a store that says who deploys, and until when that counts when nothing more is heard.
type lock struct {
	Token string    `json:"token"`
	Who   string    `json:"who"`
	Until time.Time `json:"until"`
}

// takeLock takes the lock of a store, or waits for who has it. The context that it returns ends when the lock is lost;
// release gives it back.
func takeLock(ctx context.Context, s store, p patience) (locked context.Context, release func(), err error) {
	who, _ := os.Hostname()
	mine := lock{Token: rand.Text(), Who: who}
	write := func() []byte {
		mine.Until = time.Now().Add(p.expiry).UTC()
		data, _ := json.Marshal(mine)
		return data
	}
	deadline := time.Now().Add(p.lock)
	for {
		err := s.create(ctx, lockName, write())
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, nil, err
		}
		theirs, err := readLock(ctx, s)
		if err != nil {
			return nil, nil, err
		}
		if theirs.Token == mine.Token { // also where the answer was lost, and not where a store let two have it
			break
		}
		if time.Now().After(theirs.Until) {
			if err := s.remove(ctx, lockName); err != nil {
				return nil, nil, err
			}
			continue
		}
		if time.Now().After(deadline) {
			return nil, nil, trouble(
				fmt.Sprintf("er is al een andere drukpers aan het publiceren (op %s)", theirs.Who),
				fmt.Sprintf("Wacht tot die klaar is. Is die gestopt, dan kan het vanzelf weer om %s.",
					theirs.Until.Local().Format("15:04:05")))
		}
		if err := sleep(ctx, min(p.lock/10+time.Millisecond, time.Second)); err != nil {
			return nil, nil, err
		}
	}
	locked, cancel := context.WithCancelCause(ctx)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for sleep(locked, p.expiry/6) == nil {
			if theirs, err := readLock(locked, s); err == nil && theirs.Token != mine.Token {
				cancel(trouble("een andere drukpers nam het publiceren over", "Kijk wat er online staat, en doe het opnieuw."))
				return
			}
			_ = s.put(locked, lockName, write())
		}
	}()
	return locked, func() {
		cancel(nil)
		<-stopped
		ending, done := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer done()
		if theirs, err := readLock(ending, s); err == nil && theirs.Token == mine.Token {
			_ = s.remove(ending, lockName)
		}
	}, nil
}

// readLock reads a lock; one that is gone or damaged is one that has expired.
func readLock(ctx context.Context, s store) (l lock, err error) {
	data, err := s.get(ctx, lockName)
	if errors.Is(err, fs.ErrNotExist) {
		return lock{}, nil
	}
	_ = json.Unmarshal(data, &l)
	return l, err
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
