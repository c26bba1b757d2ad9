terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}
