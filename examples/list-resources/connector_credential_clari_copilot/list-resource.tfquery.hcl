# terraform query lists what Nexla holds. With -generate-config-out=imported.tf it
# writes an import block and a resource for each credential. There, set
# api_key_wo and api_password_wo; Nexla returns no secrets.
list "connector_credential_clari_copilot" "sales_calls" {
  provider         = connector
  include_resource = true

  config {
    tag = "terraform"
  }
}
