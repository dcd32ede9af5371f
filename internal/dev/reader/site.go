// Package reader serves a site on this machine as its host will serve it, so that a real browser can look at it as a
// reader's does. Its tests hold what the reader gets to the bars for accessibility, privacy, weight and soundness.
//
// A Site is a project laid out for the address of its own server, in memory: nothing is written. Its pages come
// compressed and with the headers and redirects that the site brings along. Sample is a project with every kind of page
// and with the cases that break layouts.
package reader

import (
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"regexp"
	"testing/fstest"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/themes"
)

// Options say how a site is made.
type Options struct {
	Now    time.Time // zero: the time of the machine
	Minify project.Minify
}

// Site is a project that is being served.
type Site struct {
	Edition *render.Edition
	Address string // of its home page, without the slash
	server  *http.Server
}

// Open serves a project until Close. Files with errors are left out.
func Open(files fs.FS, options Options) (*Site, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Site{Address: "http://" + listener.Addr().String()}
	if s.Edition, err = load(files, s.Address, options); err != nil {
		_ = listener.Close()
		return nil, err
	}
	s.server = &http.Server{Handler: newHandler(s.Edition), ReadHeaderTimeout: time.Minute}
	go func() { _ = s.server.Serve(listener) }()
	return s, nil
}

// Close stops serving.
func (s *Site) Close() { _ = s.server.Close() }

func load(files fs.FS, address string, options Options) (*render.Edition, error) {
	moved, err := moveTo(files, address)
	if err != nil {
		return nil, err
	}
	now := options.Now
	if now.IsZero() {
		now = time.Now()
	}
	loaded, err := project.New(moved, themes.Krant()).Load(project.Options{
		Selection: site.Selection{Now: now}, Minify: options.Minify, SkipBroken: true,
	})
	if err != nil {
		return nil, err
	}
	if loaded.Edition == nil {
		return nil, fmt.Errorf("the site does not load: %v", loaded.Problems.At(report.Error))
	}
	return loaded.Edition, nil
}

var baseURL = regexp.MustCompile(`(?m)^base_url:.*$`)

// moveTo gives a project the address of the server, so that what search engines are told of its pages is true.
func moveTo(files fs.FS, address string) (fs.FS, error) {
	data, err := fs.ReadFile(files, config.File)
	if err != nil {
		return nil, err
	}
	line := []byte("base_url: " + address + "/")
	if baseURL.Match(data) {
		data = baseURL.ReplaceAllLiteral(data, line)
	} else {
		data = append(append(line, '\n'), data...)
	}
	return overlay{files, fstest.MapFS{config.File: &fstest.MapFile{Data: data}}}, nil
}

// overlay is a file system with some files in the place of its own.
type overlay struct {
	fs.FS
	over fstest.MapFS
}

func (o overlay) Open(name string) (fs.File, error) {
	if o.over[name] != nil {
		return o.over.Open(name)
	}
	return o.FS.Open(name)
}
