variable "acme_base_url" {
  type    = string
  default = "https://api.acme.example"
}

variable "acme_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

# Nothing of it is in plan or state.
ephemeral "connector_credential_custom" "acme" {
  base_url = var.acme_base_url
  headers  = { "X-Tenant" = "tenant-4711" }
  basic_auth = {
    username = "integrations@example.com"
    password = var.acme_api_key
  }

  # A query that changes nothing, in a POST.
  probe {
    method    = "POST"
    path      = "/graphql"
    body      = jsonencode({ query = "{ viewer { id email } }" })
    read_only = true

    accepted_when = "data.viewer.id"
    account       = { email = "data.viewer.email" }
  }
}

# For a provider block or a write-only argument: X-Tenant, and the Authorization
# of HTTP Basic beside it. A local stays ephemeral.
locals {
  acme_headers = ephemeral.connector_credential_custom.acme.request_headers
}
