locals {
  credentials = {
    precoro       = connector_credential_precoro.procurement
    paymo         = connector_credential_paymo.timesheets
    clari_copilot = connector_credential_clari_copilot.sales_calls
    resci         = connector_credential_resci.lifecycle_mail
    customerly    = connector_credential_customerly.support_inbox
  }
}

output "credentials" {
  description = "Status of each credential. Not secret."
  value = {
    for connector, credential in local.credentials : connector => {
      status          = credential.status
      auth_scheme     = credential.auth_scheme
      header_names    = credential.header_names
      account         = credential.account
      secret_revision = credential.secret_revision
    }
  }
}
