package provider

import (
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// secretChange says whether a credential has a new secret.
type secretChange int

const (
	secretSame secretChange = iota
	secretChanged
	// secretUnknown: a value is known after apply only.
	secretUnknown
)

// change is what differs between the last apply and what is wanted now.
type change struct {
	// isNew says that the credential was never applied: it is created, or was imported.
	isNew bool
	// arguments says that an argument that is kept in state differs.
	arguments bool
	// credential says that a field that is not secret, the region, the base URL
	// or the pinned scheme differs.
	credential bool
	secret     secretChange
	// withheld says that the configuration gives no secret: ignore_changes replaces
	// a write-only secret by the null in state. The credential cannot be verified.
	withheld bool
}

// standing is the column of the contract's table that a credential stands in.
func (c change) standing() standing {
	if c.isNew || c.credential || c.secret != secretSame {
		return changed
	}
	return unchanged
}

// detectChange compares. At apply every value is known, and so is the answer.
func detectChange(definition *connector.Definition, in inputs) change {
	config, plan, state := in.config, in.plan, in.state
	if state == nil {
		return change{isNew: true, arguments: true}
	}
	found := change{isNew: state.revision().IsNull()}
	for _, name := range keptArguments(definition) {
		if plan.differs(*state, name) {
			found.arguments = true
		}
	}
	for _, name := range credentialArguments(definition) {
		if plan.differs(*state, name) {
			found.credential = true
		}
	}
	pin := config.text(attrAuthScheme)
	unpinned := pin.IsNull() && in.kept.Pinned
	if unpinned || !pin.IsNull() && !pin.Equal(state.text(attrAuthScheme)) {
		found.arguments, found.credential = true, true
	}
	if in.kept.MovedFrom != nil {
		found.arguments = true // The first apply after a move fills in what only a verification shows.
	}
	if customHeadersDiffer(definition, *state) {
		found.arguments, found.credential = true, true
	}
	found.withheld = !found.isNew && secretsWithheld(definition, config)
	if !found.withheld {
		found.secret = detectSecretChange(definition, config, *state, in.kept)
	}
	return found
}

// secretsWithheld reports whether no secret field has a value. Validation refuses
// a configuration that leaves them out.
func secretsWithheld(definition *connector.Definition, config record) bool {
	for _, field := range definition.SecretFields() {
		if value, _ := secretValue(config, field.Name); !value.IsNull() {
			return false
		}
	}
	return true
}

// customHeadersDiffer tells whether a custom credential is sent in other headers
// than those that state lists. Where secrets_wo_version decides about write-only
// secrets, nothing else would show it.
func customHeadersDiffer(definition *connector.Definition, state record) bool {
	before, isList := state.values[attrHeaderNames].(types.List)
	names := definition.Schemes[0].HeaderNames()
	return definition.Type == connector.CustomType && isList && !before.IsNull() && len(names) > 0 && !before.Equal(textList(names))
}

// keptArguments are the arguments that state keeps, but auth_scheme, which the
// provider fills in where the user does not. Not every schema has all of them.
func keptArguments(definition *connector.Definition) []string {
	names := []string{attrName, attrDescription, attrVerification, attrRotateAfter, attrSecretsWOVersion, blockNexla, attrRateLimit, attrKeyMenuPath}
	for _, field := range definition.SecretFields() {
		names = append(names, field.Name)
	}
	return append(names, credentialArguments(definition)...)
}

// credentialArguments are the arguments beside the secrets whose change makes
// it another credential.
func credentialArguments(definition *connector.Definition) []string {
	names := []string{attrBaseURL, attrRegion, attrFixedHeaders, blockProbe}
	for _, field := range definition.Fields {
		if !field.Secret {
			names = append(names, field.Name)
		}
	}
	return names
}

// detectSecretChange looks at every secret field. A certain change outweighs
// what is unknown yet.
func detectSecretChange(definition *connector.Definition, config, state record, kept memory) secretChange {
	version := versionChange(config.text(attrSecretsWOVersion), state.text(attrSecretsWOVersion))
	found := secretSame
	if version.decided {
		found = version.secret
	}
	for _, field := range definition.SecretFields() {
		switch fieldChange(definition, field, config, state, kept, version.decided) {
		case secretChanged:
			return secretChanged
		case secretUnknown:
			if found == secretSame {
				found = secretUnknown
			}
		}
	}
	return found
}

// versionVerdict is what secrets_wo_version says.
type versionVerdict struct {
	// decided says that it alone decides about write-only secrets.
	decided bool
	secret  secretChange
}

// versionChange compares secrets_wo_version. Setting it for the first time or
// removing it decides nothing: the secrets are compared.
func versionChange(now, before types.String) versionVerdict {
	switch {
	case before.IsNull() || now.IsNull():
		return versionVerdict{}
	case now.IsUnknown():
		return versionVerdict{decided: true, secret: secretUnknown}
	case now.Equal(before):
		return versionVerdict{decided: true, secret: secretSame}
	default:
		return versionVerdict{decided: true, secret: secretChanged}
	}
}

// fieldChange compares one secret with what is known of the one before: its
// value, if it was kept in state, or its hash. Moving a secret between F and
// F_wo is no change in itself.
func fieldChange(definition *connector.Definition, field connector.Field, config, state record, kept memory, versionDecides bool) secretChange {
	now, writeOnly := secretValue(config, field.Name)
	before := fieldText(state, field.Name)
	switch {
	case before.IsNull() && writeOnly && versionDecides:
		return secretSame
	case now.IsNull() && !field.Optional:
		return secretSame // ignore_changes withholds it.
	case before.IsNull() && kept.MovedFrom.matches(definition, config):
		return secretSame
	case before.IsNull() && !kept.knows(field.Name):
		// Nothing to compare with, because an optional secret was absent, a version
		// decided until now, or private state is lost. The secret counts as changed:
		// a rotation too many does no harm, and one that is overlooked leaves the
		// old secret in use.
		return secretAdded(now)
	case now.IsUnknown():
		return secretUnknown
	case !before.IsNull() && now.Equal(before), before.IsNull() && kept.matches(field.Name, now.ValueString()):
		return secretSame
	default:
		return secretChanged
	}
}

// secretAdded is the change of a credential that was without an optional secret.
func secretAdded(now types.String) secretChange {
	switch {
	case now.IsNull():
		return secretSame
	case now.IsUnknown():
		return secretUnknown
	default:
		return secretChanged
	}
}

// secretValue returns a secret from the configuration and whether it is write-only.
func secretValue(config record, field string) (value types.String, writeOnly bool) {
	if stored := fieldText(config, field); !stored.IsNull() {
		return stored, false
	}
	return fieldText(config, field+writeOnlySuffix), true
}

// rememberSecrets is the memory to keep after an apply: the hashes of the
// write-only secrets, unless a version decides about them. What is known of
// Nexla stays.
func rememberSecrets(definition *connector.Definition, config record, before memory) memory {
	kept := memory{
		Pinned:        !config.text(attrAuthScheme).IsNull(),
		NexlaVendor:   before.NexlaVendor,
		NexlaTemplate: before.NexlaTemplate,
		NexlaDirty:    before.NexlaDirty,
	}
	if !config.text(attrSecretsWOVersion).IsNull() {
		return kept
	}
	for _, field := range definition.SecretFields() {
		if value, writeOnly := secretValue(config, field.Name); writeOnly && !value.IsNull() {
			kept.remember(field.Name, value.ValueString())
		}
	}
	return kept
}
