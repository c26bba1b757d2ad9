# Set it with TF_VAR_customerly_api_key. An ephemeral value is in no plan file.
variable "customerly_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_customerly" "support_inbox" {
  name        = "support-inbox"
  description = "Conversations for the service quality report"
  api_key_wo  = var.customerly_api_key
}
