package deploy

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"drukpers/internal/config"
)

// netlify has releases that it calls deploys, by the file digest method: it is told the SHA-1 of every file and answers
// which it does not have; when these are there, the deploy goes online by itself.
//
// https://docs.netlify.com/api-and-cli-guides/api-guides/get-started-with-api/#file-digest-method
type netlify struct {
	api  *api
	site string // path of the site in the API
	now  *netlifySite
}

type netlifySite struct {
	URL       string         `json:"url"`
	SSLURL    string         `json:"ssl_url"`
	Published *netlifyDeploy `json:"published_deploy"`
}

type netlifyDeploy struct {
	ID       string    `json:"id"`
	State    string    `json:"state"`
	Context  string    `json:"context"`
	Created  time.Time `json:"created_at"`
	SSLURL   string    `json:"deploy_ssl_url"`
	Required []string  `json:"required"`
	Message  string    `json:"error_message"`
}

func openNetlify(t config.Target, s *secrets) (any, error) {
	token, err := s.need(t, "NETLIFY_AUTH_TOKEN")
	if err != nil {
		return nil, err
	}
	base := cmp.Or(t.API, "https://api.netlify.com/api/v1")
	return &netlify{api: newAPI(base, token), site: "/sites/" + url.PathEscape(t.Site)}, nil
}

func (n *netlify) close() error { return nil }

func (n *netlify) online(ctx context.Context) (data []byte, id string, err error) {
	n.now = &netlifySite{}
	if err := n.api.get(ctx, n.site, n.now); err != nil {
		return nil, "", err
	}
	if n.now.Published == nil || n.now.Published.ID == "" {
		return nil, "", fs.ErrNotExist
	}
	data, err = n.get(ctx, manifestFile)
	return data, n.now.Published.ID, err
}

// get reads a file at the address of the release itself, which no cache stands before.
func (n *netlify) get(ctx context.Context, name string) ([]byte, error) {
	return n.api.fetch(ctx, cmp.Or(n.now.Published.SSLURL, n.now.SSLURL, n.now.URL), name)
}

func (n *netlify) adopt(ctx context.Context, l *local) (map[string]file, map[string]string, error) {
	var listed []struct {
		Path string `json:"path"`
		SHA  string `json:"sha"`
	}
	if err := n.api.get(ctx, n.site+"/files", &listed); err != nil {
		return nil, nil, err
	}
	files, carried := map[string]file{}, map[string]string{}
	for _, o := range listed {
		name := strings.TrimPrefix(o.Path, "/")
		f, ours := l.files[name]
		if !ours {
			if name != manifestFile {
				carried[name] = o.SHA
			}
			continue
		}
		data, err := l.read(name)
		if err != nil {
			return nil, nil, err
		}
		if sha1Of(data) != o.SHA {
			f.Hash = unknown
		}
		files[name] = f
	}
	return files, carried, nil
}

