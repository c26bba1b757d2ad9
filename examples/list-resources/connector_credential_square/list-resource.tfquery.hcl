# terraform query lists what Nexla holds. With -generate-config-out=imported.tf it
# writes an import block and a resource for each credential. There, set
# access_token_wo, and region unless it is "production"; Nexla reports neither.
list "connector_credential_square" "point_of_sale" {
  provider         = connector
  include_resource = true

  config {
    tag = "terraform"
  }
}
