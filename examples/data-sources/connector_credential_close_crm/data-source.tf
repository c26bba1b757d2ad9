# Read from CLOSE_CRM_API_KEY, so that state contains no secret.
data "connector_credential_close_crm" "sales_crm" {
  allow_unverified = true # The check below reports a rejection.
}

check "sales_crm_is_valid" {
  assert {
    condition     = data.connector_credential_close_crm.sales_crm.status != "rejected"
    error_message = "Close rejected the credential (${data.connector_credential_close_crm.sales_crm.status_reason})."
  }
}
