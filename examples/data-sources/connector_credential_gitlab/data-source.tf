# Read from GITLAB_PERSONAL_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_gitlab" "platform" {
  allow_unverified = true # The check below reports a rejection.
}

check "platform_is_valid" {
  assert {
    condition     = data.connector_credential_gitlab.platform.status != "rejected"
    error_message = "GitLab rejected the credential (${data.connector_credential_gitlab.platform.status_reason})."
  }
}
