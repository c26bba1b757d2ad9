package lifecycle_test

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// The secrets of the tests.
const (
	secretOne = "secret-one-not-a-secret"
	secretTwo = "secret-two-not-a-secret"
)

const (
	priorRevision = 1764000000000
	priorTime     = "2026-11-01T08:00:00Z"
)

// applyTime is when a verification of an apply got its response.
var applyTime = time.Date(2026, 11, 28, 9, 30, 0, 0, time.UTC)

// acme is a connector with one scheme, one secret field and one that is not secret.
func acme() *connector.Definition {
	return &connector.Definition{
		Type: "acme", Title: "Acme",
		Fields:  []connector.Field{{Name: "api_key", Secret: true}, {Name: "user", Secret: false}},
		Schemes: []connector.Scheme{{Name: "key", Headers: []connector.HeaderRule{connector.FieldHeader("X-Api-Key", "api_key")}}},
	}
}

// acmeWithChoice is the same with two schemes.
func acmeWithChoice() *connector.Definition {
	definition := acme()
	definition.Schemes = append(definition.Schemes,
		connector.Scheme{Name: "bearer", Headers: []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "api_key")}})
	return definition
}

func known(text string) lifecycle.Value[secret.Value] { return lifecycle.Known(secret.New(text)) }

func unknown() lifecycle.Value[secret.Value] { return lifecycle.Unknown[secret.Value]() }

// withWriteOnly returns the inputs with a configured write-only secret.
func withWriteOnly(in lifecycle.Inputs, value lifecycle.Value[secret.Value]) lifecycle.Inputs {
	return withSecret(in, lifecycle.Field{Value: value, WriteOnly: true})
}

func withSecret(in lifecycle.Inputs, field lifecycle.Field) lifecycle.Inputs {
	in.Fields = map[string]lifecycle.Field{"api_key": field, "user": in.Fields["user"]}
	return in
}

// created returns the inputs of a creation.
func created() lifecycle.Inputs {
	return lifecycle.Inputs{
		Definition: acme(),
		Policies:   lifecycle.DefaultPolicies(),
		BaseURL:    lifecycle.Known("https://api.acme.example"),
		Fields: map[string]lifecycle.Field{
			"api_key": {Value: known(secretOne), WriteOnly: true},
			"user":    {Value: known("integrations@example.com")},
		},
	}
}

// applied returns the inputs of a plan for a credential that was applied as it is
// configured, and verified.
func applied() lifecycle.Inputs {
	in := created()
	in.Private = lifecycle.PrivateStateAfter(in, lifecycle.DetectChange(in), lifecycle.Nexla{})
	in.Prior = &lifecycle.Prior{
		Computed: lifecycle.Computed{
			Status: lifecycle.Known(connector.Verified), StatusReason: lifecycle.Known(connector.ReasonAccepted),
			VerifiedAt: lifecycle.Known(priorTime), AuthScheme: lifecycle.Known("key"), HeaderNames: lifecycle.Known([]string{"X-Api-Key"}),
			Account:        lifecycle.Known(connector.Account{ID: "42"}),
			SecretRevision: lifecycle.Known[int64](priorRevision), RotatedAt: lifecycle.Known(priorTime),
		},
	}
	return in
}

// stored returns the same with the secret in state instead of its hash.
func stored() lifecycle.Inputs {
	in := withSecret(applied(), lifecycle.Field{Value: known(secretOne)})
	in.Private = lifecycle.PrivateState{}
	in.Prior.Fields = map[string]lifecycle.Value[secret.Value]{"api_key": known(secretOne)}
	return in
}

// versioned returns the same with secrets_wo_version and without a hash.
func versioned() lifecycle.Inputs {
	in := applied()
	in.SecretsVersion, in.Prior.SecretsVersion = lifecycle.Known("1"), lifecycle.Known("1")
	in.Private = lifecycle.PrivateState{}
	return in
}

// imported returns the inputs of the first plan after an import.
func imported() lifecycle.Inputs {
	in := created()
	in.Prior = &lifecycle.Prior{Computed: lifecycle.Computed{
		Status: lifecycle.Known(connector.Unverified), StatusReason: lifecycle.Known(connector.ReasonNotVerified),
		Account: lifecycle.Known(connector.Account{}),
	}}
	return in
}

// with returns the inputs with one difference.
func with(in lifecycle.Inputs, set func(*lifecycle.Inputs)) lifecycle.Inputs {
	set(&in)
	return in
}

func result(status connector.Status, reason connector.Reason) *lifecycle.Result {
	outcome := lifecycle.Result{Outcome: connector.Outcome{Status: status, Reason: reason}, At: applyTime}
	if status == connector.Verified {
		outcome.Scheme, outcome.Account = "key", connector.Account{ID: "42", Name: "Finance"}
	}
	return &outcome
}

func accepted() *lifecycle.Result { return result(connector.Verified, connector.ReasonAccepted) }

func rejected() *lifecycle.Result {
	return result(connector.Rejected, connector.ReasonInvalidCredential)
}

func inconclusive() *lifecycle.Result {
	return result(connector.Inconclusive, connector.ReasonServerError)
}
