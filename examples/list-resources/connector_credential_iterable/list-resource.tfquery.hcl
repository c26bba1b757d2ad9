# terraform query lists what Nexla holds. With -generate-config-out=imported.tf it
# writes an import block and a resource for each credential. There, set
# api_key_wo, and region unless it is "us"; Nexla reports neither.
list "connector_credential_iterable" "lifecycle_messages" {
  provider         = connector
  include_resource = true

  config {
    tag = "terraform"
  }
}
