# Read from SHORTCUT_API_TOKEN, so that state contains no secret.
data "connector_credential_shortcut" "engineering_stories" {
  allow_unverified = true # The check below reports a rejection.
}

check "engineering_stories_is_valid" {
  assert {
    condition     = data.connector_credential_shortcut.engineering_stories.status != "rejected"
    error_message = "Shortcut rejected the credential (${data.connector_credential_shortcut.engineering_stories.status_reason})."
  }
}
