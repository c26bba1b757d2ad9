# Read from SQUARE_ACCESS_TOKEN.
ephemeral "connector_credential_square" "point_of_sale" {
  region = "sandbox" # The default is "production".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  point_of_sale_url     = ephemeral.connector_credential_square.point_of_sale.base_url
  point_of_sale_headers = ephemeral.connector_credential_square.point_of_sale.headers
}
