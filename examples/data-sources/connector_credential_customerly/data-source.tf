# The token comes from CUSTOMERLY_API_KEY. The state holds null for it, and the
# status with the scheme that the vendor accepted.
data "connector_credential_customerly" "support_inbox" {}

output "support_inbox_header_names" {
  value = data.connector_credential_customerly.support_inbox.header_names
}
