package main

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// changedSince are the files of a folder, slash-separated from there, that git says are others than in a revision:
// committed, not committed yet, or new.
func changedSince(folder, revision string) (map[string]bool, error) {
	if strings.HasPrefix(revision, "-") {
		return nil, &usageError{fmt.Sprintf("“%s” is geen versie van git\n"+
			"Schrijf bijvoorbeeld --changed-since HEAD~1", revision)}
	}
	changed := map[string]bool{}
	for _, args := range [][]string{
		{"diff", "--name-only", "--relative", "-z", revision, "--"},
		{"ls-files", "--others", "--exclude-standard", "-z"},
	} {
		cmd := exec.Command("git", append([]string{"-C", folder}, args...)...)
		var wrong bytes.Buffer
		cmd.Stderr = &wrong
		out, err := cmd.Output()
		switch {
		case errors.Is(err, exec.ErrNotFound):
			return nil, &usageError{"git is niet geïnstalleerd\n--changed-since vraagt git wat er veranderde."}
		case err != nil:
			return nil, &usageError{fmt.Sprintf("git kent “%s” hier niet\ngit zegt: %s", revision,
				strings.TrimSpace(firstLine(wrong.String())))}
		}
		for name := range strings.SplitSeq(string(out), "\x00") {
			changed[name] = true
		}
	}
	delete(changed, "")
	return changed, nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
