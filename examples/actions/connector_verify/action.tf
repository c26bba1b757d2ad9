# Terraform 1.14 or later. Set the variable with TF_VAR_paymo_api_key. An ephemeral value is in no plan file.
variable "paymo_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

# By hand: terraform apply -invoke=action.connector_verify.timesheets
action "connector_verify" "timesheets" {
  config {
    connector = "paymo"
    fields    = { api_key = var.paymo_api_key }
  }
}

# And whenever what uses the key has changed.
resource "terraform_data" "pipeline" {
  input = "timesheets-to-warehouse"

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.connector_verify.timesheets]
    }
  }
}
