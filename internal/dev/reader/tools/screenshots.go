package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"drukpers/internal/dev/browser"
	"drukpers/internal/dev/reader"
)

// widths of a phone, a tablet and a desktop.
var widths = []int64{360, 768, 1440}

// maxHeight is how far down a page is drawn.
const maxHeight = 3000

// screenshots draws a page of every kind at every width, in light and in dark.
func screenshots(args []string) error {
	flags := flag.NewFlagSet("screenshots", flag.ExitOnError)
	dir := projectFlag(flags)
	out := flags.String("out", ".bin/screenshots", "`folder` for the pictures")
	only := flags.String("only",
		"home,section,article-cover,article-remote,article-plain,article-toc,term,terms,archive,month,404,search,standing",
		"`pages` to draw, or all")
	_ = flags.Parse(args) // it exits by itself
	files, options, err := site(*dir)
	if err != nil {
		return err
	}
	site, err := reader.Open(files, options)
	if err != nil {
		return err
	}
	defer site.Close()
	b, err := browser.Start()
	if err != nil {
		return err
	}
	defer b.Close()
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return err
	}
	photo := reader.Photo()
	names := strings.Split(*only, ",")
	for _, p := range site.Pages() {
		if *only != "all" && !slices.Contains(names, p.Name) {
			continue
		}
		if err := draw(b, site.URL(p), filepath.Join(*out, p.Name), photo); err != nil {
			return err
		}
		fmt.Printf("%-16s %s\n", p.Name, p.Page.URL)
	}
	fmt.Println("The pictures are in", *out)
	return nil
}

// draw makes the pictures of one page.
func draw(b *browser.Browser, address, name string, photo []byte) error {
	for _, width := range widths {
		view := browser.View{Width: width, Height: 900, Phone: width < 500, Outside: browser.Outside{Picture: photo}}
		tab, err := b.Open(view)
		if err != nil {
			return err
		}
		defer tab.Close()
		for scheme, dark := range map[string]bool{"light": false, "dark": true} {
			view.Dark = dark
			if err := tab.Look(view); err != nil {
				return err
			}
			if err := tab.Visit(address); err != nil {
				return err
			}
			picture, err := tab.Picture(float64(width), maxHeight)
			if err != nil {
				return err
			}
			if err := os.WriteFile(fmt.Sprintf("%s-%d-%s.png", name, width, scheme), picture, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
