# Credentials in a child module. Its secret inputs are ephemeral variables, and its
# outputs are not secret.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

provider "connector" {}

variable "precoro_api_token" {
  type      = string
  ephemeral = true # The variable of the module must be ephemeral too.
  sensitive = true
}

variable "precoro_user_email" {
  type    = string
  default = "integrations@example.com"
}

variable "resci_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

module "credentials" {
  source = "./modules/credentials"

  prefix             = "finance"
  precoro_api_token  = var.precoro_api_token
  precoro_user_email = var.precoro_user_email
  resci_api_key      = var.resci_api_key
}

# Anything that depends on the credentials through the module's outputs.
resource "terraform_data" "pipeline" {
  input = { for connector, credential in module.credentials.credentials : connector => credential.id }
}

output "credentials" {
  value = module.credentials.credentials
}
