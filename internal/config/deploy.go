package config

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/frontmatter"
	"drukpers/internal/report"
)

// Targets are the places that a site is published to, in the order of site.yaml.
type Targets []Target

// Target is one place that a site is published to. What else than its name and type it needs follows from the type: see
// targetTypes. Credentials are never part of it: they come from the environment.
type Target struct {
	Name string
	Type string `key:"type"` // a key of targetTypes
	Ping bool   `key:"ping"` // tell IndexNow and the hub of the feeds what changed; true unless site.yaml says otherwise

	Path   string `key:"path"`   // folder, sftp: where the site goes
	State  string `key:"state"`  // folder, sftp: where the program keeps what readers need not see; "" is beside the path
	Atomic bool   `key:"atomic"` // folder: the path is a symlink that is switched

	Host        string   `key:"host"` // sftp
	Port        int      `key:"port"`
	User        string   `key:"user"`
	KnownHosts  string   `key:"known_hosts"` // a file as ssh has; "" is that of the user
	Fingerprint []string `key:"fingerprint"` // of the host's keys, SHA256:… as ssh-keygen -l prints them
	Endpoint    string   `key:"endpoint"`    // s3: https://host, of R2, MinIO and so on
	Region      string   `key:"region"`      // s3
	Bucket      string   `key:"bucket"`      // s3
	Prefix      string   `key:"prefix"`      // s3: a folder in the bucket
	Site        string   `key:"site"`        // netlify: its id or its name
	Account     string   `key:"account"`     // cloudflare
	Worker      string   `key:"worker"`      // cloudflare
	Address     string   `key:"address"`     // cloudflare: where the site is online; "" is base_url
	API         string   `key:"api"`         // netlify, cloudflare: another address of their API
}

// targetTypes are the keys that each type has beside type and ping; a needed one ends in an exclamation mark.
var targetTypes = map[string][]string{
	"folder":     {"path!", "state", "atomic"},
	"sftp":       {"host!", "user!", "path!", "state", "port", "known_hosts", "fingerprint"},
	"s3":         {"bucket!", "endpoint", "region", "prefix"},
	"netlify":    {"site!", "api"},
	"cloudflare": {"account!", "worker!", "address", "api"},
}

// TargetTypes are the types of targets.
func TargetTypes() []string { return slices.Sorted(maps.Keys(targetTypes)) }

// secretKey is a key that looks as if a secret follows.
var secretKey = regexp.MustCompile(`(?i)secret|geheim|token|passw|wachtw|passphrase|credential|` +
	`access[_-]?key|api[_-]?key|private|^key$|sleutel`)

// UnmarshalNode reads a mapping of names to targets. A secret in it is an error whose text does not show it.
func (t *Targets) UnmarshalNode(d *frontmatter.Decoder, n *frontmatter.Node) {
	if n.Kind == frontmatter.NullNode {
		return
	}
	if n.Kind != frontmatter.MapNode {
		d.WrongType(n, "een groep doelen", "schrijf “productie: {type: folder, path: /var/www/site}”")
		return
	}
	d.Duplicates(n)
	for i, key := range n.Keys {
		target := Target{Name: norm.NFC.String(key.Text), Ping: true}
		first := len(d.Problems)
		item := withoutSecrets(d, n.Items[i])
		before := len(d.Problems)
		d.Into(item, &target)
		if len(d.Problems) == before {
			target.check(d, cmp.Or(key, n), item)
		}
		hideLines(d.Problems[first:])
		*t = append(*t, target)
	}
}

// secretRule is the rule of problems of a line that holds a secret.
const secretRule = "geheim"

// hideLines takes the place of the excerpts of lines that hold a secret.
func hideLines(problems report.List) {
	secret := map[int]bool{}
	for _, p := range problems {
		if p.Rule == secretRule {
			secret[p.Line] = true
		}
	}
	for i := range problems {
		if secret[problems[i].Line] {
			problems[i].Source = strings.Repeat(" ", max(problems[i].Col-1, 0)) + "…"
		}
	}
}

