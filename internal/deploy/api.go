package deploy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
)

// api is a host's interface of JSON over HTTP.
type api struct {
	base   string // without the slash at its end
	token  string // of Authorization: Bearer
	client *http.Client
}

func newAPI(base, token string) *api {
	return &api{strings.TrimSuffix(base, "/"), token, &http.Client{Transport: transport()}}
}

// call asks one thing of the host; out is decoded from its answer, unless it is nil.
func (a *api) call(ctx context.Context, method, path, token, contentType string, body []byte, out any) error {
	request, err := http.NewRequestWithContext(ctx, method, a.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	answer, err := a.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusMultipleChoices {
		return statusOf(answer)
	}
	data, err := io.ReadAll(answer.Body)
	if err == nil && out != nil {
		if err = json.Unmarshal(data, out); err != nil {
			err = fmt.Errorf("%s %s: %w", method, path, err)
		}
	}
	return err
}

func (a *api) get(ctx context.Context, path string, out any) error {
	return a.call(ctx, http.MethodGet, path, a.token, "", nil, out)
}

func (a *api) post(ctx context.Context, path string, body, out any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return a.call(ctx, http.MethodPost, path, a.token, "application/json", data, out)
}

// fetch reads a file of a site as readers do, without credentials; fs.ErrNotExist when it is not there.
func (a *api) fetch(ctx context.Context, site, name string) ([]byte, error) {
	address, err := url.JoinPath(site, (&url.URL{Path: name}).EscapedPath())
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Cache-Control", "no-cache")
	answer, err := a.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode == http.StatusOK:
		return io.ReadAll(answer.Body)
	case answer.StatusCode < http.StatusInternalServerError:
		return nil, fs.ErrNotExist
	}
	return nil, statusOf(answer)
}

// escapePath percent-encodes each part of a path.
func escapePath(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}
