# The token comes from CUSTOMERLY_API_KEY. Nothing of it is in plan or state.
ephemeral "connector_credential_customerly" "support_inbox" {
  allow_unverified = true # A destroy opens it too, and must not fail here.
}

# A refusal is then no error, and the status tells.
check "support_inbox_token" {
  assert {
    condition     = ephemeral.connector_credential_customerly.support_inbox.status != "rejected"
    error_message = "Customerly refuses the token in CUSTOMERLY_API_KEY."
  }
}
