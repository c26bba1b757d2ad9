# All credentials with the tag that Terraform sets.
data "connector_nexla_credentials" "managed" {
  tag = "terraform"
}

output "never_verified" {
  value = [for credential in data.connector_nexla_credentials.managed.credentials : credential.name if credential.verified_at == null]
}
