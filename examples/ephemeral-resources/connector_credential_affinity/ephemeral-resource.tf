# The credential is read from AFFINITY_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_affinity" "deal_flow" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  deal_flow_url     = ephemeral.connector_credential_affinity.deal_flow.base_url
  deal_flow_headers = ephemeral.connector_credential_affinity.deal_flow.headers
}
