package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

// nexlaBody is a request's JSON object. It keeps the first problem that is found
// in it, so that its readers need no error each. A problem names keys and never
// values, since values may be secrets. The texts are invented.
type nexlaBody struct {
	sent    map[string]json.RawMessage
	problem string
}

// readNexlaBody reads an object that has no other keys than those known. No client
// says what a real server does with the others; here no typing error passes.
func readNexlaBody(c nexlaCall, known ...string) *nexlaBody {
	b := &nexlaBody{}
	mediaType, _, _ := mime.ParseMediaType(c.header.Get("Content-Type"))
	if mediaType != "application/json" && mediaType != nexlaMediaType {
		b.fail("Content-Type must be application/json")
	}
	if json.Unmarshal(c.body, &b.sent) != nil || b.sent == nil {
		b.fail("The body must be a JSON object")
	}
	for _, key := range slices.Sorted(maps.Keys(b.sent)) {
		if !slices.Contains(known, key) {
			b.fail("%s is not accepted here", key)
		}
	}
	return b
}

func (b *nexlaBody) fail(format string, arguments ...any) {
	if b.problem == "" {
		b.problem = fmt.Sprintf(format, arguments...)
	}
}

// rejection is the response to an invalid body.
func (b *nexlaBody) rejection() response { return message(http.StatusBadRequest, b.problem) }

func (b *nexlaBody) requires(keys ...string) {
	for _, key := range keys {
		if !b.has(key) {
			b.fail("%s is missing", key)
		}
	}
}

func (b *nexlaBody) has(key string) bool {
	_, sent := b.sent[key]
	return sent
}

// read decodes one value, if it was sent. null is no value of any type.
func (b *nexlaBody) read(key string, into any) {
	raw, sent := b.sent[key]
	if sent && (bytes.Equal(raw, []byte("null")) || json.Unmarshal(raw, into) != nil) {
		b.fail("%s is of the wrong type", key)
	}
}

// nexlaTextLimit is how many characters a name or a description may have [spec].
const nexlaTextLimit = 255

// readTexts reads name, description and tags, as far as they were sent.
func (b *nexlaBody) readTexts(c *NexlaCredential) {
	b.read("name", &c.Name)
	b.read("description", &c.Description)
	if b.has("name") && strings.TrimSpace(c.Name) == "" {
		b.fail("name must not be empty")
	}
	for key, text := range map[string]string{"name": c.Name, "description": c.Description} {
		if b.has(key) && utf8.RuneCountInString(text) > nexlaTextLimit {
			b.fail("%s is longer than %d characters", key, nexlaTextLimit)
		}
	}
	var tags []string
	b.read("tags", &tags)
	for _, tag := range tags { // They are added, and nothing takes one away [seen].
		if tag == "" {
			b.fail("tags must not be empty")
		}
		if !slices.Contains(c.Tags, tag) {
			c.Tags = append(c.Tags, tag)
		}
	}
}

// readConfig reads vendor_id, auth_template_id and template_config, of which the
// last replaces what was there as a whole. The lock is held.
func (b *nexlaBody) readConfig(n *Nexla, c *NexlaCredential) {
	var vendorID, templateID int
	b.read("vendor_id", &vendorID)
	b.read("auth_template_id", &templateID)
	i := slices.IndexFunc(n.vendors, func(v *nexlaVendor) bool { return v.id == vendorID })
	if i < 0 {
		b.fail("vendor_id is no vendor's")
		return
	}
	vendor := n.vendors[i]
	if c.VendorName != "" && c.VendorName != vendor.name {
		b.fail("vendor_id cannot be changed") // [guess]
		return
	}
	if len(vendor.templates) == 1 && !b.has("auth_template_id") {
		templateID = vendor.templates[0].ID
	}
	template, found := vendor.template(templateID)
	switch {
	case !found && !b.has("auth_template_id"):
		b.fail("auth_template_id is missing: %s has %d templates", vendor.name, len(vendor.templates))
		return
	case !found:
		b.fail("auth_template_id is no template of %s", vendor.name)
		return
	}

	// As pointers, because null is not a text.
	var config map[string]*string
	b.read("template_config", &config)
	values := map[string]string{}
	for _, p := range template.Parameters {
		value := config[p.Name]
		if value == nil && p.Optional {
			continue
		}
		if value == nil || *value == "" {
			b.fail("template_config: %s is missing", p.Name)
			return
		}
		values[p.Name] = *value
		delete(config, p.Name)
	}
	if len(config) > 0 {
		b.fail("template_config: not in the template: %s", strings.Join(slices.Sorted(maps.Keys(config)), ", "))
		return
	}
	c.VendorName, c.TemplateID, c.TemplateConfig = vendor.name, template.ID, values
}
