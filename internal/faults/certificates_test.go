package faults_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"time"
)

// certificates are those of one authority, and the file to trust it by.
type certificates struct {
	authority          string
	expired, wrongName tls.Certificate
	good               tls.Certificate // Nothing is wrong with it but that its authority may be unknown.
}

func newCertificates() (certificates, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return certificates{}, err
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "example authority"},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage: x509.KeyUsageCertSign, BasicConstraintsValid: true, IsCA: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, root, root, &key.PublicKey, key)
	if err != nil {
		return certificates{}, err
	}
	file, err := os.CreateTemp("", "example-authority-*.pem")
	if err != nil {
		return certificates{}, err
	}
	if err := pem.Encode(file, &pem.Block{Type: "CERTIFICATE", Bytes: der}); err != nil {
		return certificates{}, err
	}
	sign := func(change func(*x509.Certificate)) tls.Certificate {
		leaf := &x509.Certificate{
			SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "example vendor"},
			NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
			KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
			IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		}
		change(leaf)
		signed, signErr := x509.CreateCertificate(rand.Reader, leaf, root, &key.PublicKey, key)
		if signErr != nil {
			err = signErr
		}
		return tls.Certificate{Certificate: [][]byte{signed}, PrivateKey: key}
	}
	made := certificates{
		authority: file.Name(),
		good:      sign(func(*x509.Certificate) {}),
		expired:   sign(func(leaf *x509.Certificate) { leaf.NotAfter = time.Now().Add(-24 * time.Hour) }),
		wrongName: sign(func(leaf *x509.Certificate) { leaf.IPAddresses, leaf.DNSNames = nil, []string{"other.example.com"} }),
	}
	if err == nil {
		err = file.Close()
	}
	return made, err
}

// trusted has the authority of a world's certificate known.
func (n network) trusted(w world) world {
	w.authority = n.certificates.authority
	return w
}

func (n network) expired() world { return n.trusted(n.handshaking(n.certificates.expired)) }

func (n network) wrongName() world { return n.trusted(n.handshaking(n.certificates.wrongName)) }

func (n network) unknownIssuer() world { return n.handshaking(n.certificates.good) }
