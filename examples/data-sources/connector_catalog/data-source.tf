data "connector_catalog" "this" {}

locals {
  connectors = { for connector in data.connector_catalog.this.connectors : connector.type => connector }
}

# What a pipeline has to be given for each connector.
output "environment_variables" {
  value = { for type, connector in local.connectors : type => connector.fields[*].environment_variable }
}

# What to tell a person who has to make a key.
output "steps_to_a_paymo_key" {
  value = local.connectors["paymo"].key.steps
}
