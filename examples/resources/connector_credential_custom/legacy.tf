# This vendor returns 500 for an invalid key, so the error text must match.
resource "connector_credential_custom" "acme_legacy" {
  name       = "acme-legacy"
  base_url   = var.acme_base_url
  headers_wo = { "Authorization" = "Bearer ${var.acme_api_key}" }

  probe {
    path          = "/v1/legacy"
    rejected_when = "contains(error.message, 'token')"
  }
}
