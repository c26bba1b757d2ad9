# Set it with TF_VAR_sendgrid_api_key. An ephemeral value is in no plan file.
variable "sendgrid_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_sendgrid" "newsletter" {
  name        = "newsletter"
  description = "Delivery figures of the newsletter"
  api_key_wo  = var.sendgrid_api_key
  region      = "eu" # For a subuser of the European region; "global" where it is left out.
}
