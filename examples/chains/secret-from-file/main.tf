# Secrets that are not in a variable: one is read from a file, a pair is taken
# from the environment by way of an ephemeral resource. Neither way leaves
# anything in a plan file or in the state.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

variable "token_file" {
  description = "File with the API token and nothing else, such as a secret that is mounted into a container."
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

  # Read at plan and again at apply, so that the file has to be there both times.
  # Most tools end a file with a line break, which no header can carry.
  api_token_wo = trimspace(file(var.token_file))
}

# Reads CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD.
ephemeral "connector_credential_clari_copilot" "from_environment" {
  allow_unverified = true # The resource below decides, and a destroy is not blocked.
}

resource "connector_credential_clari_copilot" "sales_calls" {
  name            = "sales-calls"
  api_key_wo      = ephemeral.connector_credential_clari_copilot.from_environment.headers["X-Api-Key"]
  api_password_wo = ephemeral.connector_credential_clari_copilot.from_environment.headers["X-Api-Password"]
}
