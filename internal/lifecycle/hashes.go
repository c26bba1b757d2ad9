package lifecycle

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
)

// StoredHashes are keyed hashes of write-only secrets, by which a plan detects a new
// secret. Their JSON names are short, because the CLI rewrites all private state
// after each resource of an apply.
type StoredHashes struct {
	// Key is random for each resource.
	Key []byte `json:"k,omitempty"`
	// ByField are the hashes by the name of the field.
	ByField map[string][]byte `json:"h,omitempty"`
	// Legacy are hashes without the name of the field in their input, until the next apply.
	Legacy map[string][]byte `json:"l,omitempty"`
}

// hashSize is the length of keys and hashes in bytes: 128 bits of HMAC-SHA-256
// (RFC 2104, section 5) distinguish two secrets.
const hashSize = 16

// store adds the hash of a secret.
func (h *StoredHashes) store(field, secret string) {
	if h.Key == nil {
		h.Key = make([]byte, hashSize)
		_, _ = rand.Read(h.Key) // It never fails: crypto/rand ends the program instead.
	}
	if h.ByField == nil {
		h.ByField = map[string][]byte{}
	}
	h.ByField[field] = h.hash(field, secret)
}

// Knows reports whether there is a hash of a field to compare with.
func (h StoredHashes) Knows(field string) bool {
	return len(h.ByField[field]) > 0 || len(h.Legacy[field]) > 0
}

// Matches reports whether a secret is the one whose hash is stored.
func (h StoredHashes) Matches(field, secret string) bool {
	if legacy := h.Legacy[field]; len(legacy) > 0 {
		return hmac.Equal(legacy, keyedHash(h.Key, secret))
	}
	return hmac.Equal(h.ByField[field], h.hash(field, secret))
}

// hash has the name of the field in its input, so that equal secrets in two fields
// have different hashes.
func (h StoredHashes) hash(field, secret string) []byte {
	return keyedHash(h.Key, field+"\x00"+secret)[:hashSize]
}

func keyedHash(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
