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

// memory is what private state keeps of a credential beside its attributes.
type memory struct {
	// HashKey is random for each resource.
	HashKey []byte `json:"hash_key,omitempty"`
	// Hashes are HMAC-SHA-256 of the write-only secrets, by field. There is
	// none where secrets_wo_version is set.
	Hashes map[string][]byte `json:"hashes,omitempty"`
	// Pinned says that auth_scheme was set by the user. A refresh has no
	// configuration to see it in.
	Pinned bool `json:"pinned,omitempty"`
	// NexlaVendor and NexlaTemplate are what the credential in Nexla was made of.
	NexlaVendor   string `json:"nexla_vendor,omitempty"`
	NexlaTemplate int64  `json:"nexla_template,omitempty"`
	// NexlaDirty says that Nexla may hold what state does not know of, so that
	// the next plan sends everything and probes again.
	NexlaDirty bool `json:"nexla_dirty,omitempty"`
	// Lost says that the memory itself is gone: a CLI whose provider was killed
	// in an update keeps the state of before, and drops its private part.
	Lost bool `json:"lost,omitempty"`
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
	if len(content) == 0 || json.Unmarshal(content, &kept) != nil {
		return memory{Lost: true}, diags
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

// remember takes up the hash of a write-only secret.
func (m *memory) remember(field, secret string) {
	if m.HashKey == nil {
		m.HashKey = make([]byte, sha256.Size)
		_, _ = rand.Read(m.HashKey) // It never fails: crypto/rand ends the program instead.
	}
	if m.Hashes == nil {
		m.Hashes = map[string][]byte{}
	}
	m.Hashes[field] = m.hash(secret)
}

// knows tells whether there is a hash of a field to compare with.
func (m memory) knows(field string) bool { return len(m.Hashes[field]) > 0 }

// matches tells whether a secret is the one that was remembered.
func (m memory) matches(field, secret string) bool {
	return hmac.Equal(m.Hashes[field], m.hash(secret))
}

func (m memory) hash(secret string) []byte {
	mac := hmac.New(sha256.New, m.HashKey)
	mac.Write([]byte(secret))
	return mac.Sum(nil)
}
