package deploy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"drukpers/internal/config"
	"drukpers/internal/host"
	"drukpers/internal/theme"
)

// bucket is a store in a bucket of Amazon S3 or of what speaks its language: Cloudflare R2, MinIO and others.
type bucket struct {
	client *minio.Client
	name   string
	prefix string // "" or ends in a slash
	rules  *host.Headers
}

func openS3(t config.Target, s *secrets) (any, error) {
	id, err := s.need(t, "AWS_ACCESS_KEY_ID")
	if err != nil {
		return nil, err
	}
	secret, err := s.need(t, "AWS_SECRET_ACCESS_KEY")
	if err != nil {
		return nil, err
	}
	endpoint := &url.URL{Scheme: "https", Host: "s3.amazonaws.com"}
	region := t.Region
	if t.Endpoint != "" {
		if endpoint, err = url.Parse(t.Endpoint); err != nil {
			return nil, err
		}
		if region == "" {
			region = "us-east-1" // what MinIO has, and R2 takes for “auto”
		}
	}
	client, err := minio.New(endpoint.Host, &minio.Options{
		Creds:  credentials.NewStaticV4(id, secret, s.lookup("AWS_SESSION_TOKEN")),
		Secure: endpoint.Scheme == "https", Region: region, Transport: transport(), MaxRetries: 1,
	})
	if err != nil {
		return nil, err
	}
	b := &bucket{client: client, name: t.Bucket, prefix: strings.Trim(t.Prefix, "/")}
	if b.prefix != "" {
		b.prefix += "/"
	}
	return b, nil
}

func (b *bucket) parallel() int            { return 16 }
func (b *bucket) close() error             { return nil }
func (b *bucket) obey(rules *host.Headers) { b.rules = rules }

// refused turns an answer of S3 into an error that all targets share.
func (b *bucket) refused(err error) error {
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) {
		return err
	}
	code := answer.Code
	switch {
	case code == minio.NoSuchKey:
		return fs.ErrNotExist
	case answer.StatusCode == http.StatusPreconditionFailed, answer.StatusCode == http.StatusConflict:
		return fs.ErrExist
	case strings.Contains(code, "Quota"), strings.Contains(code, "StorageFull"):
		return fmt.Errorf("%w: %s", errFull, code)
	case code == "RequestTimeout": // which has status 400
		return &statusError{status: http.StatusServiceUnavailable, words: code}
	case answer.StatusCode == 0:
		return err
	}
	return &statusError{status: answer.StatusCode, words: code + ": " + answer.Message}
}

func (b *bucket) list(ctx context.Context) ([]object, error) {
	var all []object
	for o := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix, Recursive: true}) {
		if o.Err != nil {
			return nil, b.refused(o.Err)
		}
		name := strings.TrimPrefix(o.Key, b.prefix)
		if strings.HasPrefix(name, stateDir) {
			continue
		}
		tag := strings.Trim(o.ETag, `"`)
		if len(tag) != 32 || strings.Contains(tag, "-") { // of several parts, or encrypted
			tag = ""
		}
		all = append(all, object{name: name, size: o.Size, md5: tag})
	}
	return all, nil
}

func (b *bucket) get(ctx context.Context, name string) ([]byte, error) {
	object, err := b.client.GetObject(ctx, b.name, b.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return nil, b.refused(err)
	}
	data, err := io.ReadAll(object)
	return data, b.refused(errors.Join(err, object.Close()))
}

func (b *bucket) options(name string) minio.PutObjectOptions {
	o := minio.PutObjectOptions{
		ContentType: host.ContentType(theme.MediaType(name)), SendContentMd5: true, DisableContentSha256: false,
	}
	if b.rules != nil && !strings.HasPrefix(name, stateDir) {
		o.CacheControl = strings.Join(b.rules.For(urlOf(name)).Values("Cache-Control"), ", ")
	}
	return o
}

func (b *bucket) put(ctx context.Context, name string, data []byte) error {
	_, err := b.client.PutObject(ctx, b.name, b.prefix+name, bytes.NewReader(data), int64(len(data)), b.options(name))
	return b.refused(err)
}

func (b *bucket) create(ctx context.Context, name string, data []byte) error {
	options := b.options(name)
	options.SetMatchETagExcept("*")
	_, err := b.client.PutObject(ctx, b.name, b.prefix+name, bytes.NewReader(data), int64(len(data)), options)
	return b.refused(err)
}

func (b *bucket) copy(ctx context.Context, from, to string) error {
	_, err := b.client.CopyObject(ctx, minio.CopyDestOptions{Bucket: b.name, Object: b.prefix + to},
		minio.CopySrcOptions{Bucket: b.name, Object: b.prefix + from})
	return b.refused(err)
}

func (b *bucket) remove(ctx context.Context, name string) error {
	return b.refused(b.client.RemoveObject(ctx, b.name, b.prefix+name, minio.RemoveObjectOptions{}))
}
