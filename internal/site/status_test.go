package site

import (
	"testing"
	"time"

	"drukpers/internal/content"
)

func TestStatusOf(t *testing.T) {
	t.Parallel()
	before, after := now.Add(-time.Minute), now.Add(time.Minute)
	for name, test := range map[string]struct {
		head content.FrontMatter
		want Status
	}{
		"no date":                       {content.FrontMatter{}, Published},
		"dated before":                  {content.FrontMatter{Date: before}, Published},
		"dated this moment":             {content.FrontMatter{Date: now}, Published},
		"dated after":                   {content.FrontMatter{Date: after}, Scheduled},
		"publishDate after":             {content.FrontMatter{Date: before, PublishDate: after}, Scheduled},
		"publishDate before":            {content.FrontMatter{Date: after, PublishDate: before}, Published},
		"expires after":                 {content.FrontMatter{Date: before, ExpiryDate: after}, Published},
		"expires this moment":           {content.FrontMatter{Date: before, ExpiryDate: now}, Expired},
		"expired":                       {content.FrontMatter{Date: before, ExpiryDate: before}, Expired},
		"expired before it appears":     {content.FrontMatter{Date: after, ExpiryDate: before}, Scheduled},
		"a draft":                       {content.FrontMatter{Date: before, Draft: true}, Draft},
		"a draft of later":              {content.FrontMatter{Date: after, Draft: true}, Draft},
		"a draft that would be expired": {content.FrontMatter{ExpiryDate: before, Draft: true}, Draft},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := &content.Article{FrontMatter: test.head}
			if got := StatusOf(a, now); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
			for choice, selection := range map[string]Selection{
				"drafts": {Now: now, Drafts: true}, "future": {Now: now, Future: true}, "expired": {Now: now, Expired: true},
			} {
				own := map[string]Status{"drafts": Draft, "future": Scheduled, "expired": Expired}[choice]
				if left := selection.omits(a); left == own || test.want == Published && left != Published {
					t.Errorf("with %s, it is left out as %d", choice, left)
				}
			}
			everything := Selection{Now: now, Drafts: true, Future: true, Expired: true}
			if left := everything.omits(a); left != Published {
				t.Errorf("with everything, it is left out as %d", left)
			}
		})
	}
}
