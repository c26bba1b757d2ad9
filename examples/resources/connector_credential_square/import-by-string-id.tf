import {
  to = connector_credential_square.point_of_sale
  id = "point-of-sale"
}
