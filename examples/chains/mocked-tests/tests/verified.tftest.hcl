# The vendor accepts the token. The mock sets the computed values.
mock_provider "connector" {
  mock_resource "connector_credential_precoro" {
    defaults = {
      status          = "verified"
      status_reason   = "accepted"
      auth_scheme     = "x_auth_token"
      header_names    = ["X-AUTH-TOKEN", "email"]
      secret_revision = 1
    }
  }
}

variables {
  precoro_api_token = "example-token-not-a-secret"
}

# Configured values are known in the plan.
run "configured_values_are_planned" {
  command = plan

  variables {
    region = "us"
  }

  assert {
    condition     = connector_credential_precoro.procurement.region == "us"
    error_message = "The credential does not have the configured region."
  }

  assert {
    condition     = connector_credential_precoro.procurement.user_email == "integrations@example.com"
    error_message = "The credential does not have the default e-mail address."
  }
}

# Computed values come from the mock after the apply.
run "sync_follows_the_credential" {
  assert {
    condition     = terraform_data.sync.output.enabled
    error_message = "The sync does not run with an accepted token."
  }

  assert {
    condition     = terraform_data.sync.output.secret_revision == 1
    error_message = "The sync does not follow secret_revision."
  }

  assert {
    condition     = connector_credential_precoro.procurement.api_token_wo == null
    error_message = "A write-only argument is in the state."
  }
}
