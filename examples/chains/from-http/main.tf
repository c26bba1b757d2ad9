# Checks a key that Terraform does not manage, and stores nothing. It replaces a
# check with the http data source. The key is read from PAYMO_API_KEY.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

ephemeral "connector_credential_paymo" "timesheets" {
  allow_unverified = true # an outage or a rejection does not block the plan
}

check "paymo" {
  assert {
    condition     = ephemeral.connector_credential_paymo.timesheets.status != "rejected"
    error_message = "Paymo rejected the key in PAYMO_API_KEY."
  }
}
