package sandbox

import (
	"net/http"
	"strings"
)

// probe is GET /data_credentials/{id}/probe, for which Nexla sends a request to the vendor
// while the client waits [spec]; here the wait is the sandbox's Latency. A
// success has an empty body [seen][sdk], and only a success is kept.
func (n *Nexla) probe(c nexlaCall, id int) response {
	if rejection, rejected := c.checkQuery(); rejected {
		return rejection
	}
	n.mu.Lock()
	held, rejection := n.find(id, false)
	if held == nil {
		n.mu.Unlock()
		return rejection
	}
	target, judge := held.clone(), n.judge
	n.mu.Unlock()

	status, text := judge(target) // Without the lock, since it may call the sandbox.
	switch {
	case status != http.StatusOK && text == "":
		return response{status: status}
	case status != http.StatusOK:
		return jsonResponse(status, object{"status": status, "message": text})
	}
	n.change(func() {
		if held := n.held[id]; held != nil { // Not removed meanwhile.
			held.VerifiedAt, held.VerifiedStatus = n.sandbox.now(), "200 Ok"
		}
	})
	if text == "" {
		return response{status: http.StatusOK}
	}
	return jsonResponse(http.StatusOK, object{"status": "ok", "message": text, "output": object{}})
}

// verifyWithVendor is the default result of a probe: whether the vendor of the same
// sandbox accepts the values. It sends no request, so that the vendor's recordings and
// limits contain only the client's requests.
func (n *Nexla) verifyWithVendor(c NexlaCredential) (status int, text string) {
	vendor := n.vendorNamed(c.VendorName)
	if vendor == nil {
		return http.StatusForbidden, "The credential has nothing to probe"
	}
	fields := map[string]string{}
	for _, t := range n.Templates(vendor.name) {
		if t.ID != c.TemplateID {
			continue
		}
		for _, p := range t.Parameters {
			fields[p.fieldOf(vendor.connector)] = c.TemplateConfig[p.Name]
		}
	}
	target := n.sandbox.Vendor(vendor.connector)
	values := make([]string, 0, len(target.Fields()))
	for _, field := range target.Fields() {
		values = append(values, fields[field])
	}
	if !target.valid(values...) {
		return http.StatusForbidden, vendor.display + " rejects the credential"
	}
	return http.StatusOK, ""
}

// fieldOf is the connector's field that a parameter stands for.
func (p NexlaParameter) fieldOf(connector string) string {
	if p.Field != "" {
		return p.Field
	}
	switch label := strings.ToLower(p.DisplayName); {
	case strings.Contains(label, "email"):
		return "user_email"
	case strings.Contains(label, "password"):
		return "api_password"
	case connector == "precoro":
		return "api_token"
	default:
		return "api_key"
	}
}
