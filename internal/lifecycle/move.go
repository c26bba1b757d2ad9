package lifecycle

import (
	"encoding/base64"
	"net/textproto"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// MovedCredential has the hashes of a custom credential that became one of a built-in
// connector. They are compared with the headers that the connector builds from its fields.
type MovedCredential struct {
	StoredHashes

	// Names are those of the declared headers, whose spelling is part of the hash. They
	// are empty if no scheme was accepted.
	Names []string `json:"n"`
}

// MovePrivateState returns the private state of a built-in credential that was a
// custom one with these header names.
func MovePrivateState(custom PrivateState, headerNames []string) PrivateState {
	return PrivateState{MovedFrom: &MovedCredential{StoredHashes: custom.StoredHashes, Names: headerNames}}
}

// matches reports whether the configured fields build the headers that the custom
// credential was last applied with.
func (m *MovedCredential) matches(in Inputs) bool {
	if m == nil {
		return false
	}
	values, known := in.Values()
	if !known {
		return false
	}
	for _, scheme := range in.Definition.Schemes {
		if scheme.Token != nil && m.Matches(connector.FieldClientSecret, values[scheme.Token.ClientSecret].Reveal()) {
			return true
		}
		for _, names := range m.spellings(in.Definition, scheme, values) {
			headers, basic := m.declaredAs(scheme.Build(values), names)
			if (headers != nil || basic != nil) &&
				m.matchesPart(connector.FieldHeaders, headers) && m.matchesPart(connector.FieldBasicAuth, basic) {
				return true
			}
		}
	}
	return false
}

// spellings are the names that the custom credential may have declared the headers of a
// scheme with. State has them unless the credential was never accepted; then the usual
// spellings are tried: of all headers, without those that are fixed, and of those that
// carry a secret, because fixed_headers may have the others.
func (m *MovedCredential) spellings(definition *connector.Definition, scheme connector.Scheme, values connector.Values) [][]string {
	if len(m.Names) > 0 {
		return [][]string{m.Names}
	}
	var all [][]string
	for _, spell := range []func(string) string{strings.Clone, strings.ToLower, textproto.CanonicalMIMEHeaderKey} {
		var names, withFixed, withSecret []string
		for _, rule := range scheme.Headers {
			withFixed = append(withFixed, spell(rule.Name))
			if !rule.IsFixed() {
				names = append(names, spell(rule.Name))
			}
			if definition.HasSecret(rule, values) {
				withSecret = append(withSecret, spell(rule.Name))
			}
		}
		all = append(all, names, withFixed, withSecret)
	}
	return all
}

// matchesPart compares one field of the custom credential. Without a value there must
// not be a hash either.
func (m *MovedCredential) matchesPart(field string, texts map[string]*string) bool {
	if texts == nil {
		return !m.HasOptional(field)
	}
	return m.Matches(field, connector.EncodeTexts(texts))
}

// declaredAs sorts headers into those that a custom credential declares with these names,
// and user name and password of HTTP Basic.
func (m *MovedCredential) declaredAs(built []connector.Header, names []string) (headers, basic map[string]*string) {
	hasBasic := m.HasOptional(connector.FieldBasicAuth)
	for _, header := range built {
		value := header.Value.Reveal()
		if user, password, isBasic := basicPair(value); isBasic && hasBasic {
			basic = map[string]*string{"username": &user, "password": &password}
			continue
		}
		for _, name := range names {
			if strings.EqualFold(name, header.Name) {
				if headers == nil {
					headers = map[string]*string{}
				}
				headers[name] = &value
			}
		}
	}
	return headers, basic
}

func basicPair(value string) (user, password string, isBasic bool) {
	encoded, hasPrefix := strings.CutPrefix(value, "Basic ")
	pair, err := base64.StdEncoding.DecodeString(encoded)
	if !hasPrefix || err != nil {
		return "", "", false
	}
	user, password, _ = strings.Cut(string(pair), ":")
	return user, password, true
}

// FieldsOfCustom returns the fields of a connector that build the headers, and the
// user name and password of HTTP Basic, that a custom credential has in state: those
// of a scheme that all of them fit. It is nil if they fit none.
func FieldsOfCustom(definition *connector.Definition, headers, basic map[string]string) map[string]string {
	sent := map[string]string{}
	for name, value := range headers {
		sent[strings.ToLower(name)] = value
	}
	if len(basic) > 0 {
		sent["authorization"] = "Basic " + base64.StdEncoding.EncodeToString([]byte(basic["username"]+":"+basic["password"]))
	}
	// A form without a fixed text fits every value, so the longest is tried first.
	bySize := slices.SortedStableFunc(slices.Values(definition.Schemes), func(a, b connector.Scheme) int { return formSize(b) - formSize(a) })
	for _, scheme := range bySize {
		if fields, fits := fieldsOf(scheme, sent); fits {
			return fields
		}
	}
	return nil
}

// formSize is the length of the forms of a scheme's headers.
func formSize(scheme connector.Scheme) int {
	size := 0
	for _, rule := range scheme.Headers {
		size += len(rule.Form)
	}
	return size
}

// fieldsOf reads the fields from headers by the form of each header.
func fieldsOf(scheme connector.Scheme, sent map[string]string) (map[string]string, bool) {
	fields := map[string]string{}
	for _, rule := range scheme.Headers {
		if rule.IsFixed() {
			continue // It carries no field, and a custom credential need not declare it.
		}
		value, exists := sent[strings.ToLower(rule.Name)]
		if !exists && rule.IfSet != "" {
			continue // The credential is without the optional field.
		}
		if !exists || !readHeader(fields, rule.Form, value) {
			return nil, false
		}
	}
	return fields, true
}

// readHeader reads the fields from one header. It is false if the value does not have
// the form.
func readHeader(fields map[string]string, form, value string) bool {
	pair, isBasic := strings.CutPrefix(strings.TrimSuffix(form, ")"), "Basic base64(")
	if !isBasic {
		return readField(fields, form, value)
	}
	userForm, passwordForm, _ := strings.Cut(pair, ":")
	user, password, decodes := basicPair(value)
	// A password that is no field is any text.
	return decodes && readField(fields, userForm, user) &&
		(!strings.Contains(passwordForm, "{") || readField(fields, passwordForm, password))
}

// readField reads the field that a form has in braces. A form without one must be
// equal to the value.
func readField(fields map[string]string, form, value string) bool {
	before, rest, hasField := strings.Cut(form, "{")
	name, after, closed := strings.Cut(rest, "}")
	if !hasField || !closed {
		return form == value
	}
	text, hasBefore := strings.CutPrefix(value, before)
	text, hasAfter := strings.CutSuffix(text, after)
	fields[name] = text
	return hasBefore && hasAfter
}
