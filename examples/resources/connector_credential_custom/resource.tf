variable "acme_base_url" {
  type    = string
  default = "https://api.acme.example"
}

# Set it with TF_VAR_acme_api_key. An ephemeral value is in no plan file.
variable "acme_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_custom" "acme" {
  name        = "acme"
  description = "Orders of the web shop"
  base_url    = var.acme_base_url

  # For HTTP Basic: basic_auth_wo = { username = ..., password = ... }
  headers_wo = { "X-Api-Key" = var.acme_api_key }

  # This vendor answers with 401 to a key that it does not know, which is the
  # default, and its body names the account.
  probe {
    path          = "/v1/me"
    accepted_when = "account.id" # A 200 without it proves nothing.
    account = {
      id           = "account.id"
      email        = "account.email"
      organization = "org.name"
    }
  }

  rate_limit    = "5/s"
  key_menu_path = "Settings > API keys"
}

# This one answers with 500 to a key that it does not know. Only its words tell
# that from an outage.
resource "connector_credential_custom" "acme_legacy" {
  name       = "acme-legacy"
  base_url   = var.acme_base_url
  headers_wo = { "Authorization" = "Bearer ${var.acme_api_key}" }

  probe {
    path          = "/v1/legacy"
    rejected_when = "contains(error.message, 'token')"
  }
}
