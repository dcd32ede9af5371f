package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"drukpers/internal/dev/reader"
	"drukpers/internal/project"
)

// pages writes a page of every kind to a folder, as a tool that reads files wants them: small/, as the host gets them,
// and plain/, as the theme makes them.
func pages(args []string) error {
	flags := flag.NewFlagSet("pages", flag.ExitOnError)
	dir := projectFlag(flags)
	out := flags.String("out", ".bin/pages", "`folder` for the pages")
	_ = flags.Parse(args) // it exits by itself
	for name, minify := range map[string]project.Minify{"small": project.MinifyAlways, "plain": project.MinifyNever} {
		if err := writePages(*dir, filepath.Join(*out, name), minify); err != nil {
			return err
		}
	}
	return nil
}

func writePages(dir, out string, minify project.Minify) error {
	files, options, err := site(dir)
	if err != nil {
		return err
	}
	options.Minify = minify
	served, err := reader.Open(files, options)
	if err != nil {
		return err
	}
	defer served.Close()
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, p := range served.Pages() {
		data, err := served.Edition.Renderer().Render(p.Page)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, fmt.Sprintf("%s.html", p.Name)), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
