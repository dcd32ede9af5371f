package deploy

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"path"
	"strings"
	"sync"

	"drukpers/internal/config"
	"drukpers/internal/host"
	"drukpers/internal/report"
	"drukpers/internal/theme"
)

// cloudflare has releases that are versions of a Worker with static assets: it is told the hash of every file and
// answers which it does not have; a new version of the Worker puts them online.
//
// https://developers.cloudflare.com/workers/static-assets/direct-upload/
type cloudflare struct {
	api     *api
	account string // path of the account in the API
	worker  string // path of the Worker in the API
	address string // of the site
}

// cloudflareFile is the most that an asset may hold, in bytes.
const cloudflareFile = 25 << 20

// script is the Worker: the host asks it for what is no asset, and it gives the site's own 404.html.
const script = "export default { fetch: (request, env) => env.ASSETS.fetch(request) };\n"

// compatibility is the date whose behaviour of Workers the script was written for.
const compatibility = "2026-01-01"

func openCloudflare(t config.Target, s *secrets) (any, error) {
	token, err := s.need(t, "CLOUDFLARE_API_TOKEN")
	if err != nil {
		return nil, err
	}
	account := "/accounts/" + url.PathEscape(t.Account) + "/workers"
	return &cloudflare{
		api: newAPI(cmp.Or(t.API, "https://api.cloudflare.com/client/v4"), token), account: account,
		worker: account + "/scripts/" + url.PathEscape(t.Worker), address: t.Address,
	}, nil
}

func (c *cloudflare) close() error { return nil }

// deployments are what was online, the newest first; the first is online now.
// https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/deployments/
type deployments struct {
	Result struct {
		Deployments []struct {
			Versions []struct {
				ID string `json:"version_id"`
			} `json:"versions"`
		} `json:"deployments"`
	} `json:"result"`
}

// versions are those of the deployments, the newest first; nil where there is no such Worker yet.
func (c *cloudflare) versions(ctx context.Context) ([]string, error) {
	var all deployments
	err := c.api.get(ctx, c.worker+"/deployments", &all)
	var status *statusError
	if errors.As(err, &status) && status.status == http.StatusNotFound {
		return nil, nil
	}
	var ids []string
	for _, d := range all.Result.Deployments {
		if len(d.Versions) > 0 {
			ids = append(ids, d.Versions[0].ID)
		}
	}
	return ids, err
}

func (c *cloudflare) online(ctx context.Context) (data []byte, id string, err error) {
	ids, err := c.versions(ctx)
	if err != nil {
		return nil, "", err
	}
	if len(ids) == 0 {
		return nil, "", fs.ErrNotExist
	}
	data, err = c.get(ctx, manifestFile)
	return data, ids[0], err
}

func (c *cloudflare) get(ctx context.Context, name string) ([]byte, error) {
	return c.api.fetch(ctx, c.address, name)
}

// adopt knows nothing: the host lists no assets. What it has is not uploaded again all the same.
func (c *cloudflare) adopt(context.Context, *local) (map[string]file, map[string]string, error) {
	return map[string]file{}, nil, nil
}

type assetEntry struct {
	Hash string `json:"hash"`
	Size int64  `json:"size"`
}

type assetSession struct {
	Result struct {
		JWT     string     `json:"jwt"`
		Buckets [][]string `json:"buckets"`
	} `json:"result"`
}

// assetHash is the hash that the host's guide gives an asset: of its bytes in base64 and its extension, since the type
// that it is served with belongs to it.
func assetHash(name string, data []byte) string {
	h := sha256.New()
	h.Write([]byte(base64.StdEncoding.EncodeToString(data)))
	h.Write([]byte(strings.TrimPrefix(path.Ext(name), ".")))
	return hex.EncodeToString(h.Sum(nil))[:32]
}

