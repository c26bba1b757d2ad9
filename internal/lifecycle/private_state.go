package lifecycle

import (
	"encoding/json"
	"fmt"
)

// PrivateState is what private state has of a credential beside its attributes.
type PrivateState struct {
	// StoredHashes are empty if secrets_wo_version is set.
	StoredHashes
	// Nexla is what is known of the credential in Nexla.
	Nexla
	// Pinned is set if the configuration pins auth_scheme, which a refresh cannot see.
	Pinned bool `json:"p,omitempty"`
	// MovedFrom is the custom credential that this one was moved from, until the
	// first apply.
	MovedFrom *MovedCredential `json:"m,omitempty"`
	// Lost is set if there is no private state: if a provider is killed during an
	// update, the CLI keeps the prior state and drops its private part.
	Lost bool `json:"-"`
}

// Nexla is what private state has of a credential in Nexla.
type Nexla struct {
	// NexlaVendor and NexlaTemplate are what the credential in Nexla was created with.
	NexlaVendor   string `json:"v,omitempty"`
	NexlaTemplate int64  `json:"t,omitempty"`
	// NexlaDirty is set if Nexla may differ from state, so that the next plan sends
	// everything and probes again.
	NexlaDirty bool `json:"d,omitempty"`
}

// legacyPrivateState is the first form that private state had.
type legacyPrivateState struct {
	HashKey       []byte            `json:"hash_key"`
	Hashes        map[string][]byte `json:"hashes"`
	Pinned        bool              `json:"pinned"`
	NexlaVendor   string            `json:"nexla_vendor"`
	NexlaTemplate int64             `json:"nexla_template"`
	NexlaDirty    bool              `json:"nexla_dirty"`
	Lost          bool              `json:"lost"`
}

// DecodePrivateState reads private state in its current form or in an earlier one.
// What cannot be read counts as lost, and the next update stores new hashes.
func DecodePrivateState(content []byte) PrivateState {
	var private PrivateState
	var legacy legacyPrivateState
	if len(content) == 0 || json.Unmarshal(content, &private) != nil || json.Unmarshal(content, &legacy) != nil {
		return PrivateState{Lost: true}
	}
	if len(legacy.HashKey) > 0 || legacy.Pinned || legacy.NexlaVendor != "" || legacy.NexlaDirty || legacy.Lost {
		return PrivateState{
			StoredHashes: StoredHashes{EarlierHashes: EarlierHashes{Key: legacy.HashKey, WithoutField: legacy.Hashes}},
			Nexla:        Nexla{NexlaVendor: legacy.NexlaVendor, NexlaTemplate: legacy.NexlaTemplate, NexlaDirty: legacy.NexlaDirty},
			Pinned:       legacy.Pinned,
			Lost:         legacy.Lost,
		}
	}
	return private
}

// Encode returns the JSON of private state.
func (p PrivateState) Encode() ([]byte, error) {
	content, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("private state cannot be encoded: %w", err)
	}
	return content, nil
}

// PrivateStateAfter returns the private state after an apply: the hashes of the
// write-only secrets, unless a version decides about them. If the configuration
// withholds the secret, the hashes are kept, except for those of a move: they would
// cause an update in each plan.
func PrivateStateAfter(in Inputs, change Change, nexla Nexla) PrivateState {
	if change.Withheld {
		kept := in.Private
		kept.Nexla, kept.Pinned, kept.MovedFrom = nexla, !in.AuthScheme.IsNull(), nil
		if !in.SecretsVersion.IsNull() {
			kept.StoredHashes = StoredHashes{}
		}
		return kept
	}
	private := PrivateState{Nexla: nexla, Pinned: !in.AuthScheme.IsNull()}
	if !in.SecretsVersion.IsNull() {
		return private
	}
	for _, field := range in.Definition.SecretFields() {
		if configured := in.Fields[field.Name]; configured.WriteOnly && configured.Value.IsKnown() {
			private.store(field.Name, configured.Value.Get().Reveal(), field.Optional || in.Definition.IsCustom())
		}
	}
	return private
}
