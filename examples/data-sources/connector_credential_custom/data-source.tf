variable "acme_base_url" {
  type    = string
  default = "https://api.acme.example"
}

variable "acme_api_key" {
  type      = string
  sensitive = true
}

# Every argument is kept in state, and so is this key. Where the headers alone
# are wanted, the ephemeral resource of the same name keeps nothing.
data "connector_credential_custom" "acme" {
  base_url         = var.acme_base_url
  headers          = { "X-Api-Key" = var.acme_api_key }
  allow_unverified = true # A refused key is no error: the check below tells.

  # This vendor answers with 200 to every key; the body tells.
  probe {
    path          = "/v1/session"
    accepted_when = "active"
    rejected_when = "active == `false`"
  }
}

check "acme_key" {
  assert {
    condition     = data.connector_credential_custom.acme.status != "rejected"
    error_message = "Acme refuses the key (${data.connector_credential_custom.acme.status_reason})."
  }
}
