variable "acme_base_url" {
  type    = string
  default = "https://api.acme.example"
}

variable "acme_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

ephemeral "connector_credential_custom" "acme" {
  base_url = var.acme_base_url
  headers  = { "X-Tenant" = "tenant-4711" }
  basic_auth = {
    username = "integrations@example.com"
    password = var.acme_api_key
  }

  # A POST with a query that changes nothing.
  probe {
    method    = "POST"
    path      = "/graphql"
    body      = jsonencode({ query = "{ viewer { id email } }" })
    read_only = true

    accepted_when = "data.viewer.id"
    account       = { email = "data.viewer.email" }
  }
}

# X-Tenant and the Authorization header, for a provider block or a write-only
# argument. The local is ephemeral too.
locals {
  acme_headers = ephemeral.connector_credential_custom.acme.request_headers
}
