# Read from SQUARE_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_square" "point_of_sale" {
  region           = "sandbox" # The default is "production".
  allow_unverified = true      # The check below reports a rejection.
}

check "point_of_sale_is_valid" {
  assert {
    condition     = data.connector_credential_square.point_of_sale.status != "rejected"
    error_message = "Square rejected the credential (${data.connector_credential_square.point_of_sale.status_reason})."
  }
}
