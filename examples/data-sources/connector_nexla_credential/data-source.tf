# By name and connector, among the credentials that the key's owner owns. The key
# for Nexla comes from NEXLA_SERVICE_KEY.
data "connector_nexla_credential" "procurement" {
  name      = "procurement"
  connector = "precoro"
}

output "procurement_is_valid_in_nexla" {
  value = data.connector_nexla_credential.procurement.verified_at != null
}
