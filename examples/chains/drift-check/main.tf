# Keys that were revoked or orphaned, found by a plan that runs every night. The
# keys come from the environment, so that none of them is in the state.
#
# A refused key is a warning and not an error: the plan goes on, all keys are
# checked, and `terraform show -json` of the saved plan lists what failed under
# "checks". An outage ("inconclusive") says nothing about a key and is no warning
# here; a check that wants to know asks for status == "verified".
#
# The data sources stand outside the check blocks. One inside a check block
# leaves something to do in every plan, and no plan would be empty.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

data "connector_credential_precoro" "this" {
  allow_unverified = true
}

check "precoro" {
  assert {
    condition     = !contains(["rejected", "unverified"], data.connector_credential_precoro.this.status)
    error_message = "Precoro does not accept the token in PRECORO_API_TOKEN for PRECORO_USER_EMAIL: ${data.connector_credential_precoro.this.status_reason}."
  }
}

data "connector_credential_paymo" "this" {
  allow_unverified = true
}

check "paymo" {
  assert {
    condition     = !contains(["rejected", "unverified"], data.connector_credential_paymo.this.status)
    error_message = "Paymo does not accept the key in PAYMO_API_KEY: ${data.connector_credential_paymo.this.status_reason}."
  }
}

data "connector_credential_clari_copilot" "this" {
  allow_unverified = true
}

check "clari_copilot" {
  assert {
    condition     = !contains(["rejected", "unverified"], data.connector_credential_clari_copilot.this.status)
    error_message = "Clari Copilot does not accept the pair in CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD: ${data.connector_credential_clari_copilot.this.status_reason}."
  }
}

data "connector_credential_resci" "this" {
  allow_unverified = true
}

check "resci" {
  assert {
    condition     = !contains(["rejected", "unverified"], data.connector_credential_resci.this.status)
    error_message = "ReSci does not accept the key in RESCI_API_KEY: ${data.connector_credential_resci.this.status_reason}."
  }
}

data "connector_credential_customerly" "this" {
  allow_unverified = true
}

check "customerly" {
  assert {
    condition     = !contains(["rejected", "unverified"], data.connector_credential_customerly.this.status)
    error_message = "Customerly does not accept the token in CUSTOMERLY_API_KEY: ${data.connector_credential_customerly.this.status_reason}."
  }
}
