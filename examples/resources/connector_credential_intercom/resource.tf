# Set it with TF_VAR_intercom_access_token. An ephemeral value is in no plan file.
variable "intercom_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_intercom" "helpdesk" {
  name            = "helpdesk"
  description     = "Conversations for the response time report"
  access_token_wo = var.intercom_access_token
  region          = "eu" # Where the workspace is; "us" where it is left out.
}
