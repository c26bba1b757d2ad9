// Package attrvalue converts texts and numbers to attribute values and back.
package attrvalue

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TextOrNull returns the value of a text that may be absent.
func TextOrNull(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}

// NumberOrNull returns the value of a number that may be absent.
func NumberOrNull(number int64) types.Int64 {
	if number == 0 {
		return types.Int64Null()
	}
	return types.Int64Value(number)
}

// TextList returns the value of a list of texts.
func TextList(texts []string) types.List {
	return types.ListValueMust(types.StringType, elements(texts))
}

// TextSet returns the value of a set of texts, null if there is none.
func TextSet(texts []string) types.Set {
	if len(texts) == 0 {
		return types.SetNull(types.StringType)
	}
	return types.SetValueMust(types.StringType, elements(texts))
}

// SetTexts returns the known texts of a set in a stable order.
func SetTexts(set types.Set) []string {
	var texts []string
	for _, element := range set.Elements() {
		if text, isText := element.(types.String); isText && !text.IsNull() && !text.IsUnknown() {
			texts = append(texts, text.ValueString())
		}
	}
	slices.Sort(texts)
	return texts
}

func elements(texts []string) []attr.Value {
	values := make([]attr.Value, 0, len(texts))
	for _, text := range texts {
		values = append(values, types.StringValue(text))
	}
	return values
}
