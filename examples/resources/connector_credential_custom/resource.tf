variable "acme_base_url" {
  type    = string
  default = "https://api.acme.example"
}

# Set TF_VAR_acme_api_key in the environment.
variable "acme_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_custom" "acme" {
  name          = "acme"
  base_url      = var.acme_base_url
  headers_wo    = { "X-Api-Key" = var.acme_api_key } # or basic_auth_wo
  rate_limit    = "5/s"
  key_menu_path = "Settings > API keys"

  probe {
    path          = "/v1/me"
    accepted_when = "account.id" # a 200 without an account ID is inconclusive
    account       = { id = "account.id", email = "account.email", organization = "org.name" }
  }
}
