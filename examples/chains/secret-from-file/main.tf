# Secrets that do not come from a variable: one from a file, and a pair from the
# environment through an ephemeral resource. Neither is stored in plan or state.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

variable "token_file" {
  description = "File that contains only the API token, such as a secret mounted into a container."
  type        = string
}

variable "precoro_user_email" {
  description = "E-mail address of the user that the API token was generated for."
  type        = string
  default     = "integrations@example.com"
}

resource "connector_credential_precoro" "procurement" {
  name       = "procurement"
  user_email = var.precoro_user_email

  # Read in plan and apply, so the file must exist in both. trimspace removes the
  # line break at the end, which a header cannot contain.
  api_token_wo = trimspace(file(var.token_file))
}

# Reads CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD.
ephemeral "connector_credential_clari_copilot" "from_environment" {
  allow_unverified = true # The resource below reports a rejection, and a destroy is not blocked.
}

resource "connector_credential_clari_copilot" "sales_calls" {
  name            = "sales-calls"
  api_key_wo      = ephemeral.connector_credential_clari_copilot.from_environment.headers["X-Api-Key"]
  api_password_wo = ephemeral.connector_credential_clari_copilot.from_environment.headers["X-Api-Password"]
}
