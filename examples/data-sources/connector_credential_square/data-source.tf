# The credential is read from SQUARE_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_square" "point_of_sale" {
  region           = "sandbox" # The default is "production".
  allow_unverified = true      # A rejection is no error: the check below reports it.
}

check "point_of_sale_is_valid" {
  assert {
    condition     = data.connector_credential_square.point_of_sale.status != "rejected"
    error_message = "Square rejected the credential (${data.connector_credential_square.point_of_sale.status_reason})."
  }
}
