# The credential is read from FIVETRAN_API_KEY and FIVETRAN_API_SECRET,
# so that no secret is in state.
data "connector_credential_fivetran" "pipelines" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "pipelines_is_valid" {
  assert {
    condition     = data.connector_credential_fivetran.pipelines.status != "rejected"
    error_message = "Fivetran rejected the credential (${data.connector_credential_fivetran.pipelines.status_reason})."
  }
}
