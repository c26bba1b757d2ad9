# Set it with TF_VAR_attio_access_token, or take an ephemeral resource of a secret store.
variable "attio_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

# Arguments of an ephemeral resource are in no plan and no state either.
ephemeral "connector_credential_attio" "relationships" {
  access_token = var.attio_access_token
}

# For a provider block or a write-only argument. A local stays ephemeral.
locals {
  relationships_headers = ephemeral.connector_credential_attio.relationships.headers
}
