package deploy

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"drukpers/internal/config"
)

func s3Fixture(t testing.TB) *fixture {
	backend := s3mem.New()
	if err := backend.CreateBucket("krant"); err != nil {
		t.Fatal(err)
	}
	fake := gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
	// The library checks no signatures, so that wrong credentials are told here by the name of the key.
	guarded := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Authorization"), "Credential=sleutel-van-proef/") {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, "<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>")
			return
		}
		fake.ServeHTTP(w, r)
	})
	_, line, f := overHTTP(t, guarded)
	f.target = config.Target{
		Name: "proef", Type: "s3", Bucket: "krant", Endpoint: "http://" + line.address, Prefix: "site",
	}
	f.secrets = map[string]string{
		"AWS_ACCESS_KEY_ID": "sleutel-van-proef", "AWS_SECRET_ACCESS_KEY": "GEHEIM-van-s3", "AWS_SESSION_TOKEN": "",
	}
	f.listing = true
	f.online = func() map[string][]byte {
		all := map[string][]byte{}
		prefix := gofakes3.NewPrefix(new(string), nil)
		list, err := backend.ListBucket("krant", &prefix, gofakes3.ListBucketPage{})
		if err != nil {
			return all
		}
		for _, o := range list.Contents {
			name, is := strings.CutPrefix(o.Key, "site/")
			if !is || strings.HasPrefix(name, stateDir) {
				continue
			}
			if object, err := backend.GetObject("krant", o.Key, nil); err == nil {
				all[name], _ = io.ReadAll(object.Contents)
			}
		}
		return all
	}
	set := func(t *testing.T, key, data string) {
		t.Helper()
		_, err := backend.PutObject("krant", key, map[string]string{}, strings.NewReader(data), int64(len(data)), nil)
		if err != nil {
			t.Fatal(err)
		}
	}
	f.place = func(t *testing.T, name, data string) { t.Helper(); set(t, "site/"+name, data) }
	f.forget = func(t *testing.T, data []byte) {
		t.Helper()
		if data != nil {
			set(t, "site/"+manifestName, string(data))
		} else if _, err := backend.DeleteObject("krant", "site/"+manifestName); err != nil {
			t.Fatal(err)
		}
	}
	f.deny = func(t *testing.T) func() {
		t.Helper()
		t.Setenv("AWS_ACCESS_KEY_ID", "een-andere")
		return func() { t.Setenv("AWS_ACCESS_KEY_ID", "sleutel-van-proef") }
	}
	return f
}
