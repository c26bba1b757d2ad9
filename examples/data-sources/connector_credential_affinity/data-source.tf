# The credential is read from AFFINITY_API_KEY,
# so that no secret is in state.
data "connector_credential_affinity" "deal_flow" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "deal_flow_is_valid" {
  assert {
    condition     = data.connector_credential_affinity.deal_flow.status != "rejected"
    error_message = "Affinity rejected the credential (${data.connector_credential_affinity.deal_flow.status_reason})."
  }
}
