# Set TF_VAR_customerly_api_key in the environment.
variable "customerly_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

# The result is ephemeral and sensitive like the key: use it in a provider block or
# a write-only argument. The third argument selects another scheme.
locals {
  support_inbox_headers = provider::connector::request_headers(
    "customerly", { api_key = var.customerly_api_key }, "authorization"
  )
}

# With placeholders for the secrets, the result is not secret.
output "sales_calls_header_names" {
  value = keys(provider::connector::request_headers(
    "clari_copilot", { api_key = "stand-in", api_password = "stand-in" }
  ))
}
