terraform {
  required_version = ">= 1.11" # The first with write-only arguments.

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}
