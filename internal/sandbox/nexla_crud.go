package sandbox

import "net/http"

// create is POST /data_credentials. Names are not unique, and nothing distinguishes a
// repeated request from a second one. It returns 200 and not 201 [spec].
func (n *Nexla) create(c nexlaCall) response {
	b := readNexlaBody(c, "name", "description", "credentials_type", "vendor_id", "auth_template_id", "template_config", "tags")
	b.requires("name", "description", "credentials_type", "vendor_id", "template_config")
	b.checkType()

	n.mu.Lock()
	defer n.mu.Unlock()
	made := NexlaCredential{OwnerID: nexlaOwnerID, CreatedAt: c.now, UpdatedAt: c.now}
	b.readTexts(&made)
	b.readConfig(n, &made)
	if b.problem != "" {
		return b.rejection()
	}
	n.hold(&made)
	return jsonResponse(http.StatusOK, n.render(&made, true))
}

// checkType wants the one type that the vendors' connectors have, if it was sent.
func (b *nexlaBody) checkType() {
	var credentialsType string
	b.read("credentials_type", &credentialsType)
	if b.has("credentials_type") && credentialsType != nexlaConnectionType {
		b.fail("credentials_type must be %s", nexlaConnectionType)
	}
}

// show is GET /data_credentials/{id}.
func (n *Nexla) show(c nexlaCall, id int) response {
	if rejection, rejected := c.checkQuery("expand"); rejected {
		return rejection
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	held, rejection := n.find(id, false)
	if held == nil {
		return rejection
	}
	return jsonResponse(http.StatusOK, n.render(held, true))
}

// update is PUT /data_credentials/{id}: only the keys that were sent change. A
// template_config without vendor_id is ignored, and the response does not show
// [seen]. A new one leaves verified_at and verified_status as they are [seen].
// A real server also takes verified_status [seen]; here it is rejected, since
// nothing good is done with it.
func (n *Nexla) update(c nexlaCall, id int) response {
	n.mu.Lock()
	defer n.mu.Unlock()
	held, rejection := n.find(id, true)
	if held == nil {
		return rejection
	}
	b := readNexlaBody(c, "name", "description", "credentials_type", "vendor_id", "auth_template_id", "template_config", "tags")
	changed := held.clone()
	b.checkType()
	b.readTexts(&changed)
	switch {
	case b.has("vendor_id") && b.has("template_config"):
		b.readConfig(n, &changed)
	case b.has("vendor_id"):
		var vendorID int
		b.read("vendor_id", &vendorID)
		if v := n.vendorNamed(held.VendorName); v == nil || v.id != vendorID {
			b.fail("vendor_id cannot be changed") // [guess]
		}
	}
	if b.problem != "" {
		return b.rejection()
	}
	changed.UpdatedAt = c.now
	*held = changed
	return jsonResponse(http.StatusOK, n.render(held, true))
}

// remove is DELETE /data_credentials/{id}: 200 and nothing, or what uses it [seen].
func (n *Nexla) remove(id int) response {
	n.mu.Lock()
	defer n.mu.Unlock()
	held, rejection := n.find(id, true)
	if held == nil {
		return rejection
	}
	if len(held.DataSources)+len(held.DataSinks) > 0 {
		return jsonResponse(http.StatusMethodNotAllowed, object{
			"data_sources": orEmpty(held.DataSources),
			"data_sinks":   orEmpty(held.DataSinks),
			"message":      "Data credentials in use",
		})
	}
	delete(n.held, id)
	return response{status: http.StatusOK}
}

// find looks a credential up, with the lock held. Where the caller may not do
// what it needs it returns nil and a response, which has an empty body [seen].
func (n *Nexla) find(id int, toChange bool) (*NexlaCredential, response) {
	held := n.held[id]
	switch {
	case held == nil:
		return nil, response{status: http.StatusNotFound}
	case len(held.roles()) == 0 || (toChange && !held.mayChange()):
		return nil, response{status: http.StatusForbidden}
	}
	return held, response{}
}
