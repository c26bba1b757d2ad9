# Read from AFFINITY_API_KEY, so that state contains no secret.
data "connector_credential_affinity" "deal_flow" {
  allow_unverified = true # The check below reports a rejection.
}

check "deal_flow_is_valid" {
  assert {
    condition     = data.connector_credential_affinity.deal_flow.status != "rejected"
    error_message = "Affinity rejected the credential (${data.connector_credential_affinity.deal_flow.status_reason})."
  }
}
