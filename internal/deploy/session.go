package deploy

import (
	"errors"

	"drukpers/internal/config"
	"drukpers/internal/report"
)

// session is a target that is in use.
type session struct {
	target   config.Target
	secrets  *secrets
	store    store // patient; or
	releases releases
	raw      store // what store has patience with
	p        patience
}

func openSession(t config.Target, o Options) (*session, error) {
	s := &session{target: t, secrets: &secrets{}, p: usual}
	if o.patience != nil {
		s.p = *o.patience
	}
	opened, err := open(t, s.secrets)
	if err != nil {
		return nil, s.explain(err)
	}
	switch target := opened.(type) {
	case store:
		s.raw = target
		if o.fault != nil {
			target = o.fault(target)
		}
		s.store = patient{target, s.p}
	case releases:
		s.releases = target
	}
	return s, nil
}

func (s *session) close() {
	if s.store != nil {
		_ = s.store.close()
		return
	}
	_ = s.releases.close()
}

// explain puts an error in Dutch, without secrets.
func (s *session) explain(err error) error {
	if err = explained(err, s.target.Name); err == nil {
		return nil
	}
	var told *report.Trouble
	if errors.As(err, &told) {
		return &report.Trouble{
			Text: s.secrets.hide(told.Text), Hint: s.secrets.hide(told.Hint), Err: s.hidden(told.Err),
		}
	}
	return s.hidden(err)
}

func (s *session) hidden(err error) error {
	if err == nil || s.secrets.hide(err.Error()) == err.Error() {
		return err
	}
	return &hidden{err, s.secrets}
}
