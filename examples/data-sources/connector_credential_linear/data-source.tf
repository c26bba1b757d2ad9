# Read from LINEAR_API_KEY, so that state contains no secret.
data "connector_credential_linear" "product_issues" {
  allow_unverified = true # The check below reports a rejection.
}

check "product_issues_is_valid" {
  assert {
    condition     = data.connector_credential_linear.product_issues.status != "rejected"
    error_message = "Linear rejected the credential (${data.connector_credential_linear.product_issues.status_reason})."
  }
}
