package deploy

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"
)

// execution is a plan that is carried out at a store.
type execution struct {
	store store
	local *local
	plan  *plan
	p     patience
	done  func() // after each step

	mu      sync.Mutex
	journal journal
	written int // entries of the journal that the store has
}

// run does all steps, phase by phase, between a manifest that says what is pending and one that says what is there.
func (e *execution) run(ctx context.Context, before *manifest) error {
	claim := *before
	claim.Token, claim.Pending = rand.Text(), map[string]string{}
	for _, s := range e.plan.steps() {
		claim.Pending[s.name] = s.file.Hash
	}
	e.journal.Token = claim.Token
	if err := e.putManifest(ctx, manifestName, &claim); err != nil {
		return err
	}
	stop := e.keepJournal(ctx)
	err := e.phases(ctx)
	stop()
	if err != nil {
		e.writeJournal(context.WithoutCancel(ctx))
		return err
	}
	expired := e.plan.expire()
	if err := e.putManifest(ctx, deployName(e.plan.after.Number), e.plan.after); err != nil {
		return err
	}
	if err := e.putManifest(ctx, manifestName, e.plan.after); err != nil {
		return err
	}
	// What is left over takes room and nothing else.
	_ = inParallel(ctx, e.store.parallel(), append(expired, journalName), e.store.remove)
	return nil
}

func (e *execution) phases(ctx context.Context) error {
	for _, steps := range e.plan.phases {
		if err := inParallel(ctx, e.store.parallel(), steps, e.step); err != nil {
			return err
		}
	}
	return nil
}

func (e *execution) step(ctx context.Context, s step) error {
	if s.keep != "" {
		if err := e.keep(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	if err := e.bring(ctx, s); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	e.mu.Lock()
	e.journal.Done = append(e.journal.Done, s.name)
	e.mu.Unlock()
	e.done()
	return nil
}

// bring makes a file what it is to be.
func (e *execution) bring(ctx context.Context, s step) error {
	if s.deletes() {
		return e.store.remove(ctx, s.name)
	}
	data, err := e.local.read(s.name)
	if err != nil {
		return err
	}
	return e.store.put(ctx, s.name, data)
}

// keep stores under its hash what a step is about to replace. What may have been replaced already was kept before that.
func (e *execution) keep(ctx context.Context, s step) error {
	if s.unsure {
		if _, err := e.store.get(ctx, keptName(s.keep)); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	// Somebody may have taken it away.
	return ignoring(e.store.copy(ctx, s.name, keptName(s.keep)), fs.ErrNotExist)
}

func (e *execution) putManifest(ctx context.Context, name string, m *manifest) error {
	data, err := m.encode()
	if err != nil {
		return err
	}
	return e.store.put(ctx, name, data)
}

// keepJournal writes the journal now and then, until stop is called.
func (e *execution) keepJournal(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for sleep(ctx, e.p.flush) == nil {
			e.writeJournal(ctx)
		}
	}()
	return func() { cancel(); <-stopped }
}

// writeJournal does what it can: without it the next deploy does more.
func (e *execution) writeJournal(ctx context.Context) {
	e.mu.Lock()
	data, err := json.Marshal(e.journal)
	n := len(e.journal.Done)
	e.mu.Unlock()
	if err != nil || n == e.written {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, min(e.p.timeout, 10*time.Second))
	defer cancel()
	if e.store.put(ctx, journalName, data) == nil {
		e.written = n
	}
}
