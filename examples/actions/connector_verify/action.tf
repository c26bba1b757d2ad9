# Requires Terraform 1.14. Set TF_VAR_paymo_api_key in the environment.
variable "paymo_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

# To invoke it: terraform apply -invoke=action.connector_verify.timesheets
action "connector_verify" "timesheets" {
  config {
    connector = "paymo"
    fields    = { api_key = var.paymo_api_key }
  }
}

# This also invokes it after a resource that uses the key changes.
resource "terraform_data" "pipeline" {
  input = "timesheets-to-warehouse"

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.connector_verify.timesheets]
    }
  }
}
