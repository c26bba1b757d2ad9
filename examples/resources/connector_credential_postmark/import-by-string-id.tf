import {
  to = connector_credential_postmark.receipts
  id = "receipts"
}
