package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"unicode"
	"unicode/utf8"
)

// Report changes what the vendor reports about one of its valid credentials, such as
// its scopes or its expiry: headers of the response, whose names begin with a capital,
// and members of its JSON object, by the vendor's own names. A nil value removes a
// header, and is null as a member. It panics as Issue does.
func (v *Vendor) Report(fields map[string]string, values map[string]any) {
	if err := v.kind.checkFields(fields); err != nil {
		panic(err.Error())
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	key := v.kind.key(fields)
	if v.reported[key] == nil {
		v.reported[key] = map[string]any{}
	}
	maps.Copy(v.reported[key], values)
}

// reporting is an accepted response with what is reported about the credential.
func (v *Vendor) reporting(key string, a response) response {
	v.mu.Lock()
	defer v.mu.Unlock()
	var body map[string]any
	for name, value := range v.reported[key] {
		switch first, _ := utf8.DecodeRuneInString(name); {
		case unicode.IsUpper(first):
			a = a.with(name, "")
			delete(a.header, http.CanonicalHeaderKey(name))
			if text, isText := value.(string); isText {
				a = a.with(name, text)
			}
		default:
			if body == nil {
				body = membersOf(a.body)
			}
			body[name] = value
		}
	}
	if body != nil {
		a.body, _ = json.Marshal(body) //nolint:errchkjson // It was JSON before.
	}
	return a
}

// membersOf are the members of a JSON object, with its numbers as they are written.
func membersOf(body []byte) map[string]any {
	members := map[string]any{}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if decoder.Decode(&members) != nil {
		return map[string]any{}
	}
	return members
}

// applyReport changes the report of a command's credential, the demo one by default.
func (v *Vendor) applyReport(cmd command) error {
	fields, err := v.commandFields(cmd)
	switch {
	case err != nil:
		return err
	case len(cmd.Report) == 0:
		return errors.New("report must have the headers and members to report")
	}
	v.Report(fields, cmd.Report)
	return nil
}
