import {
  to = connector_credential_precoro.procurement
  identity = {
    nexla_credential_id = 30388
  }
}
