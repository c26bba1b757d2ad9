variable "acme_base_url" {
  type    = string
  default = "https://api.acme.example"
}

variable "acme_api_key" {
  type      = string
  sensitive = true
}

# Every argument is stored in state, including this key. The ephemeral resource
# stores nothing.
data "connector_credential_custom" "acme" {
  base_url         = var.acme_base_url
  headers          = { "X-Api-Key" = var.acme_api_key }
  allow_unverified = true # The check below reports a rejection.

  # This vendor returns 200 for every key. The body has the result.
  probe {
    path          = "/v1/session"
    accepted_when = "active"
    rejected_when = "active == `false`"
  }
}

check "acme_key" {
  assert {
    condition     = data.connector_credential_custom.acme.status != "rejected"
    error_message = "Acme rejected the key (${data.connector_credential_custom.acme.status_reason})."
  }
}
