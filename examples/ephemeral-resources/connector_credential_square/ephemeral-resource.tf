# The credential is read from SQUARE_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_square" "point_of_sale" {
  region = "sandbox" # The default is "production".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  point_of_sale_url     = ephemeral.connector_credential_square.point_of_sale.base_url
  point_of_sale_headers = ephemeral.connector_credential_square.point_of_sale.headers
}
