package deploy

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"drukpers/internal/config"
)

// sshd is OpenSSH's server; make sshd installs it.
func sshd(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/libexec/sshd-server"} {
		if _, err := os.Stat(name); err == nil {
			return name
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no sshd found, and CI has to have it: apt-get install openssh-server")
	}
	t.Skip("no sshd found: apt-get install openssh-server")
	return ""
}

// sftpFixture starts an sshd on a port of its own, with keys of its own and no other users than who runs the test.
func sftpFixture(t testing.TB) *fixture {
	program := sshd(t)
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	keygen := func(name string) {
		out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", in(name)).CombinedOutput()
		if err != nil {
			t.Fatalf("ssh-keygen: %v %s", err, out)
		}
	}
	for _, name := range []string{"host", "client", "other"} {
		keygen(name)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	public, err := os.ReadFile(in("client.pub"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, in("authorized"), string(public))
	put(t, in("config"), fmt.Sprintf(`Port %d
ListenAddress 127.0.0.1
HostKey %s
AuthorizedKeysFile %s
PidFile %s
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
MaxStartups 100
Subsystem sftp internal-sftp
`, port, in("host"), in("authorized"), in("pid")))
	if os.Geteuid() == 0 {
		_ = os.MkdirAll("/run/sshd", 0o755)
	}
	server := exec.Command(program, "-D", "-e", "-f", in("config"))
	var log strings.Builder
	server.Stderr = &log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	for n := 0; ; n++ {
		line, err := net.Dial("tcp", address)
		if err == nil {
			_ = line.Close()
			break
		}
		if n > 200 {
			t.Fatalf("sshd does not listen: %s", log.String())
		}
		time.Sleep(10 * time.Millisecond)
	}
	line := newProxy(t, address)
	_, linePort, _ := net.SplitHostPort(line.address)
	number, _ := strconv.Atoi(linePort)
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	root := in("www/site")
	return &fixture{
		target: config.Target{
			Name: "proef", Type: "sftp", Host: "127.0.0.1", Port: number, User: me.Username, Path: root,
			Fingerprint: []string{fingerprintOf(t, in("host.pub"))},
		},
		secrets: map[string]string{
			"DRUKPERS_SFTP_KEY_FILE": in("client"), "DRUKPERS_SFTP_KEY": "", "DRUKPERS_SFTP_PASSWORD": "GEHEIM-van-sftp",
			"DRUKPERS_SFTP_PASSPHRASE": "", "SSH_AUTH_SOCK": "", "HOME": dir,
		},
		online:  func() map[string][]byte { return readTree(root) },
		place:   func(t *testing.T, name, data string) { t.Helper(); put(t, filepath.Join(root, name), data) },
		budget:  line.budget,
		listing: true,
		forget: func(t *testing.T, data []byte) {
			t.Helper()
			replace(t, in("www/.drukpers/site/manifest.json.gz"), data)
		},
		deny: func(t *testing.T) func() {
			t.Helper()
			t.Setenv("DRUKPERS_SFTP_KEY_FILE", in("other"))
			return func() { t.Setenv("DRUKPERS_SFTP_KEY_FILE", in("client")) }
		},
	}
}

// TestState keeps what readers need not see in a folder inside the site's, where no other can be written to.
func TestState(t *testing.T) {
	for _, name := range []string{"folder", "sftp"} {
		t.Run(name, func(t *testing.T) {
			f := fixtures[name](t)
			f.setenv(t)
			f.target.State = filepath.Join(f.target.Path, "bewaard")
			deployed(t, f, old, Options{})
			result := deployed(t, f, next, Options{Force: true, DeleteForeign: true})
			if slices.ContainsFunc(result.Deleted, func(s string) bool { return strings.HasPrefix(s, "bewaard") }) {
				t.Errorf("deleted %q", result.Deleted)
			}
			if _, err := Back(context.Background(), f.target, Options{patience: &quick}); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(filepath.Join(f.target.Path, "bewaard/manifest.json.gz")); err != nil {
				t.Error(err)
			}
			if _, err := os.Stat(filepath.Join(f.target.Path, "../.drukpers")); err == nil {
				t.Error("there is a folder beside the site's too")
			}
		})
	}
}

func fingerprintOf(t testing.TB, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	key, _, _, _, err := ssh.ParseAuthorizedKey(data)
	if err != nil {
		t.Fatal(err)
	}
	return ssh.FingerprintSHA256(key)
}
