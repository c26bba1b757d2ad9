package connector

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// EncodeTexts encodes a field that consists of several named texts, such as the
// headers of a custom credential, as one value. Equal texts have equal values. A nil
// text is a null, which [Field.CheckValue] rejects.
func EncodeTexts(texts map[string]*string) string {
	encoded, _ := json.Marshal(texts) //nolint:errchkjson // The names are sorted, and texts always have an encoding.
	return string(encoded)
}

// decodeTexts reads what EncodeTexts wrote; nil for anything else.
func decodeTexts(value string) map[string]*string {
	var texts map[string]*string
	if json.Unmarshal([]byte(value), &texts) != nil {
		return nil
	}
	return texts
}

// TextNames lists the names of a field's texts, sorted.
func TextNames(value secret.Value) []string {
	return slices.Sorted(maps.Keys(decodeTexts(value.Reveal())))
}

// textOf returns one of the texts of a field.
func textOf(value secret.Value, name string) string {
	if text := decodeTexts(value.Reveal())[name]; text != nil {
		return *text
	}
	return ""
}
