package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"drukpers/internal/report"
)

// formats are those of --format.
var formats = []string{"text", "json", "github", "sarif"}

const usageTemplate = `Gebruik:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} OPDRACHT [opties]{{else}}{{.Parent.CommandPath}} {{.Use}}{{end}}
{{- if .HasAvailableSubCommands}}

Opdrachten:{{range .Commands}}{{if or .IsAvailableCommand (eq .Name "help")}}
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
	cobra.MousetrapHelpText = "" // see doubleClicked
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
3 de computer (schijf vol, geen rechten) of een server, 4 niets te doen (due).`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArguments,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate(helpTemplate)
	root.SetVersionTemplate("drukpers {{.Version}}\n")
	root.SetFlagErrorFunc(dutchFlagError)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(helpCommand())
	flags := root.PersistentFlags()
	flags.StringVarP(&p.source, "source", "s", ".", "`map` van het project")
	flags.StringVar(&p.format, "format", formats[0], "`vorm` van problemen en resultaat: text, json, github of sarif")
	flags.BoolP("help", "h", false, "toon deze hulp")
	root.Flags().BoolP("version", "v", false, "toon de versie")
	root.AddCommand(p.buildCommand(), p.serveCommand(), p.checkCommand(), p.deployCommand(), p.dueCommand(),
		p.imagesCommand(),
		p.newCommand(), p.publishCommand(), p.initCommand(), p.listCommand(), p.showCommand(), p.renameCommand(),
		p.termsCommand(), completionCommand())
	completeFolder(root, "source")
	completeFlag(root, "format", formats...)
	return root
}

// helpCommand is "drukpers help build", which says what "drukpers build --help" does.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [OPDRACHT]",
		Short: "leg een opdracht uit",
		Args:  cobra.ArbitraryArgs,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return commandNames(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			switch {
			case err != nil || about == cmd.Root() && len(rest) > 0:
				return noArguments(cmd.Root(), args)
			case len(rest) > 0:
				return unexpected(cmd, rest[0])
			}
			return about.Help()
		},
	}
}

// commandNames are the subcommands that help lists.
func commandNames(root *cobra.Command) []string {
	var names []string
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() || cmd.Name() == "help" {
			names = append(names, cmd.Name())
		}
	}
	return names
}

// noArguments refuses what is not a flag, and a subcommand that does not exist.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !cmd.HasAvailableSubCommands() {
		return unexpected(cmd, args[0])
	}
	names := commandNames(cmd)
	hint := report.Suggest(args[0], names)
	for _, sub := range cmd.Commands() {
		if slices.Contains(sub.SuggestFor, strings.ToLower(args[0])) {
			hint = report.Suggest(sub.Name(), names)
		}
	}
	return &usageError{fmt.Sprintf("de opdracht “%s” bestaat niet\n%s", args[0], cmp.Or(hint, tryHelp(cmd)))}
}

// unexpected refuses an argument that is not a flag.
func unexpected(cmd *cobra.Command, arg string) error {
	return &usageError{fmt.Sprintf("“%s” hoort hier niet; opties beginnen met --\n%s", arg, tryHelp(cmd))}
}

// tryHelp says how to find out what a command takes.
func tryHelp(cmd *cobra.Command) string { return fmt.Sprintf("Probeer %s --help.", cmd.CommandPath()) }

// dutchFlagError puts what the flag library says into Dutch.
func dutchFlagError(cmd *cobra.Command, err error) error {
	var (
		unknown   *pflag.NotExistError
		valueless *pflag.ValueRequiredError
		unfit     *pflag.InvalidValueError
		malformed *pflag.InvalidSyntaxError
	)
	text, hint := err.Error(), tryHelp(cmd)
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		text = fmt.Sprintf("de optie -%s bestaat niet", unknown.GetSpecifiedName())
	case errors.As(err, &unknown):
		text = fmt.Sprintf("de optie --%s bestaat niet", unknown.GetSpecifiedName())
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
		hint = cmp.Or(report.Suggest("--"+unknown.GetSpecifiedName(), known), hint)
	case errors.As(err, &valueless) && valueless.GetSpecifiedShortnames() != "":
		text = fmt.Sprintf("achter de optie -%s hoort een waarde", valueless.GetSpecifiedName())
	case errors.As(err, &valueless):
		text = fmt.Sprintf("achter de optie --%s hoort een waarde", valueless.GetSpecifiedName())
	case errors.As(err, &unfit):
		text = fmt.Sprintf("“%s” kan niet bij de optie --%s", unfit.GetValue(), unfit.GetFlag().Name)
	case errors.As(err, &malformed):
		text = fmt.Sprintf("“%s” is geen optie", malformed.GetSpecifiedFlag())
	}
	return &usageError{text + "\n" + hint}
}

// release is the version that a release was made with.
var release string

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && release == "" {
		return cmp.Or(strings.Trim(info.Main.Version, "()"), "devel")
	}
	return release
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
