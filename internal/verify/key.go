package verify

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"strconv"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// credentialKey identifies a credential without revealing any of it.
type credentialKey [sha256.Size]byte

// keyer makes keys under a random key that lives as long as the process, so
// that no key can be compared with one of another process.
type keyer struct {
	secret [sha256.Size]byte
}

func newKeyer() keyer {
	var k keyer
	_, _ = rand.Read(k.secret[:]) // It never fails: crypto/rand ends the program instead.
	return k
}

// credential returns the key of a request's result. It covers connector, base URL,
// pinned scheme, the environment that the region shows, and every field. The rest of
// a request does not change the credential that is verified.
func (k keyer) credential(request Request) credentialKey {
	return k.digest(request, request.Definition.Variant, request.Pinned, request.TokenBaseURL, string(request.Definition.RegionEnvironment(request.Region)))
}

// rateLimit returns the key of the vendor's rate limit, which depends neither on the
// scheme nor on the probe. Custom credentials may declare different limits.
func (k keyer) rateLimit(request Request) credentialKey {
	limit := request.Definition.Limit
	return k.digest(request, limit.Every.String(), strconv.Itoa(limit.Burst))
}

// client returns the key of a client of a token endpoint. It covers the whole request.
func (k keyer) client(address string, request connector.TokenRequest, values connector.Values) credentialKey {
	mac := hmac.New(sha256.New, k.secret[:])
	headers, form := request.Build(values)
	writeText(mac, address)
	writeText(mac, form.Reveal())
	for _, header := range headers {
		writeText(mac, header.Value.Reveal())
	}
	return credentialKey(mac.Sum(nil))
}

func (k keyer) digest(request Request, more ...string) credentialKey {
	mac := hmac.New(sha256.New, k.secret[:])
	writeText(mac, request.Definition.Type)
	writeText(mac, strings.TrimRight(request.BaseURL, "/"))
	for _, text := range more {
		writeText(mac, text)
	}
	for _, field := range request.Definition.Fields {
		writeText(mac, field.Name)
		writeText(mac, request.Values[field.Name].Reveal())
	}
	return credentialKey(mac.Sum(nil))
}

// writeText writes the length of a text and the text, so that no two lists of texts
// have the same digest.
func writeText(to hash.Hash, text string) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(text)))
	to.Write(length[:])
	to.Write([]byte(text))
}
