package nexla

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// Credential is a data credential as Nexla holds it, without its configuration:
// secrets never come back.
type Credential struct {
	ID              int64
	Name            string
	Description     string
	CredentialsType string
	VendorID        int64
	VendorName      string
	// Whole is set if AuthTemplateID and Tags were reported, which a listing may
	// leave out [spec].
	Whole          bool
	AuthTemplateID int64
	Tags           []string
	OwnerID        int64
	OwnerEmail     string
	OrganizationID int64
	AccessRoles    []string
	// VerifiedAt is "" for one that is not valid. A new secret does not reset it [seen].
	VerifiedAt string
	// VerifiedStatus is free text such as "200 Ok", cleaned as a message is.
	VerifiedStatus string
	CreatedAt      string
	UpdatedAt      string

	// reported is read with ReportedFields.
	reported reported
	// received are the texts as Nexla sent them.
	received receivedTexts
}

// receivedTexts are compared with those of a configuration and never shown: cleaning
// removes line breaks and joiners of characters, which a configuration may contain.
type receivedTexts struct {
	name                    string
	description             member[string]
	tags                    member[[]string]
	vendor, credentialsType string
}

// HasName reports whether this is the credential's name, see [SameName].
func (c Credential) HasName(name string) bool { return SameName(c.received.name, name) }

// IsOf reports whether the credential is of the vendor of that name.
func (c Credential) IsOf(vendorName string) bool { return c.received.vendor == vendorName }

// HasDescription reports whether this is the credential's description, as far as Nexla
// reports one.
func (c Credential) HasDescription(text string) bool {
	return !c.received.description.reported || c.received.description.value == text
}

// HasTag reports whether the credential has the tag.
func (c Credential) HasTag(tag string) bool { return slices.Contains(c.received.tags.value, tag) }

// LacksTag reports whether the tag is not among those that Nexla reports.
func (c Credential) LacksTag(tag string) bool { return c.received.tags.reported && !c.HasTag(tag) }

// Change is what to change in a credential: nil, and zero, leave as it is.
type Change struct {
	Name        *string
	Description *string
	// Tags are added to those that are there: Nexla removes none [seen].
	Tags []string
	// VendorID and AuthTemplateID are required with Config.
	VendorID       int64
	AuthTemplateID int64
	// Config replaces the configuration as a whole.
	Config map[string]secret.Value
	// Public has the parameters in Config that are not secret, see [NewCredential].
	Public map[string]bool
}

// causeHalfConfig is a Config that Nexla would ignore with a 200 [seen].
const causeHalfConfig = "a configuration can only be changed together with its vendor's and its template's id"

// credentialURL is the address of one credential and what is below it.
func (c *Client) credentialURL(id int64, below string) string {
	return c.url + "/data_credentials/" + strconv.FormatInt(id, 10) + below
}

// Get reads one credential. Its errors are *[Error]; see [IsNotFound].
func (c *Client) Get(ctx context.Context, id int64) (Credential, error) {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	x := c.do(ctx, c.getting(id))
	c.classify404(ctx, x)
	return c.one(id, x)
}

// classify404 changes a 404 to an error unless the API can be read: a wrong api_url, or
// a gateway in front of Nexla, responds to every path with an empty 404.
func (c *Client) classify404(ctx context.Context, x *exchange) {
	if x.failed == nil || x.failed.Kind != NotFound || c.apiResponds(ctx) {
		return
	}
	x.failed.Kind, x.failed.Cause = Unexpected, causeNoAPI
}

// apiResponds reports whether the API lists credentials in this session. It sends one
// request, and another one only after a failure.
func (c *Client) apiResponds(ctx context.Context) bool {
	if c.apiReadable.Load() {
		return true
	}
	x := c.do(ctx, &request{operation: "list the credentials", method: http.MethodGet, address: c.url + "/data_credentials?page=1&per_page=1", repeat: true})
	var rows []wireCredential
	if x.failed == nil && x.decode(&rows) == nil {
		c.apiReadable.Store(true)
	}
	return c.apiReadable.Load()
}

// getting is the request for one credential, with vendor and template in full [spec].
func (c *Client) getting(id int64) *request {
	return &request{
		operation: fmt.Sprintf("read credential %d", id),
		method:    http.MethodGet,
		address:   c.credentialURL(id, "?expand=1"),
		repeat:    true,
		named:     true,
	}
}

// one reads the response with one credential.
func (c *Client) one(id int64, x *exchange) (Credential, error) {
	if x.failed != nil {
		if x.failed.Kind == NotFound {
			c.stored.drop(id)
		}
		return Credential{}, x.failed
	}
	var wire wireCredential
	if err := x.decode(&wire); err != nil {
		return Credential{}, err
	}
	if int64(wire.ID) != id {
		return Credential{}, x.unexpected(causeMalformed)
	}
	c.apiReadable.Store(true)
	return c.credential(wire), nil
}

