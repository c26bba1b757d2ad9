# The key comes from RESCI_API_KEY. The state holds null for it, and the status
# and the site that the vendor told. A refused key is an error.
data "connector_credential_resci" "lifecycle_mail" {
  lifecycle {
    postcondition {
      condition     = self.account.organization == "4711"
      error_message = "The key in RESCI_API_KEY belongs to site ${coalesce(self.account.organization, "unknown")}."
    }
  }
}
