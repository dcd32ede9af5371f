package config

import (
	"strings"
	"testing"
	"testing/fstest"

	"drukpers/internal/report"
)

func TestTargets(t *testing.T) {
	t.Parallel()
	const s3 = "deploy: {a: {type: s3, bucket: b, "
	for _, row := range []struct{ yaml, want string }{ // want is a part of the only problem; "" for none
		{"deploy: {}", ""},
		{"deploy: {a: {type: folder, path: /www}}", ""},
		{"deploy: {a: {type: folder, path: /www}, b: {type: cloudflare, account: x, worker: y, ping: nee}}", ""},
		{"deploy: {a: {type: sftp, host: h, user: u, path: p, port: 2022, fingerprint: 'SHA256:x'}}", ""},
		{"deploy: {a: {type: ftp}}", "“ftp” is hier geen mogelijkheid"},
		{"deploy: {a: {path: /www}}", "het doel “a” heeft geen type"},
		{"deploy: {a: {type: folder}}", "het doel “a” heeft geen path"},
		{"deploy: {a: {type: folder, path: /www, bucket: b}}", "“bucket” hoort niet bij een doel van het type folder"},
		{"deploy: {a: {type: folder, path: /www, buket: b}}", "de sleutel “buket” bestaat hier niet"},
		{"deploy: [a]", "hier hoort een groep doelen"},
		{"deploy: {a: {type: sftp, host: h, user: u, path: p, fingerprint: abc}}", "geen vingerafdruk"},
		{s3 + "endpoint: minio}}", "het adres van een server"},
		{s3 + "endpoint: 'https://ik:GEHEIM@minio'}}", "gebruiker of wachtwoord"},
		{s3 + "secret_access_key: GEHEIM}}", "lijkt een geheim"},
		{s3 + "accessKey: GEHEIM}}", "lijkt een geheim"},
		{s3 + "wachtwoord: GEHEIM}}", "lijkt een geheim"},
		{"deploy: {a: {type: netlify, site: s, API-Key: GEHEIM}}", "lijkt een geheim"},
		{"deploy: {a: {type: netlify, site: s, token: GEHEIM, type2: x}}", ""}, // two problems
		{"indexnow: {key: kort}", "geen sleutel van IndexNow"},
		{"indexnow: {key: lang-genoeg-1}", ""},
	} {
		_, problems := Parse([]byte(row.yaml))
		problems.FillSources(fstest.MapFS{File: {Data: []byte(row.yaml)}})
		twice := strings.Contains(row.yaml, "type2")
		switch {
		case twice && len(problems) != 2, !twice && row.want == "" && len(problems) > 0,
			row.want != "" && (len(problems) != 1 || !strings.Contains(problems[0].Text, row.want)):
			t.Errorf("%s: %+v", row.yaml, problems)
		}
		var told strings.Builder
		if err := report.Text(&told, problems, report.Style{}); err != nil || strings.Contains(told.String(), "GEHEIM") {
			t.Errorf("%s: told %s: %v", row.yaml, told.String(), err)
		}
	}
	c, _ := Parse([]byte("base_url: https://a.nl/\ndeploy: {b: {type: netlify, site: s}, a: {type: folder, path: p}}"))
	if c.Deploy[0].Name != "b" || !c.Deploy[0].Ping || c.Deploy[0].Address != "https://a.nl/" || c.Deploy[1].Name != "a" {
		t.Errorf("%+v", c.Deploy)
	}
}
