# terraform query lists what Nexla holds. With -generate-config-out=imported.tf it
# writes an import block and a resource for each credential. There, set
# client_secret_wo, and region unless it is "live"; Nexla reports neither.
list "connector_credential_paypal" "payouts" {
  provider         = connector
  include_resource = true

  config {
    tag = "terraform"
  }
}
