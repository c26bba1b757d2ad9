package provider

import (
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// fromAttribute converts an attribute for a decision of package lifecycle. The
// function returns its value, and is called only if that is known and not null.
func fromAttribute[T any](attribute attr.Value, value func() T) lifecycle.Value[T] {
	switch {
	case attribute.IsUnknown():
		return lifecycle.Unknown[T]()
	case attribute.IsNull():
		return lifecycle.Null[T]()
	default:
		return lifecycle.Known(value())
	}
}

func fromText[T ~string](value types.String) lifecycle.Value[T] {
	return fromAttribute(value, func() T { return T(value.ValueString()) })
}

func fromSecret(value types.String) lifecycle.Value[secret.Value] {
	return fromAttribute(value, func() secret.Value { return secret.New(value.ValueString()) })
}

// toText converts a decision to an attribute.
func toText[T ~string](value lifecycle.Value[T]) types.String {
	switch {
	case value.IsUnknown():
		return types.StringUnknown()
	case value.IsNull():
		return types.StringNull()
	default:
		return types.StringValue(string(value.Get()))
	}
}

func fromInteger(value types.Int64) lifecycle.Value[int64] {
	return fromAttribute(value, value.ValueInt64)
}

func toInteger(value lifecycle.Value[int64]) types.Int64 {
	switch {
	case value.IsUnknown():
		return types.Int64Unknown()
	case value.IsNull():
		return types.Int64Null()
	default:
		return types.Int64Value(value.Get())
	}
}

func fromTexts(value types.List) lifecycle.Value[[]string] {
	return fromAttribute(value, func() []string {
		texts := []string{}
		for _, element := range value.Elements() {
			if text, isText := element.(types.String); isText {
				texts = append(texts, text.ValueString())
			}
		}
		return texts
	})
}

func toTexts(value lifecycle.Value[[]string]) types.List {
	switch {
	case value.IsUnknown():
		return types.ListUnknown(types.StringType)
	case value.IsNull():
		return types.ListNull(types.StringType)
	default:
		return attrvalue.TextList(value.Get())
	}
}

func fromAccount(value types.Object) lifecycle.Value[connector.Account] {
	return fromAttribute(value, func() connector.Account {
		text := func(name string) string {
			member, isText := value.Attributes()[name].(types.String)
			if !isText {
				return ""
			}
			return member.ValueString()
		}
		return connector.Account{
			ID: text("id"), Name: text("name"), Email: text("email"), Role: text("role"), Organization: text("organization"),
		}
	})
}

func toAccount(value lifecycle.Value[connector.Account]) types.Object {
	switch {
	case value.IsUnknown():
		return types.ObjectUnknown(accountTypes())
	case value.IsNull():
		return types.ObjectNull(accountTypes())
	default:
		return accountValue(value.Get())
	}
}
