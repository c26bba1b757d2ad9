data "connector_nexla_vendor" "precoro" {
  connector = "precoro"
}

# The possible values of auth_template_id and parameters in a nexla block.
output "templates" {
  value = {
    for template in data.connector_nexla_vendor.precoro.auth_templates :
    template.id => { for parameter in template.parameters : parameter.name => parameter.label }
  }
}