func (n *netlify) release(ctx context.Context, r *release) error {
	digests, places := map[string]string{}, map[string]string{}
	for _, name := range append(r.names(), manifestFile) {
		if strings.ContainsAny(name, "#?") {
			return trouble(fmt.Sprintf("Netlify kan geen bestand hebben dat %s heet", name), "Haal # en ? uit de naam.")
		}
		data, err := r.read(ctx, name)
		if err != nil {
			return err
		}
		digests[name] = sha1Of(data)
		places[digests[name]] = name
	}
	maps.Copy(digests, r.after.Carried)
	var made netlifyDeploy
	err := r.p.try(ctx, 0, func(ctx context.Context) error {
		if err := n.unchanged(ctx, r.before); err != nil {
			return err
		}
		return n.api.post(ctx, n.site+"/deploys", map[string]any{
			"files": digests, "async": true, "title": fmt.Sprintf("drukpers %d", r.after.Number),
		}, &made)
	})
	if err == nil {
		err = n.wait(ctx, r.p, &made, "prepared", "uploading", "uploaded", "ready")
	}
	if err != nil {
		return err
	}
	required := slices.Compact(slices.Sorted(slices.Values(made.Required)))
	// Whole at once or not at all: there is no order to keep.
	err = inParallel(ctx, 8, required, func(ctx context.Context, digest string) error {
		name, known := places[digest]
		if !known {
			return fmt.Errorf("netlify requires %s, which no file has", digest)
		}
		data, err := r.read(ctx, name)
		if err != nil {
			return err
		}
		err = r.p.try(ctx, int64(len(data)), func(ctx context.Context) error {
			return n.api.call(ctx, http.MethodPut, "/deploys/"+url.PathEscape(made.ID)+"/files/"+escapePath(name), n.api.token,
				"application/octet-stream", data, nil)
		})
		r.done()
		return err
	})
	if err == nil {
		err = n.wait(ctx, r.p, &made, "ready")
	}
	if err != nil {
		return err
	}
	return r.p.try(ctx, 0, func(ctx context.Context) error {
		if err := n.unchanged(ctx, made.ID); err != nil {
			return trouble("alles staat bij Netlify, maar het kwam niet online",
				"Staat publiceren daar vast (locked deploys)? Zet het los, of kies de laatste zelf in Netlify.")
		}
		return nil
	})
}

// unchanged fails when another release is online than the one of an id.
func (n *netlify) unchanged(ctx context.Context, id string) error {
	var now netlifySite
	if err := n.api.get(ctx, n.site, &now); err != nil {
		return err
	}
	if now.Published != nil && now.Published.ID != id || now.Published == nil && id != "" {
		return errOvertaken
	}
	return nil
}

// errOvertaken is a deploy during which another one went online.
var errOvertaken = trouble("een andere keer publiceren was net eerder klaar",
	"Doe het opnieuw: dan komt erbij wat nog ontbreekt.")

// wait asks until a deploy has one of some states.
func (n *netlify) wait(ctx context.Context, p patience, d *netlifyDeploy, states ...string) error {
	deadline := time.Now().Add(10 * time.Minute)
	for pause := p.first / 2; !slices.Contains(states, d.State); pause = min(pause*2, 5*time.Second) {
		if d.State == "error" {
			return trouble("Netlify kon het niet verwerken: "+cmp.Or(d.Message, d.State),
				"Kijk bij Netlify, onder Deploys, wat er mis was.")
		}
		if time.Now().After(deadline) {
			return trouble("Netlify is na tien minuten nog bezig", "Kijk bij Netlify, onder Deploys, of het nog klaar komt.")
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
		required := d.Required
		err := p.try(ctx, 0, func(ctx context.Context) error {
			return n.api.get(ctx, n.site+"/deploys/"+url.PathEscape(d.ID), d)
		})
		if err != nil {
			return err
		}
		if d.Required == nil {
			d.Required = required
		}
	}
	return nil
}

// back restores the newest deploy that was ready before the one that is online.
//
// https://docs.netlify.com/api-and-cli-guides/api-guides/get-started-with-api/#restore-deploy-rollback
func (n *netlify) back(ctx context.Context) error {
	if n.now.Published == nil {
		return errNoBack
	}
	var all []netlifyDeploy
	if err := n.api.get(ctx, n.site+"/deploys?per_page=100", &all); err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b netlifyDeploy) int { return b.Created.Compare(a.Created) })
	at := slices.IndexFunc(all, func(d netlifyDeploy) bool { return d.ID == n.now.Published.ID })
	if at < 0 {
		return errNoBack
	}
	for _, d := range all[at+1:] {
		if d.State == "ready" && cmp.Or(d.Context, "production") == "production" {
			return n.api.post(ctx, n.site+"/deploys/"+url.PathEscape(d.ID)+"/restore", struct{}{}, nil)
		}
	}
	return errNoBack
}
