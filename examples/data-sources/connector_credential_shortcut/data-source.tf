# The credential is read from SHORTCUT_API_TOKEN,
# so that no secret is in state.
data "connector_credential_shortcut" "engineering_stories" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "engineering_stories_is_valid" {
  assert {
    condition     = data.connector_credential_shortcut.engineering_stories.status != "rejected"
    error_message = "Shortcut rejected the credential (${data.connector_credential_shortcut.engineering_stories.status_reason})."
  }
}
