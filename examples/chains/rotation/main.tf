# What happens elsewhere when a key is rotated: secret_revision rises, a write-only
# argument of another resource is sent again, and a resource is replaced that
# reads the key only when it starts. Any other change moves neither.

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
  rotate_after = "2160h" # A plan warns once the key is older than 90 days.
}

# It stands for any resource with a write-only argument and a version beside it,
# such as a secret in a store. The version tells it when to take the new value.
resource "connector_credential_paymo" "invoices" {
  name               = "invoices"
  api_key_wo         = var.paymo_api_key
  secrets_wo_version = tostring(connector_credential_paymo.timesheets.secret_revision)
}

# It stands for what has to be started anew to read a new key, such as a task.
resource "terraform_data" "worker" {
  input = connector_credential_paymo.timesheets.id

  lifecycle {
    replace_triggered_by = [connector_credential_paymo.timesheets.secret_revision]
  }
}

output "secret_revisions" {
  description = "Both rise by one with each rotation."
  value = {
    timesheets = connector_credential_paymo.timesheets.secret_revision
    invoices   = connector_credential_paymo.invoices.secret_revision
  }
}
