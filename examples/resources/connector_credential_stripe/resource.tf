# Set it with TF_VAR_stripe_api_key. An ephemeral value is in no plan file.
variable "stripe_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

# A restricted key with Read for Balance is enough to be verified. With the right
# to read the account as well, the vendor also tells whose key it is.
resource "connector_credential_stripe" "billing" {
  name         = "billing"
  description  = "Payments and payouts for revenue reporting"
  api_key_wo   = var.stripe_api_key
  rotate_after = "2160h"
}
