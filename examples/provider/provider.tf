terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source  = "connector-credentials/connector"
      version = "~> 0.1.0"
    }
  }
}

# Every argument is optional. Except for endpoints, these are the defaults.
provider "connector" {
  verification = {
    plan  = "lenient" # An outage of a vendor is a warning in a plan ...
    apply = "strict"  # ... and an error in an apply.
  }

  request_timeout      = "10s"
  verification_timeout = "60s"
  max_retries          = 3

  endpoints = {
    precoro = "https://vendor-proxy.example.com/precoro"
  }
}
