# The credential is read from LINEAR_API_KEY,
# so that no secret is in state.
data "connector_credential_linear" "product_issues" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "product_issues_is_valid" {
  assert {
    condition     = data.connector_credential_linear.product_issues.status != "rejected"
    error_message = "Linear rejected the credential (${data.connector_credential_linear.product_issues.status_reason})."
  }
}
