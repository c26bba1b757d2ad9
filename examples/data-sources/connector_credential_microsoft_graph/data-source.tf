# Read from MICROSOFT_GRAPH_TENANT_ID, MICROSOFT_GRAPH_CLIENT_ID and MICROSOFT_GRAPH_CLIENT_SECRET, so that state contains no secret.
data "connector_credential_microsoft_graph" "directory" {
  allow_unverified = true # The check below reports a rejection.
}

check "directory_is_valid" {
  assert {
    condition     = data.connector_credential_microsoft_graph.directory.status != "rejected"
    error_message = "Microsoft Graph rejected the credential (${data.connector_credential_microsoft_graph.directory.status_reason})."
  }
}
