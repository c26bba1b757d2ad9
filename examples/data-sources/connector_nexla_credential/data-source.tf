# Searches the credentials that the caller owns. The key for Nexla is read from
# NEXLA_SERVICE_KEY.
data "connector_nexla_credential" "procurement" {
  name      = "procurement"
  connector = "precoro"
}

output "procurement_is_valid_in_nexla" {
  value = data.connector_nexla_credential.procurement.verified_at != null
}
