terraform {
  required_version = ">= 1.11" # The first version with write-only arguments.

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}
