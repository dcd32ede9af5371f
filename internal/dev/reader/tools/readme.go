package main

import (
	"flag"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"drukpers/internal/dev/browser"
	"drukpers/internal/dev/reader"
)

// brokenArticle has a mistake in its head, for the preview to tell of.
const brokenArticle = "content/slimmer-werken/fout.md"

const brokenText = "---\ntitle: Zo houd je grip op je agenda\ndate: 31 februari 2026\n---\nDe tekst.\n"

// startTime is how long the preview gets to start.
const startTime = 10 * time.Second

// readme draws the pictures of README.md: the front page, an article on a phone, and the preview with a mistake.
func readme(args []string) error {
	flags := flag.NewFlagSet("readme", flag.ExitOnError)
	out := flags.String("out", "docs", "`folder` for the pictures")
	command := flags.String("drukpers", ".bin/drukpers", "`program` to start the preview with")
	_ = flags.Parse(args) // it exits by itself
	files, err := reader.Own(".")
	if err != nil {
		return err
	}
	served, err := reader.Open(files, reader.Options{Now: reader.SampleNow})
	if err != nil {
		return err
	}
	defer served.Close()
	preview, stop, err := startPreview(*command, files)
	if err != nil {
		return err
	}
	defer stop()
	b, err := browser.Start()
	if err != nil {
		return err
	}
	defer b.Close()
	addresses := map[string]string{}
	for _, p := range served.Pages() {
		addresses[p.Name] = served.URL(p)
	}
	for _, picture := range []struct {
		name, address string
		view          browser.View
	}{
		{"voorpagina", addresses["home"], browser.View{Width: 1100, Height: 740}},
		{"telefoon", addresses["article-cover"], browser.View{Width: 360, Height: 740, Phone: true}},
		{"voorbeeld", preview, browser.View{Width: 1100, Height: 640}},
	} {
		data, err := window(b, picture.address, picture.view)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(*out, picture.name+".png"), data, 0o644); err != nil {
			return err
		}
		fmt.Printf("%-12s %d kB\n", picture.name, len(data)/1000)
	}
	return nil
}

// window draws what a reader sees first of a page.
func window(b *browser.Browser, address string, view browser.View) ([]byte, error) {
	view.Outside.Picture = reader.Photo()
	tab, err := b.Open(view)
	if err != nil {
		return nil, err
	}
	defer tab.Close()
	if err := tab.Visit(address); err != nil {
		return nil, err
	}
	// The preview tells what there is to say of a page once that is there.
	if _, err := browser.Value[bool](tab, `new Promise((done) => setTimeout(() => done(true), 1000))`); err != nil {
		return nil, err
	}
	return tab.Picture(float64(view.Width), float64(view.Height))
}

// startPreview starts the preview of a project with one article more, that has a mistake, and gives its address.
func startPreview(command string, files fs.FS) (address string, stop func(), err error) {
	dir, err := os.MkdirTemp("", "drukpers-readme-")
	if err != nil {
		return "", nil, err
	}
	stop = func() { _ = os.RemoveAll(dir) }
	if err := os.CopyFS(dir, files); err != nil {
		return "", stop, err
	}
	if err := os.WriteFile(filepath.Join(dir, brokenArticle), []byte(brokenText), 0o644); err != nil {
		return "", stop, err
	}
	port, err := freePort()
	if err != nil {
		return "", stop, err
	}
	run := exec.Command(command, "serve", "--source", dir, "--port", fmt.Sprint(port))
	run.Stderr = os.Stderr
	if err := run.Start(); err != nil {
		return "", stop, err
	}
	stop = func() {
		_ = run.Process.Kill()
		_ = run.Wait()
		_ = os.RemoveAll(dir)
	}
	address = fmt.Sprintf("http://127.0.0.1:%d/", port)
	for began := time.Now(); time.Since(began) < startTime; time.Sleep(startTime / 100) {
		if answer, err := http.Get(address); err == nil {
			_ = answer.Body.Close()
			return address, stop, nil
		}
	}
	stop()
	return "", func() {}, fmt.Errorf("the preview does not answer on %s", address)
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
