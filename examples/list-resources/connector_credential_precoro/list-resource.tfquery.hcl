# terraform query lists what Nexla holds. With -generate-config-out=imported.tf it
# writes an import block and a resource for each credential. There, set
# api_token_wo, and region unless it is "global"; Nexla reports neither.
list "connector_credential_precoro" "procurement" {
  provider         = connector
  include_resource = true

  config {
    tag = "terraform"
  }
}
