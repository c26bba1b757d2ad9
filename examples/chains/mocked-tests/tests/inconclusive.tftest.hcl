# The vendor does not respond.
mock_provider "connector" {
  mock_resource "connector_credential_precoro" {
    defaults = {
      status        = "inconclusive"
      status_reason = "unreachable"
    }
  }
}

variables {
  precoro_api_token = "example-token-not-a-secret"
}

run "sync_pauses_during_an_outage" {
  assert {
    condition     = !terraform_data.sync.output.enabled
    error_message = "The sync runs with a token that the vendor has not accepted."
  }
}
