# A rotation increases secret_revision. This sends a write-only argument of another
# resource again, and replaces a resource that reads the key only when it starts.
# No other change does either.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

variable "paymo_api_key" {
  description = "API key of the user that reads timesheets."
  type        = string
  ephemeral   = true
  sensitive   = true
}

resource "connector_credential_paymo" "timesheets" {
  name         = "timesheets"
  api_key_wo   = var.paymo_api_key
  rotate_after = "2160h" # A plan warns if the key is older than 90 days.
}

# This represents any resource with a write-only argument and its version, such as
# a secret in a secret store. A new version makes it use the new value.
resource "connector_credential_paymo" "invoices" {
  name               = "invoices"
  api_key_wo         = var.paymo_api_key
  secrets_wo_version = tostring(connector_credential_paymo.timesheets.secret_revision)
}

# This represents anything that must be restarted to read a new key, such as a task.
resource "terraform_data" "worker" {
  input = connector_credential_paymo.timesheets.id

  lifecycle {
    replace_triggered_by = [connector_credential_paymo.timesheets.secret_revision]
  }
}

output "secret_revisions" {
  description = "Both increase by one with each rotation."
  value = {
    timesheets = connector_credential_paymo.timesheets.secret_revision
    invoices   = connector_credential_paymo.invoices.secret_revision
  }
}
