package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"drukpers/internal/report"
)

const usageTemplate = `Gebruik:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} OPDRACHT [opties]{{else}}{{.Parent.CommandPath}} {{.Use}}{{end}}
{{- if .HasAvailableSubCommands}}

Opdrachten:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Opties:
{{.LocalFlags.FlagUsages | dutch | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Opties van elke opdracht:
{{.InheritedFlags.FlagUsages | dutch | trimTrailingWhitespaces}}{{end}}{{if .HasExample}}

Voorbeelden:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

Meer over een opdracht: {{.CommandPath}} OPDRACHT --help{{end}}
`

const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{.UsageString}}`

func init() {
	// What the flag library itself says in a list of flags.
	cobra.AddTemplateFunc("dutch", func(list string) string {
		return strings.ReplaceAll(list, "(default ", "(standaard ")
	})
}

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use: "drukpers",
		Long: `drukpers maakt van een map met artikelen (markdown) een complete website.

Een project heeft artikelen in content/, vaste bestanden in static/, vormgeving in
themes/ en instellingen in site.yaml.

Einde: 0 goed, 1 fouten in artikelen, thema of site.yaml, 2 verkeerd gebruik,
3 de computer (schijf vol, geen rechten).`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArguments,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate(helpTemplate)
	root.SetVersionTemplate("drukpers {{.Version}}\n")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return dutchUsage(err) })
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Hidden: true, Use: "no-help"})
	root.PersistentFlags().StringVarP(&p.source, "source", "s", ".", "`map` van het project")
	root.PersistentFlags().StringVar(&p.format, "format", "text",
		"`vorm` van problemen en resultaat: text, json of github")
	root.PersistentFlags().BoolP("help", "h", false, "toon deze hulp")
	root.Flags().BoolP("version", "v", false, "toon de versie")
	root.AddCommand(p.buildCommand(), p.serveCommand(), p.checkCommand())
	return root
}

// noArguments refuses what is not a flag, and a subcommand that does not exist.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.HasAvailableSubCommands() {
		return &usageError{fmt.Sprintf("de opdracht “%s” bestaat niet", args[0])}
	}
	return &usageError{fmt.Sprintf("“%s” hoort hier niet; opties beginnen met --", args[0])}
}

var flagErrors = []struct {
	pattern *regexp.Regexp
	dutch   string
}{
	{regexp.MustCompile(`^unknown flag: (.+)$`), "de optie $1 bestaat niet"},
	{regexp.MustCompile(`^unknown shorthand flag: '(.+)' in .*$`), "de optie -$1 bestaat niet"},
	{regexp.MustCompile(`^flag needs an argument: '(.+)' in .*$`), "achter de optie -$1 hoort een waarde"},
	{regexp.MustCompile(`^flag needs an argument: (.+)$`), "achter de optie $1 hoort een waarde"},
	{regexp.MustCompile(`^bad flag syntax: (.+)$`), "“$1” is geen optie"},
	{regexp.MustCompile(`^invalid argument "(.*)" for "(?:-., )?(.+?)" flag: .*$`), "“$1” kan niet bij de optie $2"},
}

// dutchUsage puts what the flag library says into Dutch.
func dutchUsage(err error) error {
	text := err.Error()
	for _, e := range flagErrors {
		if e.pattern.MatchString(text) {
			return &usageError{e.pattern.ReplaceAllString(text, e.dutch)}
		}
	}
	return &usageError{text}
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return strings.Trim(info.Main.Version, "()")
	}
	return "devel"
}

// colorsOn reports whether a stream is a terminal that shows colours.
func colorsOn(w io.Writer) bool { return isTerminal(w) && report.ColorsWanted() }

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
