package lifecycle

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// Inputs are what a plan, an apply or a refresh of one credential starts from. A
// refresh has no configuration; the prior state takes its place.
type Inputs struct {
	// Definition is that of this credential. While the declaration of a custom
	// credential is unknown, its definition has no header names.
	Definition *connector.Definition
	// Policies are those of the resource, or else of the provider.
	Policies Policies
	// Fields are the configured fields by name. A field that is not set is null or absent.
	Fields map[string]Field
	// BaseURL is where the credential is verified. It is unknown too while the
	// provider configuration is.
	BaseURL Value[string]
	// AuthScheme is the scheme that the configuration pins; null if it pins none.
	AuthScheme Value[string]
	// SecretsVersion is secrets_wo_version.
	SecretsVersion Value[string]
	// Requirements are what the configuration requires of the credential.
	Requirements Requirements
	// Differing has the name of each argument whose planned value is not that of the
	// prior state. It is empty at a creation.
	Differing map[string]bool
	// Prior is the prior state; nil at a creation.
	Prior *Prior
	// Private is the prior private state; the zero value at a creation.
	Private PrivateState
}

// Field is the configured value of a field.
type Field struct {
	Value Value[secret.Value]
	// WriteOnly is set if the value is not in state, so that only its hash is.
	WriteOnly bool
}

// Prior is the prior state.
type Prior struct {
	Computed

	// Fields are the fields that are in state, by name.
	Fields map[string]Value[secret.Value]
	// SecretsVersion is secrets_wo_version.
	SecretsVersion Value[string]
	// Requirements are those of the last apply.
	Requirements Requirements
}

// Computed are the computed attributes that a verification or a rotation changes.
type Computed struct {
	Status         Value[connector.Status]
	StatusReason   Value[connector.Reason]
	VerifiedAt     Value[string]
	AuthScheme     Value[string]
	HeaderNames    Value[[]string]
	Account        Value[connector.Account]
	Scopes         Value[[]string]
	ExpiresAt      Value[string]
	Environment    Value[connector.Environment]
	SecretRevision Value[int64]
	RotatedAt      Value[string]
}

// Result is the result of a verification.
type Result struct {
	connector.Outcome

	// Scheme is the accepted scheme, or "".
	Scheme string
	// At is when the response came.
	At time.Time
}

// Values returns the fields to verify. It is false while one of them is unknown, and
// if one is missing.
func (in Inputs) Values() (connector.Values, bool) { return KnownValues(in.Definition, in.Fields) }

// KnownValues returns the fields of a credential. It is false while one of them is
// unknown, and if a required one is missing or none is set.
func KnownValues(definition *connector.Definition, fields map[string]Field) (connector.Values, bool) {
	values := connector.Values{}
	for _, field := range definition.Fields {
		value := fields[field.Name].Value
		switch {
		case value.IsKnown():
			values[field.Name] = value.Get()
		case value.IsUnknown() || !field.Optional:
			return nil, false
		}
	}
	return values, len(values) > 0
}

// setScheme sets the scheme and the header names that follow from it and from the
// optional fields. The empty name sets both to null.
func (c *Computed) setScheme(in Inputs, name string) {
	c.AuthScheme, c.HeaderNames = Null[string](), headerNames(in, name)
	if name != "" {
		c.AuthScheme = Known(name)
	}
}

// headerNames are the names of the headers that carry the credential: null if the
// definition has no scheme of that name, and unknown while an optional field is.
func headerNames(in Inputs, name string) Value[[]string] {
	scheme, exists := in.Definition.Scheme(name)
	if !exists {
		return Null[[]string]()
	}
	values := connector.Values{}
	for _, rule := range scheme.Headers {
		field := in.Fields[rule.IfSet].Value
		if rule.IfSet != "" && field.IsUnknown() {
			return Unknown[[]string]()
		}
		if field.IsKnown() {
			values[rule.IfSet] = field.Get()
		}
	}
	return Known(scheme.SentNames(values))
}

// Timestamp is the form of times in state: RFC 3339 in UTC.
func Timestamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }
