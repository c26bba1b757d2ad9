# The sandbox's file sets TF_VAR_precoro_api_token.
run "accepted_token_is_verified" {
  assert {
    condition     = connector_credential_precoro.procurement.status == "verified"
    error_message = "Precoro does not accept the demo token."
  }

  assert {
    condition     = connector_credential_precoro.procurement.account.email == "integrations@example.com"
    error_message = "The account does not belong to the token."
  }
}

# An assertion of OpenTofu cannot refer to a previous run. A variable can.
run "same_token_is_no_rotation" {
  variables {
    previous_revision = run.accepted_token_is_verified.secret_revision
  }

  assert {
    condition     = connector_credential_precoro.procurement.secret_revision == var.previous_revision
    error_message = "A second apply with the same token counts as a rotation."
  }
}

# No verification, as on a machine without a network.
run "no_rotation_without_verification" {
  variables {
    verification      = { plan = "off", apply = "off" }
    previous_revision = run.same_token_is_no_rotation.secret_revision
  }

  assert {
    condition     = connector_credential_precoro.procurement.secret_revision == var.previous_revision
    error_message = "An apply without verification counts as a rotation."
  }
}
