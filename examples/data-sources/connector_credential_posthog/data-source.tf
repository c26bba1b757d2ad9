# The key comes from POSTHOG_API_KEY. The state holds null for it, and the status
# and the account that the vendor told.
data "connector_credential_posthog" "feature_usage" {
  region = "eu" # The organization's region; "us" where it is left out.
}

# A personal key goes with its user: worth knowing whose it is.
output "feature_usage_key_owner" {
  value = data.connector_credential_posthog.feature_usage.account.email
}
