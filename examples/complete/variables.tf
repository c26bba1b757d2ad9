# Set the secrets with TF_VAR_ environment variables. Ephemeral values are not
# stored in plan or state.

variable "precoro_api_token" {
  description = "API token of the user that reads purchase orders."
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "precoro_user_email" {
  description = "E-mail address of the user that the API token was generated for."
  type        = string
  default     = "integrations@example.com"
}

variable "paymo_api_key" {
  description = "API key of the user that reads timesheets."
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "clari_copilot_api_key" {
  description = "API key of the workspace."
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "clari_copilot_api_password" {
  description = "API password of the same pair as the key."
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "resci_api_key" {
  description = "Key of the data API."
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "customerly_api_key" {
  description = "Access token of the public API."
  type        = string
  ephemeral   = true
  sensitive   = true
}
