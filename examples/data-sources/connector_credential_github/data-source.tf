# Read from GITHUB_PERSONAL_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_github" "engineering" {
  allow_unverified = true # The check below reports a rejection.
}

check "engineering_is_valid" {
  assert {
    condition     = data.connector_credential_github.engineering.status != "rejected"
    error_message = "GitHub rejected the credential (${data.connector_credential_github.engineering.status_reason})."
  }
}
