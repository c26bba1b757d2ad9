# Set it with TF_VAR_posthog_api_key. An ephemeral value is in no plan file.
variable "posthog_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

# The key needs no scope to be verified. With the scope user:read, PostHog also
# reports its owner, which the attribute account shows.
resource "connector_credential_posthog" "feature_usage" {
  name        = "feature-usage"
  description = "Feature flags and insights of the web shop"
  api_key_wo  = var.posthog_api_key
  region      = "eu" # The organization's region. The default is "us".
}
