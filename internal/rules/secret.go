package rules

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"drukpers/internal/config"
	"drukpers/internal/report"
)

// siteRules look at more than articles.
var siteRules = []*Rule{
	twinsRule, typoRule, idleRule,
	{
		Name: "geheim", Level: report.Error,
		Doc: "een sleutel of wachtwoord van een dienst staat in een bestand dat iedereen kan lezen",
		article: func(f *finder, a *article) {
			if !slices.Contains(a.CheckIgnore, f.rule.Name) {
				f.secretsIn(a.Path, a.data)
			}
		},
		site: secrets,
	},
}

// secretForms are the forms in which services give out keys, after the rules of gitleaks that go by such a form
// (https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml). Each begins with a text that is looked for
// first.
var secretForms = []struct {
	of, begins string
	form       *regexp.Regexp
}{
	{"Amazon", "AKIA", regexp.MustCompile(`\bAKIA[A-Z2-7]{16}\b`)},
	{"Google", "AIza", regexp.MustCompile(`\bAIza[\w-]{35}\b`)},
	{"OpenAI", "sk-proj-", regexp.MustCompile(`\bsk-proj-[\w-]{40,}`)},
	{"OpenAI", "sk-svcacct-", regexp.MustCompile(`\bsk-svcacct-[\w-]{40,}`)},
	{"OpenAI", "T3BlbkFJ", regexp.MustCompile(`\bsk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b`)},
	{"Anthropic", "sk-ant-", regexp.MustCompile(`\bsk-ant-(?:api|admin)\d\d-[\w-]{80,}`)},
	{"GitHub", "ghp_", regexp.MustCompile(`\bghp_[0-9A-Za-z]{36}\b`)},
	{"GitHub", "gho_", regexp.MustCompile(`\bgho_[0-9A-Za-z]{36}\b`)},
	{"GitHub", "ghs_", regexp.MustCompile(`\bghs_[0-9A-Za-z]{36}\b`)},
	{"GitHub", "github_pat_", regexp.MustCompile(`\bgithub_pat_\w{82}\b`)},
	{"GitLab", "glpat-", regexp.MustCompile(`\bglpat-[\w-]{20}\b`)},
	{"Slack", "xox", regexp.MustCompile(`\bxox[bpae]-[0-9]{10,13}-[0-9A-Za-z-]{20,}`)},
	{"Slack", "hooks.slack.com", regexp.MustCompile(`hooks\.slack\.com/services/T\w{8,}/B\w{8,}/\w{24}`)},
	{"Stripe", "k_live_", regexp.MustCompile(`\b[sr]k_live_[0-9A-Za-z]{20,}`)},
	{"SendGrid", "SG.", regexp.MustCompile(`\bSG\.[\w-]{22}\.[\w-]{43}\b`)},
	{"Hugging Face", "hf_", regexp.MustCompile(`\bhf_[A-Za-z]{34}\b`)},
	{"npm", "npm_", regexp.MustCompile(`\bnpm_[0-9A-Za-z]{36}\b`)},
	{"", "PRIVATE KEY", regexp.MustCompile(`-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----\s*[\w+/=\s]{60,}`)},
}

// repeated is how the example of a key is often written.
var repeated = regexp.MustCompile(`(?i)x{5}|0{6}|1234567|abcdefg|example|voorbeeld|\*{3}|\.{3}`)

// maxSecretFile is the size of the largest file of static/ that is searched for keys, in bytes.
const maxSecretFile = 1 << 20

// secrets looks in static files of text, themes and site.yaml.
func secrets(f *finder) {
	f.secretsInFile(config.File)
	for _, folder := range []string{"static", "themes"} {
		_ = fs.WalkDir(f.files, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !d.Type().IsRegular() || isMedia(name) {
				return nil //nolint:nilerr // what can't be read is told elsewhere
			}
			if info, err := d.Info(); err == nil && info.Size() <= maxSecretFile {
				f.secretsInFile(name)
			}
			return nil
		})
	}
}

func isMedia(name string) bool {
	return slices.Contains([]string{
		".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".mp4", ".webm", ".mp3", ".woff", ".woff2", ".ttf",
		".pdf", ".zip",
	}, strings.ToLower(path.Ext(name)))
}

func (f *finder) secretsInFile(name string) {
	if data, err := fs.ReadFile(f.files, name); err == nil {
		f.secretsIn(name, string(data))
	}
}

func (f *finder) secretsIn(name, data string) {
	for _, s := range secretForms {
		if !strings.Contains(data, s.begins) {
			continue
		}
		for _, m := range s.form.FindAllStringIndex(data, -1) {
			if repeated.MatchString(data[m[0]:m[1]]) {
				continue
			}
			what := "een geheime sleutel"
			if s.of != "" {
				what += " van " + s.of
			}
			at := report.PosOf(data, m[0])
			f.add(name, at, "", fmt.Sprintf("hier staat %s, die iedereen kan lezen", what),
				"Trek de sleutel in bij de dienst, en haal hem dan hier weg.")
			f.problems[len(f.problems)-1].Source = data[m[0]:m[0]+len(s.begins)] + "…" // a log shows no more of it
		}
	}
}