func (c *cloudflare) release(ctx context.Context, r *release) error {
	entries, places := map[string]assetEntry{}, map[string]string{}
	config := map[string]string{"html_handling": "auto-trailing-slash", "not_found_handling": "404-page"}
	for _, name := range append(r.names(), manifestFile) {
		data, err := r.read(ctx, name)
		switch {
		case err != nil:
			return err
		case name == "_headers", name == "_redirects":
			config[name] = string(data)
			continue
		case len(data) > cloudflareFile:
			return trouble(fmt.Sprintf("%s is te groot voor Cloudflare: %s MB, en 25 is het meeste", name,
				report.Number(len(data)>>20)), "Maak het bestand kleiner, of zet het ergens anders.")
		}
		e := assetEntry{assetHash(name, data), int64(len(data))}
		entries["/"+name], places[e.Hash] = e, name
	}
	var session assetSession
	err := r.p.try(ctx, 0, func(ctx context.Context) error {
		return c.api.post(ctx, c.worker+"/assets-upload-session", map[string]any{"manifest": entries}, &session)
	})
	if err != nil {
		return err
	}
	done := session.Result.JWT
	if len(session.Result.Buckets) > 0 {
		if done, err = c.upload(ctx, r, session, places); err != nil {
			return err
		}
	}
	return r.p.try(ctx, 0, func(ctx context.Context) error {
		ids, err := c.versions(ctx)
		if err == nil && (len(ids) == 0) != (r.before == "") || len(ids) > 0 && ids[0] != r.before {
			err = errOvertaken
		}
		if err != nil {
			return err
		}
		return c.putScript(ctx, done, config, r.after.Number)
	})
}

// upload sends the assets that the host asked for, in the groups that it asked for, and gives the token that says that
// all are there.
func (c *cloudflare) upload(ctx context.Context, r *release, session assetSession,
	places map[string]string,
) (string, error) {
	var mu sync.Mutex
	completed := ""
	err := inParallel(ctx, 3, session.Result.Buckets, func(ctx context.Context, bucket []string) error {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for _, hash := range bucket {
			name, known := places[hash]
			if !known {
				return fmt.Errorf("cloudflare asks for %s, which no file has", hash)
			}
			data, err := r.read(ctx, name)
			if err != nil {
				return err
			}
			part, err := form.CreatePart(textproto.MIMEHeader{
				"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"; filename="%s"`, hash, hash)},
				"Content-Type":        {host.ContentType(theme.MediaType(name))},
			})
			if err == nil {
				_, err = part.Write([]byte(base64.StdEncoding.EncodeToString(data)))
			}
			if err != nil {
				return err
			}
		}
		if err := form.Close(); err != nil {
			return err
		}
		var answer assetSession
		err := r.p.try(ctx, int64(body.Len()), func(ctx context.Context) error {
			return c.api.call(ctx, http.MethodPost, c.account+"/assets/upload?base64=true", session.Result.JWT,
				form.FormDataContentType(), body.Bytes(), &answer)
		})
		for range bucket {
			r.done()
		}
		mu.Lock()
		defer mu.Unlock()
		completed = cmp.Or(answer.Result.JWT, completed)
		return err
	})
	if err == nil && completed == "" {
		err = errors.New("cloudflare has all assets and gave no completion token")
	}
	return completed, err
}

// putScript makes a new version of the Worker with the assets of a completion token, and puts it online.
// https://developers.cloudflare.com/workers/configuration/multipart-upload-metadata/
func (c *cloudflare) putScript(ctx context.Context, completion string, config map[string]string, number int) error {
	metadata, err := json.Marshal(map[string]any{
		"main_module": "index.mjs", "compatibility_date": compatibility,
		"assets":      map[string]any{"jwt": completion, "config": config},
		"bindings":    []map[string]string{{"name": "ASSETS", "type": "assets"}},
		"annotations": map[string]string{"workers/message": fmt.Sprintf("drukpers %d", number)},
	})
	if err != nil {
		return err
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, p := range []struct{ disposition, contentType, text string }{
		{`form-data; name="metadata"`, "application/json", string(metadata)},
		{`form-data; name="index.mjs"; filename="index.mjs"`, "application/javascript+module", script},
	} {
		part, err := form.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {p.disposition}, "Content-Type": {p.contentType},
		})
		if err == nil {
			_, err = part.Write([]byte(p.text))
		}
		if err != nil {
			return err
		}
	}
	if err := form.Close(); err != nil {
		return err
	}
	return c.api.call(ctx, http.MethodPut, c.worker, c.api.token, form.FormDataContentType(), body.Bytes(), nil)
}

// back puts the version before the one that is online online again.
func (c *cloudflare) back(ctx context.Context) error {
	ids, err := c.versions(ctx)
	if err != nil {
		return err
	}
	previous := before(ids)
	if previous == "" {
		return errNoBack
	}
	return c.api.post(ctx, c.worker+"/deployments", map[string]any{
		"strategy": "percentage", "versions": []map[string]any{{"version_id": previous, "percentage": 100}},
	}, nil)
}

// before is the version that was online before the newest. Going back adds a deployment of an older version to the
// list, so that what comes before that is looked up where it was first put online.
func before(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	last := len(ids) - 1
	for last > 0 && ids[last] != ids[0] {
		last--
	}
	for _, id := range ids[last:] {
		if id != ids[0] {
			return id
		}
	}
	return ""
}
