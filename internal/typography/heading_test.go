package typography

import (
	"strings"
	"testing"
)

func TestHeading(t *testing.T) {
	t.Parallel()
	for _, want := range []string{ // with ~ for the hyphen that does not break
		"", "geen streepje", "AI~modellen", "De AI~agents van B2B~marketeers", "(AI~model)", "‘e~mail’", "GPT~4o", "X~as",
		"één~op-één", "open-source", "state-of-the-art", "A~B-test", "AI- en cloudtools", "-5 graden", "2024-2025",
		"AI –model",
		"websites-AI-model", "AI/ML~tools", "zee~egel", "a~b c~d", "koppen-AI-",
	} {
		text := strings.ReplaceAll(want, "~", "-")
		if got := strings.ReplaceAll(Heading(text), string(NoBreakHyphen), "~"); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}
