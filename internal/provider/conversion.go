package provider

import (
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// fromText converts an attribute for a decision of package lifecycle.
func fromText[T ~string](value types.String) lifecycle.Value[T] {
	switch {
	case value.IsUnknown():
		return lifecycle.Unknown[T]()
	case value.IsNull():
		return lifecycle.Null[T]()
	default:
		return lifecycle.Known(T(value.ValueString()))
	}
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
	switch {
	case value.IsUnknown():
		return lifecycle.Unknown[int64]()
	case value.IsNull():
		return lifecycle.Null[int64]()
	default:
		return lifecycle.Known(value.ValueInt64())
	}
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
	switch {
	case value.IsUnknown():
		return lifecycle.Unknown[[]string]()
	case value.IsNull():
		return lifecycle.Null[[]string]()
	}
	texts := []string{}
	for _, element := range value.Elements() {
		if text, isText := element.(types.String); isText {
			texts = append(texts, text.ValueString())
		}
	}
	return lifecycle.Known(texts)
}

func toTexts(value lifecycle.Value[[]string]) types.List {
	switch {
	case value.IsUnknown():
		return types.ListUnknown(types.StringType)
	case value.IsNull():
		return types.ListNull(types.StringType)
	default:
		return textList(value.Get())
	}
}

func fromAccount(value types.Object) lifecycle.Value[connector.Account] {
	switch {
	case value.IsUnknown():
		return lifecycle.Unknown[connector.Account]()
	case value.IsNull():
		return lifecycle.Null[connector.Account]()
	}
	text := func(name string) string {
		member, isText := value.Attributes()[name].(types.String)
		if !isText {
			return ""
		}
		return member.ValueString()
	}
	return lifecycle.Known(connector.Account{
		ID: text("id"), Name: text("name"), Email: text("email"), Role: text("role"), Organization: text("organization"),
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
