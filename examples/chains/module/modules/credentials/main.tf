resource "connector_credential_precoro" "this" {
  name         = "${var.prefix}-procurement"
  api_token_wo = var.precoro_api_token
  user_email   = var.precoro_user_email
}

resource "connector_credential_resci" "this" {
  name       = "${var.prefix}-lifecycle-mail"
  api_key_wo = var.resci_api_key
}
