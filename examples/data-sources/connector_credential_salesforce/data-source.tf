# Read from SALESFORCE_DOMAIN, SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET, so that state contains no secret.
data "connector_credential_salesforce" "sales" {
  allow_unverified = true # The check below reports a rejection.
}

check "sales_is_valid" {
  assert {
    condition     = data.connector_credential_salesforce.sales.status != "rejected"
    error_message = "Salesforce rejected the credential (${data.connector_credential_salesforce.sales.status_reason})."
  }
}
