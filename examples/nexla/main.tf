# A credential that is verified with the vendor and saved in Nexla. Set
# TF_VAR_resci_api_key (vendor) and NEXLA_SERVICE_KEY (Nexla) in the environment.

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

    # The complete list. Without a block, accessors in Nexla are not changed.
    accessor {
      type         = "TEAM"
      id           = 12
      access_roles = ["collaborator"]
    }
  }
}

output "nexla_credential" {
  value = connector_credential_resci.lifecycle_mail.nexla_credential
}
