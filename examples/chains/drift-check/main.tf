# Finds revoked and orphaned keys with a plan that runs every night. The keys come
# from the environment, so that state contains none of them.
#
# A rejected key is a warning: the plan continues, all keys are checked, and
# `terraform show -json` of the saved plan lists failed checks. An outage
# ("inconclusive") is no warning here. To include it, require status == "verified".
#
# The data sources are outside the check blocks: Terraform reads a data source
# inside a check block again in every apply, so no plan would be empty.

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
