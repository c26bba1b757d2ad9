# One credential per company, in two groups with different policies. The names of
# the companies are not secret and determine the resources. Their tokens are
# ephemeral and are only looked up.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

# Nothing is created or changed unless the vendor accepts the token. The long
# timeout allows for a short outage or a rate limit.
provider "connector" {
  alias                = "critical"
  verification_timeout = "5m"

  verification = {
    plan  = "strict"
    apply = "strict"
  }
}

# An outage is a warning in plan and apply. A rejected new or changed token is an
# error here too.
provider "connector" {
  alias                = "regular"
  verification_timeout = "30s"

  verification = {
    plan  = "lenient"
    apply = "lenient"
  }
}

locals {
  critical = { for company, email in var.companies : company => email if contains(var.critical_companies, company) }
  regular  = { for company, email in var.companies : company => email if !contains(var.critical_companies, company) }
}

resource "connector_credential_precoro" "critical" {
  for_each = local.critical
  provider = connector.critical

  name         = "procurement-${each.key}"
  api_token_wo = var.precoro_api_tokens[each.key]
  user_email   = each.value
}

# A company that changes groups gets a new credential with a new id. To keep the
# existing one, add a moved block.
resource "connector_credential_precoro" "regular" {
  for_each = local.regular
  provider = connector.regular

  name         = "procurement-${each.key}"
  api_token_wo = var.precoro_api_tokens[each.key]
  user_email   = each.value
}

output "companies" {
  description = "The status of each company's credential."
  value = {
    for company, credential in merge(connector_credential_precoro.critical, connector_credential_precoro.regular) :
    company => {
      status          = credential.status
      secret_revision = credential.secret_revision
    }
  }
}
