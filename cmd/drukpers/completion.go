package main

import (
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"
)

// shells are those that completion knows, by name.
var shells = map[string]func(root *cobra.Command, w io.Writer) error{
	"bash":       func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) },
	"fish":       func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) },
	"powershell": (*cobra.Command).GenPowerShellCompletionWithDesc,
	"zsh":        (*cobra.Command).GenZshCompletion,
}

func completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SCHIL",
		Short: "laat de Tab-toets opdrachten en opties aanvullen",
		Long: `completion schrijft een script waarmee je schil (bash, zsh, fish of powershell)
opdrachten, opties en mappen aanvult als je op Tab drukt. Zet één keer de regel
van je schil hieronder in de terminal; het werkt in elk venster dat je daarna
opent. bash heeft er het pakket bash-completion voor nodig.`,
		Example: `  bash:        echo 'source <(drukpers completion bash)' >> ~/.bashrc
  zsh:         echo 'source <(drukpers completion zsh)' >> ~/.zshrc
  fish:        echo 'drukpers completion fish | source' >> ~/.config/fish/config.fish
  powershell:  Add-Content $PROFILE 'drukpers completion powershell | Out-String | Invoke-Expression'`,
		ValidArgs: slices.Sorted(maps.Keys(shells)),
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return unexpected(cmd, args[1])
			case len(args) == 0 || shells[args[0]] == nil:
				return &usageError{"achter completion hoort de naam van een schil\nKies bash, fish, powershell of zsh."}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return shells[args[0]](cmd.Root(), cmd.OutOrStdout())
		},
	}
}

// completeFlag has a shell complete a flag with values.
func completeFlag(cmd *cobra.Command, flag string, values ...string) {
	choice := cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc(flag, choice))
}

// completeFolder has a shell complete a flag with the names of folders.
func completeFolder(cmd *cobra.Command, flag string) {
	folders := cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc(flag, folders))
}
