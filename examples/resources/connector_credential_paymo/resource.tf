# Set it with TF_VAR_paymo_api_key. An ephemeral value is in no plan file.
variable "paymo_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_paymo" "timesheets" {
  name        = "timesheets"
  description = "Hours and invoices for project reporting"
  api_key_wo  = var.paymo_api_key

  # Without this line each scheme is tried until one is accepted.
  auth_scheme = "basic"
}
