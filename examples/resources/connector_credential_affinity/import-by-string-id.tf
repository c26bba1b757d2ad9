import {
  to = connector_credential_affinity.deal_flow
  id = "deal-flow"
}
