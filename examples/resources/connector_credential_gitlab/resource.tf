# Set TF_VAR_gitlab_personal_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "gitlab_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_gitlab" "platform" {
  name                     = "platform"
  description              = "Merge requests and pipelines for the delivery metrics"
  personal_access_token_wo = var.gitlab_personal_access_token
  rotate_after             = "2160h"
}

# The account that GitLab reports. It is not secret.
output "platform_account" {
  value = connector_credential_gitlab.platform.account
}
