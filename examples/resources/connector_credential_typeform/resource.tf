# Set TF_VAR_typeform_personal_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "typeform_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_typeform" "surveys" {
  name                     = "surveys"
  description              = "Responses of the customer surveys"
  personal_access_token_wo = var.typeform_personal_access_token
  region                   = "eu" # The default is "us".
  rotate_after             = "2160h"
}

# The account that Typeform reports. It is not secret.
output "surveys_account" {
  value = connector_credential_typeform.surveys.account
}
