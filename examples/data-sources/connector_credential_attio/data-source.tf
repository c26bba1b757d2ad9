# The token comes from ATTIO_ACCESS_TOKEN. The state holds null for it, and the
# status with the workspace that Attio told.
data "connector_credential_attio" "relationships" {
  allow_unverified = true # A destroy reads it too, and must not fail here.
}

# What needs a good token says so.
resource "terraform_data" "account_scoring" {
  input = data.connector_credential_attio.relationships.account.name

  lifecycle {
    precondition {
      condition     = data.connector_credential_attio.relationships.status == "verified"
      error_message = "Account scoring needs a token in ATTIO_ACCESS_TOKEN that is active."
    }
  }
}
