package nexla

import "time"

// SetProbeTime shortens the time that a probe has.
func (c *Client) SetProbeTime(limit time.Duration) { c.probeTime = limit }

// Clean makes the cleaning of messages testable by itself.
func (c *Client) Clean(text string) string { return c.clean(text) }

// NextPage makes the reading of links testable by itself.
func (c *Client) NextPage(current string, links ...string) (string, bool) {
	return c.nextPage(current, links)
}

// Shown is the credential without the texts that are only compared.
func (c Credential) Shown() Credential {
	c.received = receivedTexts{}
	return c
}

// Shown is the vendor without the texts that are only compared.
func (v Vendor) Shown() Vendor {
	v = v.clone()
	for _, template := range v.Templates {
		for i := range template.Parameters {
			template.Parameters[i].received = ""
		}
	}
	return v
}
