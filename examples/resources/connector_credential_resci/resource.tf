# Set it with TF_VAR_resci_api_key. An ephemeral value is in no plan file.
variable "resci_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_resci" "lifecycle_mail" {
  name        = "lifecycle-mail"
  description = "Campaign data of the web shop"
  api_key_wo  = var.resci_api_key

  # Where the vendor does not answer, go on and let the status say so.
  verification = {
    apply = "lenient"
  }
}
