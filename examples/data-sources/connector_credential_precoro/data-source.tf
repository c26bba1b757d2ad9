# The token comes from PRECORO_API_TOKEN and the e-mail address from
# PRECORO_USER_EMAIL. The state then holds null for both, and beside the region
# what the vendor told: status, verified_at, auth_scheme, header_names, account.
data "connector_credential_precoro" "procurement" {
  region = "us" # The company's region; "global" where it is left out.
}

output "procurement_account" {
  value = data.connector_credential_precoro.procurement.account
}
