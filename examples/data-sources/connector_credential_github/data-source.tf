# The credential is read from GITHUB_PERSONAL_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_github" "engineering" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "engineering_is_valid" {
  assert {
    condition     = data.connector_credential_github.engineering.status != "rejected"
    error_message = "GitHub rejected the credential (${data.connector_credential_github.engineering.status_reason})."
  }
}
