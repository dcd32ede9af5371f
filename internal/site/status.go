package site

import (
	"time"

	"drukpers/internal/content"
)

// Status is whether an article is published.
type Status uint8

// The statuses. An article has the first of these that is true of it.
const (
	Draft     Status = iota // it says so itself
	Scheduled               // its publishDate, else its date, is yet to come
	Expired                 // its expiryDate has passed
	Published               // none of these
)

// conditions are those of the statuses before Published, in order. An article without a date is published.
var conditions = [Published]func(a *content.Article, now time.Time) bool{
	Draft:     func(a *content.Article, _ time.Time) bool { return a.Draft },
	Scheduled: func(a *content.Article, now time.Time) bool { return a.Published().After(now) },
	Expired: func(a *content.Article, now time.Time) bool {
		return !a.ExpiryDate.IsZero() && !a.ExpiryDate.After(now)
	},
}

// StatusOf is that of an article at a moment.
func StatusOf(a *content.Article, now time.Time) Status {
	return Selection{Now: now}.omits(a)
}

// Selection says which articles count as published.
type Selection struct {
	Now                     time.Time
	Drafts, Future, Expired bool // publish these too
}

// omits is the status for which the selection leaves an article out, or Published.
func (s Selection) omits(a *content.Article) Status {
	included := [Published]bool{Draft: s.Drafts, Scheduled: s.Future, Expired: s.Expired}
	for status, holds := range conditions {
		if !included[status] && holds(a, s.Now) {
			return Status(status)
		}
	}
	return Published
}
