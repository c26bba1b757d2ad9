data "connector_catalog" "this" {}

locals {
  connectors = { for connector in data.connector_catalog.this.connectors : connector.type => connector }
}

# The environment variables of each connector, for example for a pipeline.
output "environment_variables" {
  value = { for type, connector in local.connectors : type => connector.fields[*].environment_variable }
}

# The steps to create a key, for example for a form.
output "steps_to_a_paymo_key" {
  value = local.connectors["paymo"].key.steps
}
