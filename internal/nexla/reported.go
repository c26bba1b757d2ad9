package nexla

import (
	"encoding/json"
	"maps"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// reported is what a template_config contains when it is read: texts, by the
// names of the parameters. Nexla leaves secrets out and may leave out everything
// else, so that nothing follows from what is missing. The values are kept as
// secrets until the template says that they are not.
type reported map[string]secret.Value

// UnmarshalJSON implements [json.Unmarshaler]. Another form than an object with
// texts is of no use, and is no reason to reject the rest of the response.
func (r *reported) UnmarshalJSON(raw []byte) error {
	*r = nil
	var all map[string]json.RawMessage
	_ = json.Unmarshal(raw, &all)
	for name, value := range all {
		var text string
		if json.Unmarshal(value, &text) != nil || text == "" || text != visible(text) || len([]rune(text)) > messageLimit {
			continue
		}
		if *r == nil {
			*r = reported{}
		}
		(*r)[name] = secret.New(text)
	}
	return nil
}

// withoutSecrets leaves out the values that repeat a secret.
func (c *Client) withoutSecrets(values reported) reported {
	maps.DeleteFunc(values, func(_ string, value secret.Value) bool { return c.repeatsSecret(value.Reveal()) })
	return values
}

// ReportedFields returns the values of the fields that the template does not
// mark as secured, as far as Nexla reports them. The parameter of each field is
// what [Match] has found.
func (c Credential) ReportedFields(template Template, parameters map[string]string) map[string]string {
	fields := map[string]string{}
	for field, name := range parameters {
		for _, parameter := range template.Parameters {
			if value, isReported := c.reported[name]; isReported && parameter.Name == name && !parameter.Secured {
				fields[field] = value.Reveal()
			}
		}
	}
	return fields
}
