variable "companies" {
  description = "The user's e-mail address for each company, by the company's short name."
  type        = map(string)
}

variable "critical_companies" {
  description = "The companies that take no new token without a verdict, by the same names."
  type        = set(string)
  default     = []
}

# TF_VAR_precoro_api_tokens takes a JSON object: {"company": "token"}.
variable "precoro_api_tokens" {
  description = "The API token of each company, by the same names."
  type        = map(string)
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = alltrue([for company in keys(var.companies) : contains(keys(var.precoro_api_tokens), company)])
    error_message = "Each of the companies needs an API token."
  }
}
