# terraform query lists what Nexla holds, and with
# -generate-config-out=found.tf writes the import and the configuration of each,
# in which only the secrets are left to fill in.
list "connector_credential_precoro" "procurement" {
  provider         = connector
  include_resource = true

  config {
    tag = "terraform"
  }
}
