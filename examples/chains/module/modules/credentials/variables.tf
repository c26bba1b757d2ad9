variable "prefix" {
  description = "Prefix of each credential's name."
  type        = string
}

variable "precoro_api_token" {
  description = "API token of the user that reads purchase orders."
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "precoro_user_email" {
  description = "E-mail address of the user that the API token was generated for."
  type        = string
}

variable "resci_api_key" {
  description = "Key of the data API."
  type        = string
  ephemeral   = true
  sensitive   = true
}
