package faults_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
)

// certificates are signed by one authority. The file contains its certificate.
type certificates struct {
	file                      string
	valid, expired, wrongName tls.Certificate
}

func newCertificates() (certificates, error) {
	authority, err := testkit.NewAuthority()
	if err != nil {
		return certificates{}, err
	}
	file, err := os.CreateTemp("", "example-authority-*.pem")
	if err != nil {
		return certificates{}, err
	}
	_, writeErr := file.Write(authority.PEM())
	valid, validErr := authority.Sign(nil)
	expired, expiredErr := authority.Sign(func(leaf *x509.Certificate) { leaf.NotAfter = time.Now().Add(-24 * time.Hour) })
	wrongName, nameErr := authority.Sign(func(leaf *x509.Certificate) { leaf.IPAddresses, leaf.DNSNames = nil, []string{"other.example.com"} })
	return certificates{file.Name(), valid, expired, wrongName}, errors.Join(writeErr, validErr, expiredErr, nameErr, file.Close())
}

// trusted makes the provider trust the authority.
func (n network) trusted(t target) target {
	t.authority = n.certificates.file
	return t
}

func (n network) expired() target { return n.trusted(n.handshaking(n.certificates.expired)) }

func (n network) wrongName() target { return n.trusted(n.handshaking(n.certificates.wrongName)) }

func (n network) unknownIssuer() target { return n.handshaking(n.certificates.valid) }
