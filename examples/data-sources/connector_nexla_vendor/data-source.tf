data "connector_nexla_vendor" "precoro" {
  connector = "precoro"
}

# What auth_template_id and parameters of a nexla block can be.
output "templates" {
  value = {
    for template in data.connector_nexla_vendor.precoro.auth_templates :
    template.id => { for parameter in template.parameters : parameter.name => parameter.label }
  }
}