// withoutSecrets is a node without the keys that look like secrets, each of which is told.
func withoutSecrets(d *frontmatter.Decoder, n *frontmatter.Node) *frontmatter.Node {
	if n.Kind != frontmatter.MapNode {
		return n
	}
	rest := *n
	rest.Keys, rest.Items = nil, nil
	for i, key := range n.Keys {
		if secretKey.MatchString(key.Text) {
			d.Problem(report.Error, secretRule, key.Pos,
				fmt.Sprintf("“%s” lijkt een geheim, en dat hoort niet in site.yaml, waar anderen het lezen", key.Text),
				"Haal de regel weg, vervang het geheim bij de host, en geef het nieuwe door in de omgeving (docs/publiceren.md).")
			continue
		}
		rest.Keys, rest.Items = append(rest.Keys, key), append(rest.Items, n.Items[i])
	}
	return &rest
}

// check says which keys the type of the target needs and which it does not have.
func (t *Target) check(d *frontmatter.Decoder, name, n *frontmatter.Node) {
	keys, known := targetTypes[t.Type]
	if !known {
		types := strings.Join(TargetTypes(), ", ")
		if t.Type == "" {
			d.ErrorAt(name, "doel", fmt.Sprintf("het doel “%s” heeft geen type", t.Name), "Kies een type: "+types+".")
			return
		}
		d.ErrorAt(cmp.Or(n.Get("type"), name), "onbekende-waarde", fmt.Sprintf("“%s” is hier geen mogelijkheid", t.Type),
			strings.TrimSpace(report.Suggest(t.Type, TargetTypes())+" Kies uit: "+types+"."))
		return
	}
	allowed := []string{"type", "ping"}
	for _, key := range keys {
		key, needed := strings.CutSuffix(key, "!")
		allowed = append(allowed, key)
		if value := n.Get(key); needed && (value == nil || value.Empty()) {
			d.ErrorAt(name, "doel", fmt.Sprintf("het doel “%s” heeft geen %s", t.Name, key),
				fmt.Sprintf("Een doel van het type %s heeft dat nodig; docs/publiceren.md heeft een voorbeeld.", t.Type))
		}
	}
	for _, key := range n.Keys {
		if !slices.Contains(allowed, frontmatter.FoldKey(key.Text)) {
			d.ErrorAt(key, "onbekende-sleutel", fmt.Sprintf("“%s” hoort niet bij een doel van het type %s", key.Text, t.Type),
				"Het kent: "+strings.Join(allowed, ", ")+".")
		}
	}
	for _, key := range []string{"endpoint", "address", "api"} {
		value := n.Get(key)
		if value == nil || value.Empty() {
			continue
		}
		u, err := url.Parse(value.Text)
		if err == nil && u.User != nil {
			d.ErrorAt(value, secretRule, fmt.Sprintf("bij %s staat een gebruiker of wachtwoord in het adres", key),
				"Schrijf alleen https:// en de naam van de server; geheimen komen uit de omgeving (docs/publiceren.md).")
			continue
		}
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			d.ErrorAt(value, "adres", fmt.Sprintf("bij %s hoort het adres van een server", key),
				"Schrijf https:// en de naam van de server.")
		}
	}
	for _, fingerprint := range t.Fingerprint {
		if !strings.HasPrefix(fingerprint, "SHA256:") {
			d.ErrorAt(n.Get("fingerprint"), "doel", fmt.Sprintf("“%s” is geen vingerafdruk van een server", fingerprint),
				"Schrijf wat “ssh-keygen -lf” van de sleutel zegt: SHA256:…")
		}
	}
}

// IndexNow is how search engines are told what changed (https://www.indexnow.org/documentation).
type IndexNow struct {
	Key string `key:"key"` // 8 to 128 letters, digits and hyphens; it is no secret: all can read it on the site
}

var indexNowKey = regexp.MustCompile(`^[A-Za-z0-9-]{8,128}$`)

func (i IndexNow) check(d *frontmatter.Decoder, n *frontmatter.Node) {
	if i.Key != "" && !indexNowKey.MatchString(i.Key) {
		d.ErrorAt(n, "sleutel", fmt.Sprintf("“%s” kan geen sleutel van IndexNow zijn", i.Key),
			"Kies 8 tot 128 letters, cijfers en streepjes.")
	}
}
