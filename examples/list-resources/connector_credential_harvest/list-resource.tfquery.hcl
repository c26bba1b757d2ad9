# terraform query lists what Nexla holds. With -generate-config-out=imported.tf it
# writes an import block and a resource for each credential. There, set
# personal_access_token_wo; Nexla returns no secrets.
list "connector_credential_harvest" "billable_hours" {
  provider         = connector
  include_resource = true

  config {
    tag = "terraform"
  }
}
