package provider

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// memoryKey is the key of [memory] in private state.
const memoryKey = "credential"

// memory is what private state keeps of a credential beside its attributes. Its
// JSON names are short, because the CLI rewrites all of them after each resource
// of an apply. [legacyMemory] reads those of earlier states.
type memory struct {
	// HashKey is random for each resource.
	HashKey []byte `json:"k,omitempty"`
	// Hashes are keyed hashes of the write-only secrets, by field. There are none
	// if secrets_wo_version is set.
	Hashes map[string][]byte `json:"h,omitempty"`
	// Pinned is set if the user has set auth_scheme. A refresh has no
	// configuration to see it in.
	Pinned bool `json:"p,omitempty"`
	// NexlaVendor and NexlaTemplate are what the credential in Nexla was made of.
	NexlaVendor   string `json:"v,omitempty"`
	NexlaTemplate int64  `json:"t,omitempty"`
	// NexlaDirty is set if Nexla may hold what state does not, so that the next
	// plan sends everything and probes again.
	NexlaDirty bool `json:"d,omitempty"`
	// MovedFrom has the hashes of a custom credential that this one was moved from,
	// until the first apply.
	MovedFrom *movedSecrets `json:"m,omitempty"`

	// legacyHashes are hashes without the name of the field, until the next apply.
	legacyHashes map[string][]byte
	// lost is set if there is no private state: a CLI whose provider was killed
	// during an update keeps the prior state, and drops its private part.
	lost bool
}

// legacyMemory is the form that private state had at first.
type legacyMemory struct {
	HashKey       []byte            `json:"hash_key"`
	Hashes        map[string][]byte `json:"hashes"`
	Pinned        bool              `json:"pinned"`
	NexlaVendor   string            `json:"nexla_vendor"`
	NexlaTemplate int64             `json:"nexla_template"`
	NexlaDirty    bool              `json:"nexla_dirty"`
	Lost          bool              `json:"lost"`
}

// privateReader and privateWriter are the framework's private state, whose type cannot be named here.
type privateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

type privateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

func readMemory(ctx context.Context, private privateReader) (memory, diag.Diagnostics) {
	var kept memory
	content, diags := private.GetKey(ctx, memoryKey)
	if diags.HasError() {
		return kept, diags
	}
	// What cannot be read is as good as absent: the next update takes up new hashes.
	var legacy legacyMemory
	if len(content) == 0 || json.Unmarshal(content, &kept) != nil || json.Unmarshal(content, &legacy) != nil {
		return memory{lost: true}, diags
	}
	if len(legacy.HashKey) > 0 || legacy.Pinned || legacy.NexlaVendor != "" || legacy.NexlaDirty || legacy.Lost {
		kept = memory{
			HashKey: legacy.HashKey, legacyHashes: legacy.Hashes, Pinned: legacy.Pinned,
			NexlaVendor: legacy.NexlaVendor, NexlaTemplate: legacy.NexlaTemplate, NexlaDirty: legacy.NexlaDirty, lost: legacy.Lost,
		}
	}
	return kept, diags
}

func (m memory) write(ctx context.Context, private privateWriter) diag.Diagnostics {
	content, err := json.Marshal(m)
	if err != nil {
		var diags diag.Diagnostics
		diags.AddError(problemPrivateState.title(), "The provider could not encode its private state. This is a bug in the provider.")
		return diags
	}
	return private.SetKey(ctx, memoryKey, content)
}

// hashSize is the length of keys and hashes in bytes: 128 bits of HMAC-SHA-256
// (RFC 2104, section 5) tell two secrets apart.
const hashSize = 16

// remember takes up the hash of a write-only secret.
func (m *memory) remember(field, secret string) {
	if m.HashKey == nil {
		m.HashKey = make([]byte, hashSize)
		_, _ = rand.Read(m.HashKey) // It never fails: crypto/rand ends the program instead.
	}
	if m.Hashes == nil {
		m.Hashes = map[string][]byte{}
	}
	m.Hashes[field] = m.hash(field, secret)
}

// knows reports whether there is a hash of a field to compare with.
func (m memory) knows(field string) bool {
	return len(m.Hashes[field]) > 0 || len(m.legacyHashes[field]) > 0
}

// matches reports whether a secret is the one that was remembered.
func (m memory) matches(field, secret string) bool {
	if legacy := m.legacyHashes[field]; len(legacy) > 0 {
		return hmac.Equal(legacy, keyedHash(m.HashKey, secret))
	}
	return hmac.Equal(m.Hashes[field], m.hash(field, secret))
}

// hash has the name of the field in its input, so that equal secrets in two
// fields do not have equal hashes.
func (m memory) hash(field, secret string) []byte {
	return keyedHash(m.HashKey, field+"\x00"+secret)[:hashSize]
}

func keyedHash(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
