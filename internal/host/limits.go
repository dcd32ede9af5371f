package host

// Limits are what a host takes, of the plan that costs nothing; 0 is no limit that is known.
type Limits struct {
	Name      string
	Files     int
	FileBytes int64 // of one file
	Bytes     int64 // of all files
	Rules     bool  // it obeys _redirects and _headers
	Source    string
}

// None is the name of no host in particular.
const None = "none"

// Hosts are those whose limits are known.
var Hosts = []Limits{
	{
		Name: "cloudflare-pages", Files: 20_000, FileBytes: 25 << 20, Rules: true,
		Source: "https://developers.cloudflare.com/pages/platform/limits/",
	},
	{
		Name: "cloudflare-workers", Files: 20_000, FileBytes: 25 << 20, Rules: true,
		Source: "https://developers.cloudflare.com/workers/platform/limits/",
	},
	{Name: "netlify", Rules: true, Source: "https://docs.netlify.com/routing/redirects"},
	{
		Name: "github-pages", FileBytes: 100 << 20, Bytes: 1e9,
		Source: "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits",
	},
	{Name: None, Rules: true},
}

// LimitsOf are those of a host in Hosts.
func LimitsOf(name string) Limits {
	for _, l := range Hosts {
		if l.Name == name {
			return l
		}
	}
	return Limits{Name: name, Rules: true}
}

// HostNames are those of Hosts.
func HostNames() []string {
	names := make([]string, len(Hosts))
	for i, l := range Hosts {
		names[i] = l.Name
	}
	return names
}
