import {
  to = connector_credential_custom.acme
  id = "acme"
}

import {
  to = connector_credential_custom.acme_legacy
  id = "acme-legacy"
}
