# Read from AFFINITY_API_KEY.
ephemeral "connector_credential_affinity" "deal_flow" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  deal_flow_url     = ephemeral.connector_credential_affinity.deal_flow.base_url
  deal_flow_headers = ephemeral.connector_credential_affinity.deal_flow.headers
}
