package nexla

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"net/mail"
	"strconv"
	"strings"
	"time"
)

// decode reads the body of a success. A response that is empty, or not of the
// shape of into, is [Unexpected]; fields that into does not have are ignored.
func (x *exchange) decode(into any) error {
	if isEmpty(x.response) {
		return x.unexpected(causeEmpty)
	}
	// The texts of encoding/json's errors quote the body.
	if json.Unmarshal(x.response.Body, into) != nil || bytes.Equal(bytes.TrimSpace(x.response.Body), []byte("null")) {
		return x.unexpected(causeMalformed)
	}
	return nil
}

// unexpected is the error of a response with a success status that cannot be used.
func (x *exchange) unexpected(cause string) *Error {
	failed := x.client.failure(Unexpected, x.request.operation, cause)
	failed.HTTPStatus = x.response.Status
	return failed
}

// errNotNumber is never shown.
var errNotNumber = errors.New("not a whole number")

// number is a whole number, which comes as a number or as a text of digits.
// null and "" are 0.
type number int64

// UnmarshalJSON implements [json.Unmarshaler].
func (n *number) UnmarshalJSON(raw []byte) error {
	text := string(raw)
	if len(raw) > 0 && raw[0] == '"' {
		if err := json.Unmarshal(raw, &text); err != nil {
			return errNotNumber
		}
		text = strings.TrimSpace(text)
	}
	if text == "null" || text == "" {
		*n = 0
		return nil
	}
	if whole, err := strconv.ParseInt(text, 10, 64); err == nil {
		*n = number(whole)
		return nil
	}
	// Such as 3600.0; what a float64 cannot hold exactly is no id.
	const exact = 1 << 53
	broken, err := strconv.ParseFloat(text, 64)
	if err != nil || broken != math.Trunc(broken) || math.Abs(broken) > exact {
		return errNotNumber
	}
	*n = number(broken)
	return nil
}

// reference is another object that is part of a response: whole, or only its id [seen].
type reference struct {
	ID          number `json:"id"`
	Name        string `json:"name"`
	DisplayName string `json:"display_name"`
	Email       string `json:"email"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (r *reference) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] != '{' {
		*r = reference{}
		return r.ID.UnmarshalJSON(raw)
	}
	type whole reference
	return json.Unmarshal(raw, (*whole)(r))
}

// member is a part of a response. If it is absent, nothing is known; null says that there
// is none.
type member[T any] struct {
	value    T
	reported bool
}

// UnmarshalJSON implements [json.Unmarshaler].
func (m *member[T]) UnmarshalJSON(raw []byte) error {
	m.reported = true
	return json.Unmarshal(raw, &m.value)
}

// wireCredential is a data credential as Nexla sends it. A listing has neither
// tags nor a template [spec]. Nexla never returns secrets in template_config. Its other
// values are only used for a generated configuration.
type wireCredential struct {
	ID              number           `json:"id"`
	Name            string           `json:"name"`
	Description     member[string]   `json:"description"`
	CredentialsType string           `json:"credentials_type"`
	Vendor          reference        `json:"vendor"`
	AuthTemplate    reference        `json:"auth_template"`
	Tags            member[[]string] `json:"tags"`
	Owner           reference        `json:"owner"`
	Organization    reference        `json:"org"`
	AccessRoles     []string         `json:"access_roles"`
	VerifiedAt      string           `json:"verified_at"`
	VerifiedStatus  string           `json:"verified_status"`
	CreatedAt       string           `json:"created_at"`
	UpdatedAt       string           `json:"updated_at"`
	TemplateConfig  reported         `json:"template_config"`
}

// credential reads one. Times, the owner's address and the status have closed
// forms, and whatever does not fit them is dropped: free text may repeat what the
// vendor said, and a refresh does not know the secrets to look for. All other
// texts are cleaned, and kept as they are for comparisons alone.
func (c *Client) credential(w wireCredential) Credential {
	tags := present(w.Tags.value)
	return Credential{
		ID:              int64(w.ID),
		Name:            c.redactText(w.Name),
		Description:     c.redactText(w.Description.value),
		CredentialsType: c.redactText(w.CredentialsType),
		VendorID:        int64(w.Vendor.ID),
		VendorName:      c.redactText(w.Vendor.Name),
		Whole:           w.Tags.value != nil && w.AuthTemplate.ID > 0,
		AuthTemplateID:  int64(w.AuthTemplate.ID),
		Tags:            c.redactTexts(tags),
		OwnerID:         int64(w.Owner.ID),
		OwnerEmail:      c.address(w.Owner.Email),
		OrganizationID:  int64(w.Organization.ID),
		AccessRoles:     present(w.AccessRoles),
		VerifiedAt:      timestamp(w.VerifiedAt),
		VerifiedStatus:  httpStatus(w.VerifiedStatus),
		CreatedAt:       timestamp(w.CreatedAt),
		UpdatedAt:       timestamp(w.UpdatedAt),
		reported:        c.withoutSecrets(w.TemplateConfig),
		received:        receivedTexts{w.Name, w.Description, member[[]string]{tags, w.Tags.reported}, w.Vendor.Name, w.CredentialsType},
	}
}

func (c *Client) redactTexts(texts []string) []string {
	var redactedTexts []string
	for _, text := range texts {
		redactedTexts = append(redactedTexts, c.redactText(text))
	}
	return redactedTexts
}

// timestamp returns a time as it was sent if it is one in RFC 3339, and "" otherwise.
func timestamp(text string) string {
	if _, err := time.Parse(time.RFC3339, text); err != nil {
		return ""
	}
	return text
}

// address returns a bare e-mail address, and "" for anything else, or if a secret is in it.
func (c *Client) address(text string) string {
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Address != text || len(text) > 254 || c.repeatsSecret(text) {
		return ""
	}
	return text
}

// httpStatus reduces a status such as "200 Ok" to its code and the code's own
// words, and anything without a code to "".
func httpStatus(text string) string {
	code, words, _ := strings.Cut(strings.TrimSpace(visible(text)), " ")
	number, err := strconv.Atoi(code)
	switch {
	case err != nil || number < 100 || number > 599:
		return ""
	case strings.EqualFold(words, http.StatusText(number)):
		return code + " " + words
	default:
		return code
	}
}

// present leaves out what is null, which a list of roles may hold [spec].
func present(texts []string) []string {
	var kept []string
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

// identifiers reads ids where they are found: as numbers, texts, or in
// objects. What is none of these is left out, because they only explain an
// response that is understood without them.
func identifiers(raw []json.RawMessage) []int64 {
	var ids []int64
	for _, one := range raw {
		var found reference
		if json.Unmarshal(one, &found) == nil && found.ID > 0 {
			ids = append(ids, int64(found.ID))
		}
	}
	return ids
}
