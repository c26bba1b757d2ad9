# Terraform 1.14 or later.

# By hand: terraform apply -invoke=action.connector_verify.timesheets
# From Terraform 1.16 on, -invoke removes ephemeral values, so the field has no
# entry here and is read from the environment variable PAYMO_API_KEY.
action "connector_verify" "timesheets" {
  config {
    connector = "paymo"
  }
}

# By a resource: such an action receives ephemeral values. Set TF_VAR_paymo_api_key
# for the plan and for the apply.
variable "paymo_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

action "connector_verify" "timesheets_after_change" {
  config {
    connector = "paymo"
    fields    = { api_key = var.paymo_api_key }
  }
}

resource "terraform_data" "pipeline" {
  input = "timesheets-to-warehouse"

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.connector_verify.timesheets_after_change]
    }
  }
}
