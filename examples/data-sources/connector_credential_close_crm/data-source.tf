# The credential is read from CLOSE_CRM_API_KEY,
# so that no secret is in state.
data "connector_credential_close_crm" "sales_crm" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "sales_crm_is_valid" {
  assert {
    condition     = data.connector_credential_close_crm.sales_crm.status != "rejected"
    error_message = "Close rejected the credential (${data.connector_credential_close_crm.sales_crm.status_reason})."
  }
}
