# Set it with TF_VAR_posthog_api_key. An ephemeral value is in no plan file.
variable "posthog_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

# The key needs the scope user:read, beside those of the connector: without it
# the vendor does not tell whether the key is valid.
resource "connector_credential_posthog" "feature_usage" {
  name        = "feature-usage"
  description = "Feature flags and insights of the web shop"
  api_key_wo  = var.posthog_api_key
  region      = "eu" # The organization's region; "us" where it is left out.
}
