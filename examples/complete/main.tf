provider "connector" {}

resource "connector_credential_precoro" "procurement" {
  name         = "procurement"
  description  = "Purchase orders for the finance lake"
  api_token_wo = var.precoro_api_token
  user_email   = var.precoro_user_email
  rotate_after = "2160h" # A plan warns if the token is older than 90 days.
}

resource "connector_credential_paymo" "timesheets" {
  name        = "timesheets"
  description = "Hours and invoices for project reporting"
  api_key_wo  = var.paymo_api_key
}

resource "connector_credential_clari_copilot" "sales_calls" {
  name            = "sales-calls"
  description     = "Call topics for the revenue dashboard"
  api_key_wo      = var.clari_copilot_api_key
  api_password_wo = var.clari_copilot_api_password
}

resource "connector_credential_resci" "lifecycle_mail" {
  name        = "lifecycle-mail"
  description = "Campaign data of the web shop"
  api_key_wo  = var.resci_api_key
}

resource "connector_credential_customerly" "support_inbox" {
  name        = "support-inbox"
  description = "Conversations for the service quality report"
  api_key_wo  = var.customerly_api_key
}
