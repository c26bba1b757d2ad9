# Set TF_VAR_github_personal_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "github_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_github" "engineering" {
  name                     = "engineering"
  description              = "Repositories and issues for the delivery metrics"
  personal_access_token_wo = var.github_personal_access_token
  rotate_after             = "2160h"
}

# The account that GitHub reports. It is not secret.
output "engineering_account" {
  value = connector_credential_github.engineering.account
}
