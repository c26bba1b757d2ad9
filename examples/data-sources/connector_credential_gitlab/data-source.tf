# The credential is read from GITLAB_PERSONAL_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_gitlab" "platform" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "platform_is_valid" {
  assert {
    condition     = data.connector_credential_gitlab.platform.status != "rejected"
    error_message = "GitLab rejected the credential (${data.connector_credential_gitlab.platform.status_reason})."
  }
}