// Update changes a credential and returns it as it is then. A change of
// nothing only reads it. The error is an *[Error], of kind [ResponseLost] where
// the change may have been made and the response was not received.
func (c *Client) Update(ctx context.Context, id int64, change Change) (Credential, error) {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	operation := fmt.Sprintf("change credential %d", id)
	if len(change.Config) > 0 && (change.VendorID == 0 || change.AuthTemplateID == 0) {
		return Credential{}, c.failure(Invalid, operation, causeHalfConfig)
	}
	body := change.body()
	if len(body) == 0 {
		return c.one(id, c.do(ctx, c.getting(id)))
	}
	c.remember(change.Config, change.Public)
	x := c.do(ctx, &request{
		operation: operation,
		method:    http.MethodPut,
		address:   c.credentialURL(id, ""),
		body:      encode(body),
		repeat:    true, // The same values again change nothing.
		named:     true,
	})
	if x.failed == nil && isEmpty(x.response) {
		// A 200 without a body is a success [seen].
		x = c.do(ctx, c.getting(id))
		x.lost = true // The PUT had no body.
	}
	if x.lost && x.failed != nil && (retryable(x.failed.Kind) || x.failed.Kind == Unexpected) {
		x.failed.Kind = ResponseLost
	}
	if x.failed != nil {
		x.failed.MayHaveChanged = x.mayHaveChanged()
	}
	changed, err := c.one(id, x)
	switch {
	case err == nil && changed.Name != "":
		c.stored.renamed(changed)
	case change.Name != nil && x.mayHaveChanged():
		c.stored.forget(id) // Its name may be another one.
	}
	return changed, err
}

// body has only the keys that change. A configuration without its vendor's id
// would be ignored with a 200 [seen].
func (change Change) body() map[string]any {
	body := map[string]any{}
	if change.Name != nil {
		body["name"] = *change.Name
	}
	if change.Description != nil {
		body["description"] = *change.Description
	}
	if len(change.Tags) > 0 {
		body["tags"] = change.Tags
	}
	if change.VendorID != 0 {
		body["vendor_id"] = change.VendorID
	}
	if change.AuthTemplateID != 0 {
		body["auth_template_id"] = change.AuthTemplateID
	}
	if len(change.Config) > 0 {
		body["template_config"] = revealed(change.Config)
	}
	return body
}

// Delete removes a credential; one that is gone already is a success. The
// error is an *[InUseError] if something uses it, and an *[Error] otherwise.
func (c *Client) Delete(ctx context.Context, id int64) error {
	ctx, cancel := c.begin(ctx)
	defer cancel()
	x := c.do(ctx, &request{
		operation: fmt.Sprintf("delete credential %d", id),
		method:    http.MethodDelete,
		address:   c.credentialURL(id, ""),
		repeat:    true,
		named:     true,
	})
	c.classify404(ctx, x)
	switch {
	case x.failed == nil || x.failed.Kind == NotFound:
		c.stored.drop(id)
		return nil
	case x.failed.Kind == Invalid && x.failed.HTTPStatus == http.StatusMethodNotAllowed:
		return x.inUse(id)
	default:
		if x.mayHaveChanged() {
			c.stored.forget(id)
		}
		return x.failed
	}
}

// inUse reads the 405 of a credential that something uses [seen]. What cannot
// be read of it is left out.
func (x *exchange) inUse(id int64) error {
	lists := struct {
		Sources json.RawMessage `json:"data_sources"`
		Sinks   json.RawMessage `json:"data_sinks"`
	}{}
	_ = json.Unmarshal(x.response.Body, &lists)
	list := func(raw json.RawMessage) []int64 {
		var each []json.RawMessage
		_ = json.Unmarshal(raw, &each)
		return identifiers(each)
	}
	return &InUseError{ID: id, DataSources: list(lists.Sources), DataSinks: list(lists.Sinks), Message: x.failed.Message}
}

// encode makes a body. It is a Secret, because a configuration may be in it.
func encode(body any) secret.Value {
	text, err := json.Marshal(body)
	if err != nil { // Texts, numbers and lists of them can be marshalled.
		return secret.Value{}
	}
	return secret.New(string(text))
}

// revealed is a configuration as it is sent.
func revealed(config map[string]secret.Value) map[string]string {
	values := make(map[string]string, len(config))
	for name, value := range config {
		values[name] = value.Reveal()
	}
	return values
}
