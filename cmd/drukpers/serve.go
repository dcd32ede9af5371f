package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"net"
	"net/netip"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"drukpers/internal/check"
	"drukpers/internal/preview"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/rules"
	"drukpers/internal/site"
)

type serveFlags struct {
	addr    string
	port    int
	phone   bool
	open    bool
	preview preview.Options
}

// portTries is how many ports after the one asked for are tried when it is taken.
const portTries = 20

func (p *program) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:        "serve [opties]",
		SuggestFor: []string{"preview", "server", "start", "toon"},
		Short:      "toon de site terwijl je schrijft",
		Long: `serve toont de site op je eigen computer en werkt de pagina bij zodra je een
bestand bewaart. Concepten en geplande artikelen zijn zichtbaar, met een label.
Er wordt niets geschreven. Stop met Ctrl-C.`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.phone && !cmd.Flags().Changed("addr") {
				f.addr = "0.0.0.0"
			}
			return p.serve(f)
		},
	}
	flags := cmd.Flags()
	flags.IntVarP(&f.port, "port", "p", 1313, "`poort`; is die bezet, dan de eerstvolgende vrije")
	flags.StringVar(&f.addr, "addr", "127.0.0.1", "`adres` om op te luisteren; alleen 127.0.0.1 is voor jou alleen")
	flags.BoolVar(&f.phone, "telefoon", false, "toon de site ook op je telefoon: noemt het adres, met een QR-code")
	flags.BoolVar(&f.open, "open", false, "open de browser")
	flags.BoolVar(&f.preview.AsPublished, "as-published", false, "toon alleen wat gepubliceerd is")
	flags.BoolVar(&f.preview.Poll, "poll", false, "kijk zelf of bestanden veranderen, voor netwerkmappen")
	flags.BoolVar(&f.preview.Follow, "follow", false, "ga steeds naar het artikel waaraan je werkt")
	flags.StringVar(&f.preview.Editor, "editor", "",
		"`adres` dat een bestand in je editor opent, met {file}, {line} en {col}")
	return cmd
}

func (p *program) serve(f serveFlags) (err error) {
	opened, err := p.openProject()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	opened.Library.ShareCards = false // nobody shares a preview, and an edit of a title would lay the site out anew
	f.preview.Log = func(format string, args ...any) {
		fmt.Fprintln(p.stdout, report.Printable(fmt.Sprintf(format, args...)))
	}
	f.preview.Check = func(e *render.Edition, page *site.Page) report.List {
		problems, err := check.Page(e, opened.Files, page)
		if err != nil { // the page itself shows it
			return nil
		}
		a := page.Article
		if a == nil || a.IndexOf != "" {
			return problems
		}
		ignored := func(string) []string { return a.CheckIgnore }
		problems = rules.Apply(problems, e.Site.Config.Check, ignored, nil)
		return append(problems, rules.Article(e.Site, opened.Files, a)...)
	}
	f.preview.Pictures = p.backgroundVariants()
	server, err := preview.New(opened, p.source, f.preview)
	if err != nil {
		return err
	}
	listener, err := listen(f.addr, f.port)
	if err != nil {
		return err
	}
	address := webAddress(listener.Addr(), server.Address)
	fmt.Fprintf(p.stdout, "De site staat op %s (stop met Ctrl-C)\n", address)
	announce(p.stdout, listener.Addr(), server.Address)
	if f.open {
		openBrowser(address)
	}
	return server.Run(context.Background(), listener) // until a signal ends the process: there is nothing to clean up
}

// listen takes the port, or the next one that is free.
func listen(addr string, port int) (net.Listener, error) {
	if port < 0 || port > math.MaxUint16 {
		return nil, &usageError{fmt.Sprintf("poort %d bestaat niet\nKies er een tot en met %d.", port, math.MaxUint16)}
	}
	var last error
	for n := range min(portTries, math.MaxUint16-port+1) {
		listener, err := net.Listen("tcp", net.JoinHostPort(addr, strconv.Itoa(port+n)))
		if err == nil {
			return listener, nil
		}
		last = err
		if !taken(err) || port == 0 {
			break
		}
	}
	return nil, refused(addr, port, last)
}

// refused says why there is no listening on a port: what was asked for can't be, or the machine does not allow it.
func refused(addr string, port int, err error) error {
	var unknown *net.DNSError
	var wrong *net.AddrError
	text, _ := report.Explain(err)
	switch {
	case errors.As(err, &unknown), errors.As(err, &wrong), errors.Is(err, syscall.EADDRNOTAVAIL):
		return &usageError{fmt.Sprintf("deze computer heeft geen adres “%s” (%s)\nDe poort geef je apart, met --port.", addr,
			text)}
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("poort %d en de %d erna zijn bezet (%s); kies een andere met --port", port, portTries-1, text)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("poort %d: %s; kies er een vanaf 1024 met --port", port, text)
	}
	return err
}

// What Windows says of a port that another program has, and of one that it keeps for itself (Windows Sockets error
// codes); package syscall has other numbers for these.
const (
	wsaAccess       = syscall.Errno(10013)
	wsaAddressInUse = syscall.Errno(10048)
)

func taken(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, wsaAddressInUse) || errors.Is(err, wsaAccess)
}

// webAddress is where this machine's own browser finds the preview.
func webAddress(addr net.Addr, withToken func(host string) string) string {
	ap, err := netip.ParseAddrPort(addr.String())
	switch {
	case err != nil || ap.Addr().IsLoopback():
		return "http://" + addr.String() + "/"
	case ap.Addr().IsUnspecified():
		return fmt.Sprintf("http://localhost:%d/", ap.Port())
	default:
		return withToken(addr.String())
	}
}

// openBrowser tries; the address is on the screen too.
func openBrowser(address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(name, args...)
	if cmd.Start() == nil {
		go func() { _ = cmd.Wait() }()
	}
}
