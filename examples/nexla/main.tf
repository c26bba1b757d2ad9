# A credential that is verified with its vendor and saved in Nexla, where data
# sources and destinations use it. The keys come from the environment:
# TF_VAR_resci_api_key for the vendor, NEXLA_SERVICE_KEY for Nexla.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

variable "resci_api_key" {
  description = "Key of the data API."
  type        = string
  ephemeral   = true
  sensitive   = true
}

resource "connector_credential_resci" "lifecycle_mail" {
  name        = "lifecycle-mail"
  description = "Campaign data of the web shop"
  api_key_wo  = var.resci_api_key

  nexla {
    tags = ["terraform"]

    # The whole list. Without an accessor block Nexla's list is left alone.
    accessor {
      type         = "TEAM"
      id           = 12
      access_roles = ["collaborator"]
    }
  }
}

# What the vendor's tile in Nexla is made of, for vendor_name, auth_template_id
# and parameters of the block above, where the defaults do not fit.
data "connector_nexla_vendor" "resci" {
  connector = "resci"
}

output "nexla_credential" {
  value = connector_credential_resci.lifecycle_mail.nexla_credential
}

output "template_parameters" {
  value = data.connector_nexla_vendor.resci.auth_templates[*].parameters[*].label
}
