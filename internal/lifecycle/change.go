package lifecycle

import (
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// SecretChange says whether a credential has a new secret.
type SecretChange int

// The results of comparing secrets.
const (
	// SecretSame: every secret is that of the last apply.
	SecretSame SecretChange = iota
	// SecretChanged: a secret differs, or there is nothing to compare it with.
	SecretChanged
	// SecretUnknown: a secret is unknown until apply.
	SecretUnknown
)

// Change is what differs between the last apply and the configuration.
type Change struct {
	// New is set if the credential was never applied: it is created, or was imported.
	New bool
	// Arguments is set if an argument that is kept in state differs.
	Arguments bool
	// Credential is set if a field that is not secret, the region, the base URL or
	// the pinned scheme differs.
	Credential bool
	// Requirements is set if the configuration requires more than the last apply, or may do so.
	Requirements bool
	// Secret says whether a secret differs.
	Secret SecretChange
	// Withheld is set if the configuration has no secret: ignore_changes replaces a
	// write-only secret with the null in state. The credential cannot be verified, and
	// only secrets_wo_version can show a rotation.
	Withheld bool
}

// Changed reports the column of the contract's table: a changed credential must be
// accepted, and an unchanged one never blocks a plan.
func (c Change) Changed() bool { return !c.SameCredential() || c.Requirements }

// SameCredential reports whether the credential is that of the last apply, so that
// what state knows about it is still true. Requirements may have changed.
func (c Change) SameCredential() bool { return !c.New && !c.Credential && c.Secret == SecretSame }

// DetectChange compares the configuration with the last apply. At apply every value
// is known, and no secret is unknown.
func DetectChange(in Inputs) Change {
	if in.Prior == nil {
		return Change{New: true, Arguments: true}
	}
	change := Change{
		New:          in.Prior.SecretRevision.IsNull(),
		Arguments:    in.differs(keptArguments(in.Definition)),
		Credential:   in.differs(credentialArguments(in.Definition)),
		Requirements: in.Requirements.exceeds(in.Prior.Requirements),
		Secret:       SecretSame,
	}
	if schemeDiffers(in) || headersDiffer(in) {
		change.Arguments, change.Credential = true, true
	}
	if in.Private.MovedFrom != nil {
		change.Arguments = true // The first apply after a move sets what only a verification shows.
	}
	change.Withheld = !change.New && in.SecretsWithheld()
	if change.Withheld {
		change.Secret, _ = compareVersions(in.SecretsVersion, in.Prior.SecretsVersion)
	} else {
		change.Secret = detectSecretChange(in)
	}
	return change
}

// DetectChangeAtApply compares like [DetectChange]. If the configuration has a new
// secret and the plan keeps its revision, the user ignores changes of the secret:
// the CLI applies ignore_changes to the plan, and not to the configuration of an apply.
func DetectChangeAtApply(in Inputs, plannedRevision Value[int64]) Change {
	change := DetectChange(in)
	if change.Secret == SecretChanged && in.Prior != nil && plannedRevision == in.Prior.SecretRevision {
		change.Secret, change.Withheld = SecretSame, true
	}
	return change
}

func (in Inputs) differs(arguments []string) bool {
	return slices.ContainsFunc(arguments, func(name string) bool { return in.Differing[name] })
}

// SecretsWithheld reports whether no secret field has a value. Validation rejects a
// configuration that leaves them out.
func (in Inputs) SecretsWithheld() bool {
	return !slices.ContainsFunc(in.Definition.SecretFields(), func(field connector.Field) bool {
		return !in.Fields[field.Name].Value.IsNull()
	})
}

// schemeDiffers reports whether the scheme is pinned anew, to another one, or no longer.
func schemeDiffers(in Inputs) bool {
	if in.AuthScheme.IsNull() {
		return in.Private.Pinned
	}
	return in.AuthScheme != in.Prior.AuthScheme
}

// headersDiffer reports whether a custom credential is sent in other headers than
// those in state. If secrets_wo_version decides about write-only secrets, nothing
// else shows it.
func headersDiffer(in Inputs) bool {
	names := in.Definition.Schemes[0].HeaderNames()
	return in.Definition.IsCustom() && !in.Prior.HeaderNames.IsNull() &&
		len(names) > 0 && !slices.Equal(in.Prior.HeaderNames.Get(), names)
}

// keptArguments are the arguments that are kept in state, except auth_scheme, which
// the provider sets if the configuration does not. Not every schema has all of them.
func keptArguments(definition *connector.Definition) []string {
	names := []string{"name", "description", "verification", "rotate_after", "secrets_wo_version", "nexla", "rate_limit", "key_menu_path",
		"required_scopes", "required_environment", "required_account", "expiry_warning"}
	for _, field := range definition.SecretFields() {
		names = append(names, field.Name)
	}
	return append(names, credentialArguments(definition)...)
}

// credentialArguments are the arguments except secrets whose change makes the
// credential a changed one.
func credentialArguments(definition *connector.Definition) []string {
	names := []string{"base_url", "region", "fixed_headers", "probe", "oauth2"}
	for _, field := range definition.Fields {
		if !field.Secret {
			names = append(names, field.Name)
		}
	}
	return names
}

// detectSecretChange compares every secret field. A known change takes precedence
// over an unknown value.
func detectSecretChange(in Inputs) SecretChange {
	versionChange, decides := compareVersions(in.SecretsVersion, in.Prior.SecretsVersion)
	change := versionChange
	for _, field := range in.Definition.SecretFields() {
		switch compareField(in, field, decides) {
		case SecretChanged:
			return SecretChanged
		case SecretUnknown:
			if change == SecretSame {
				change = SecretUnknown
			}
		case SecretSame:
		}
	}
	return change
}

// compareVersions compares secrets_wo_version. Setting it for the first time or
// removing it decides nothing: the secrets are compared.
func compareVersions(version, prior Value[string]) (change SecretChange, decides bool) {
	switch {
	case prior.IsNull() || version.IsNull():
		return SecretSame, false
	case version.IsUnknown():
		return SecretUnknown, true
	case version == prior:
		return SecretSame, true
	default:
		return SecretChanged, true
	}
}

// compareField compares one secret with the previous one: with its value if that is
// in state, or else with its hash. Moving a secret between F and F_wo is no change.
func compareField(in Inputs, field connector.Field, versionDecides bool) SecretChange {
	configured, prior := in.Fields[field.Name], in.Prior.Fields[field.Name]
	value := configured.Value
	switch {
	case prior.IsNull() && versionDecides && (configured.WriteOnly || value.IsNull()):
		return SecretSame
	case value.IsNull() && !field.Optional:
		return SecretSame // ignore_changes withholds it.
	case prior.IsNull() && in.Private.MovedFrom.matches(in):
		return SecretSame
	case value.IsUnknown():
		return SecretUnknown
	case value.IsNull() && prior.IsNull() && !in.Private.HasOptional(field.Name):
		return SecretSame
	case value.IsNull():
		return SecretChanged
	case prior.IsKnown() && sameText(prior.Get(), value.Get()),
		prior.IsNull() && in.Private.Matches(field.Name, value.Get().Reveal()):
		return SecretSame
	default:
		// If there is nothing to compare with, because an optional secret was absent, a
		// version decided until now, or private state is lost, the secret counts as
		// changed: one rotation too many does no harm, and one that is overlooked leaves
		// the old secret in use.
		return SecretChanged
	}
}

func sameText(a, b secret.Value) bool { return a.Reveal() == b.Reveal() }
