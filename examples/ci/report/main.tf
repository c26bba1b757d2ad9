# Reports the health of all credentials of a configuration, from its plan:
#
#   terraform plan -out=saved.tfplan
#   terraform show -json saved.tfplan >plan.json
#   terraform -chdir=report init
#   terraform -chdir=report apply -auto-approve -var plan="$PWD/plan.json"
#   terraform -chdir=report output -raw markdown >report.md
#   terraform -chdir=report output -raw junit >report.xml
#
# It needs no other program, and sends no request. The report contains no secret;
# plan.json does if a secret is set with an argument that is stored: delete it.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

variable "plan" {
  description = "Path of the plan in JSON."
  type        = string
}

data "connector_catalog" "this" {}

locals {
  plan       = jsondecode(file(var.plan))
  connectors = { for connector in data.connector_catalog.this.connectors : connector.type => connector }

  # Resources, and data sources that are read during the apply. What is not known
  # before is missing in the values.
  changes = [
    for change in try(local.plan.resource_changes, []) : {
      address = change.address, type = change.type, values = change.change.after, before = change.change.before
    }
    if change.change.after != null
  ]

  # Data sources that were read during the plan, in up to three levels of modules.
  root     = try([local.plan.prior_state.values.root_module], [])
  modules1 = flatten([for module in local.root : try(module.child_modules, [])])
  modules2 = flatten([for module in local.modules1 : try(module.child_modules, [])])
  modules3 = flatten([for module in local.modules2 : try(module.child_modules, [])])
  readings = [
    for resource in flatten([for module in concat(local.root, local.modules1, local.modules2, local.modules3) : try(module.resources, [])]) :
    resource if resource.mode == "data"
  ]

  credentials = [
    for item in concat(local.changes, local.readings) : {
      address   = item.address
      connector = trimprefix(item.type, "connector_credential_")
      vendor    = try(local.connectors[trimprefix(item.type, "connector_credential_")].title, "Custom")
      name      = try(item.values.name, item.address)
      status    = try(item.values.status, "pending")
      reason    = try(item.values.status_reason, "known after apply")
      # Of a rejected credential, the time at which it was last accepted.
      verified_at = try(coalesce(item.values.verified_at), item.values.status != null ? coalesce(item.before.verified_at) : null, "-")
      expires_at  = try(coalesce(item.values.expires_at), "-")
      replace_at  = try(coalesce(item.values.key_menu_path), local.connectors[trimprefix(item.type, "connector_credential_")].key.menu_path, "-")
    } if startswith(item.type, "connector_credential_")
  ]

  # In the order of the report.
  order = ["rejected", "insufficient", "inconclusive", "unverified", "pending", "verified"]
  rows  = flatten([for status in local.order : [for credential in local.credentials : credential if credential.status == status]])
  count = { for status in local.order : status => length([for row in local.rows : row if row.status == status]) }
}

output "markdown" {
  description = "The report for a comment on a pull request."
  value       = templatefile("${path.module}/report.md.tftpl", { rows = local.rows, order = local.order, count = local.count })
}

output "junit" {
  description = "The report for a CI system that displays JUnit XML."
  value       = templatefile("${path.module}/report.xml.tftpl", { rows = local.rows, count = local.count })
}
