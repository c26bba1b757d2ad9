output "credentials" {
  description = "Attributes for other resources, by connector. None is secret."
  value = {
    for connector, credential in {
      precoro = connector_credential_precoro.this
      resci   = connector_credential_resci.this
    } :
    connector => {
      id              = credential.id
      status          = credential.status
      account         = credential.account
      header_names    = credential.header_names
      secret_revision = credential.secret_revision
    }
  }
}
