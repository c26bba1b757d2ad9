variable "companies" {
  description = "E-mail address of the user in each company, by the company's short name."
  type        = map(string)
}

variable "critical_companies" {
  description = "Companies whose tokens must be accepted in every plan and apply."
  type        = set(string)
  default     = []
}

# Set TF_VAR_precoro_api_tokens to a JSON object: {"company": "token"}.
variable "precoro_api_tokens" {
  description = "API token of each company, by the same names."
  type        = map(string)
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = alltrue([for company in keys(var.companies) : contains(keys(var.precoro_api_tokens), company)])
    error_message = "Each of the companies needs an API token."
  }
}
