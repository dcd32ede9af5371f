package deploy

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"

	"drukpers/internal/config"
)

// loginOf are the ways to show who we are, from the environment: a key, the keys of an agent or those of the user, as
// ssh has them, and a password.
func loginOf(s *secrets) ([]ssh.AuthMethod, error) {
	var signers []ssh.Signer
	passphrase := s.lookup("DRUKPERS_SFTP_PASSPHRASE")
	parse := func(pem []byte) (ssh.Signer, error) {
		if passphrase != "" {
			if signer, err := ssh.ParsePrivateKeyWithPassphrase(pem, []byte(passphrase)); err == nil {
				return signer, nil
			}
		}
		return ssh.ParsePrivateKey(pem)
	}
	pem := []byte(s.lookup("DRUKPERS_SFTP_KEY"))
	name := os.Getenv("DRUKPERS_SFTP_KEY_FILE")
	if len(pem) == 0 && name != "" {
		var err error
		if pem, err = os.ReadFile(name); err != nil {
			return nil, err
		}
	}
	if len(pem) > 0 {
		signer, err := parse(append(pem, '\n'))
		if err != nil { // whose text may hold a part of the key
			return nil, trouble("de sleutel in DRUKPERS_SFTP_KEY of DRUKPERS_SFTP_KEY_FILE is niet te lezen",
				"Geef de hele geheime sleutel, met de eerste en laatste regel; het wachtwoord ervan in DRUKPERS_SFTP_PASSPHRASE.")
		}
		signers = append(signers, signer)
	}
	var methods []ssh.AuthMethod
	if socket := os.Getenv("SSH_AUTH_SOCK"); socket != "" && len(signers) == 0 {
		if line, err := net.Dial("unix", socket); err == nil {
			methods = append(methods, ssh.PublicKeysCallback(agent.NewClient(line).Signers))
		}
	}
	home, _ := os.UserHomeDir()
	for _, name := range []string{"id_ed25519", "id_ecdsa", "id_rsa"} {
		if pem, err := os.ReadFile(filepath.Join(home, ".ssh", name)); err == nil && len(signers) == 0 {
			if signer, err := parse(pem); err == nil {
				signers = append(signers, signer)
			}
		}
	}
	if len(signers) > 0 {
		methods = append(methods, ssh.PublicKeys(signers...))
	}
	if password := s.lookup("DRUKPERS_SFTP_PASSWORD"); password != "" {
		methods = append(methods, ssh.Password(password), ssh.KeyboardInteractive(
			func(_, _ string, questions []string, _ []bool) ([]string, error) {
				return slices.Repeat([]string{password}, len(questions)), nil
			}))
	}
	return methods, nil
}

// hostKeys is how a server shows that it is the one that is meant: by a fingerprint of site.yaml, or by known_hosts.
func hostKeys(t config.Target, address string) (ssh.HostKeyCallback, []string, error) {
	if len(t.Fingerprint) > 0 {
		return func(_ string, _ net.Addr, key ssh.PublicKey) error {
			if slices.Contains(t.Fingerprint, ssh.FingerprintSHA256(key)) {
				return nil
			}
			return otherHost(t, key)
		}, nil, nil
	}
	file := t.KnownHosts
	if file == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, nil, err
		}
		file = filepath.Join(home, ".ssh", "known_hosts")
	}
	known, err := knownhosts.New(file)
	if errors.Is(err, os.ErrNotExist) {
		return func(_ string, _ net.Addr, key ssh.PublicKey) error { return strangeHost(t, key) }, nil, nil
	}
	if err != nil {
		return nil, nil, trouble(fmt.Sprintf("%s is niet te lezen", file), "Maak het opnieuw met ssh-keyscan, of geef de "+
			"vingerafdruk in site.yaml: fingerprint.")
	}
	return func(name string, from net.Addr, key ssh.PublicKey) error {
		var wrong *knownhosts.KeyError
		err := known(name, from, key)
		switch {
		case errors.As(err, &wrong) && len(wrong.Want) > 0:
			return otherHost(t, key)
		case errors.As(err, &wrong):
			return strangeHost(t, key)
		}
		return err
	}, algorithmsOf(known, address), nil
}

// algorithmsOf are those of the keys that known_hosts has of a server: of its several keys it has to show one of these.
func algorithmsOf(known ssh.HostKeyCallback, address string) []string {
	var wrong *knownhosts.KeyError
	none, err := ssh.NewPublicKey(ed25519.PublicKey(make([]byte, ed25519.PublicKeySize)))
	if err != nil || !errors.As(known(address, &net.TCPAddr{}, none), &wrong) {
		return nil
	}
	var all []string
	for _, want := range wrong.Want {
		switch kind := want.Key.Type(); kind {
		case ssh.KeyAlgoRSA:
			all = append(all, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
		default:
			all = append(all, kind)
		}
	}
	return all
}

func strangeHost(t config.Target, key ssh.PublicKey) error {
	return trouble(fmt.Sprintf("ik ken de server van het doel “%s” niet: hij zegt dat zijn sleutel %s is", t.Name,
		ssh.FingerprintSHA256(key)),
		"Vraag je host of dat klopt, en zet het dan in site.yaml bij het doel: fingerprint: "+ssh.FingerprintSHA256(key))
}

func otherHost(t config.Target, key ssh.PublicKey) error {
	return trouble(fmt.Sprintf("de server van het doel “%s” heeft een andere sleutel dan verwacht: %s; misschien is het "+
		"een andere server", t.Name, ssh.FingerprintSHA256(key)),
		"Vraag je host of de sleutel veranderd is. Zo ja, pas dan fingerprint in site.yaml aan, of known_hosts.")
}

// refusedLogin tells a login that was refused from a connection that was lost on the way.
func refusedLogin(err error) error {
	if strings.Contains(err.Error(), "unable to authenticate") {
		return fmt.Errorf("%w: %w", errDenied, err)
	}
	return fmt.Errorf("%w: %w", errLostConnection, err)
}
