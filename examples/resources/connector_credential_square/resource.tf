# Set TF_VAR_square_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "square_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_square" "point_of_sale" {
  name            = "point-of-sale"
  description     = "Payments and orders of the shops"
  access_token_wo = var.square_access_token
  region          = "sandbox" # The default is "production".
  rotate_after    = "2160h"
}

# The account that Square reports. It is not secret.
output "point_of_sale_account" {
  value = connector_credential_square.point_of_sale.account
}
