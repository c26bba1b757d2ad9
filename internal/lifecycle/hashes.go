package lifecycle

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"slices"
)

// StoredHashes are keyed hashes of write-only secrets, by which a plan detects a new
// secret. The CLI rewrites all private state after each resource of an apply, so its
// size decides how long an apply takes. Fields are therefore named in the inputs of
// the hashes alone, which also gives equal secrets in two fields different hashes.
type StoredHashes struct {
	// KeyAndHashes is a key, random for each resource, followed by the hash of each
	// secret and, if its field is optional, a hash that shows its presence.
	KeyAndHashes []byte `json:"s,omitempty"`
	EarlierHashes
}

// EarlierHashes are hashes as earlier versions stored them, until the next apply.
type EarlierHashes struct {
	// Key is random for each resource.
	Key []byte `json:"k,omitempty"`
	// ByField are the hashes by the name of the field.
	ByField map[string][]byte `json:"h,omitempty"`
	// WithoutField are hashes without the name of the field in their input.
	WithoutField map[string][]byte `json:"l,omitempty"`
}

// hashSize is the length of keys and hashes in bytes: 128 bits of HMAC-SHA-256
// (RFC 2104, section 5) distinguish two secrets.
const hashSize = 16

// store adds the hash of a secret.
func (h *StoredHashes) store(field, secret string, optional bool) {
	if h.KeyAndHashes == nil {
		h.KeyAndHashes = make([]byte, hashSize)
		_, _ = rand.Read(h.KeyAndHashes) // It never fails: crypto/rand ends the program instead.
	}
	key := h.KeyAndHashes[:hashSize]
	h.KeyAndHashes = append(h.KeyAndHashes, keyedHash(key, secretIn(field, secret))[:hashSize]...)
	if optional {
		h.KeyAndHashes = append(h.KeyAndHashes, keyedHash(key, field)[:hashSize]...)
	}
}

// HasOptional reports whether an optional field had a write-only secret.
func (h StoredHashes) HasOptional(field string) bool {
	return h.contains(field) || len(h.ByField[field]) > 0 || len(h.WithoutField[field]) > 0
}

// Matches reports whether a secret is the one whose hash is stored.
func (h StoredHashes) Matches(field, secret string) bool {
	return h.contains(secretIn(field, secret)) ||
		hmac.Equal(h.ByField[field], keyedHash(h.Key, secretIn(field, secret))[:hashSize]) ||
		hmac.Equal(h.WithoutField[field], keyedHash(h.Key, secret))
}

// contains reports whether the hash of a text is stored.
func (h StoredHashes) contains(text string) bool {
	if len(h.KeyAndHashes) < hashSize {
		return false
	}
	wanted := keyedHash(h.KeyAndHashes[:hashSize], text)[:hashSize]
	for hash := range slices.Chunk(h.KeyAndHashes[hashSize:], hashSize) {
		if hmac.Equal(hash, wanted) {
			return true
		}
	}
	return false
}

// secretIn is the text whose hash is stored for a secret.
func secretIn(field, secret string) string { return field + "\x00" + secret }

func keyedHash(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
