# Read from MICROSOFT_GRAPH_TENANT_ID, MICROSOFT_GRAPH_CLIENT_ID and MICROSOFT_GRAPH_CLIENT_SECRET.
ephemeral "connector_credential_microsoft_graph" "directory" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  directory_url     = ephemeral.connector_credential_microsoft_graph.directory.base_url
  directory_headers = ephemeral.connector_credential_microsoft_graph.directory.headers
}
