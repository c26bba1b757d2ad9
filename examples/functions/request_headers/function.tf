# Set it with TF_VAR_customerly_api_key. An ephemeral value is in no plan file.
variable "customerly_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

# As ephemeral and as sensitive as the key: for a provider block or a write-only
# argument. The third argument chooses a scheme other than the first.
locals {
  support_inbox_headers = provider::connector::request_headers(
    "customerly", { api_key = var.customerly_api_key }, "authorization"
  )
}

# With stand-ins for the secrets the result is no secret.
output "sales_calls_header_names" {
  value = keys(provider::connector::request_headers(
    "clari_copilot", { api_key = "stand-in", api_password = "stand-in" }
  ))
}
