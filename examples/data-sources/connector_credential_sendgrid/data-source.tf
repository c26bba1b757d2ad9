# The key comes from SENDGRID_API_KEY. The state holds null for it, and the
# status. SendGrid tells no account, so that every attribute of account is null.
data "connector_credential_sendgrid" "newsletter" {
  region           = "eu" # For a subuser of the European region; "global" where it is left out.
  allow_unverified = true # A destroy reads it too, and must not fail here.
}

# What needs a good credential says so.
resource "terraform_data" "newsletter_import" {
  input = "newsletter-import"

  lifecycle {
    precondition {
      condition     = data.connector_credential_sendgrid.newsletter.status == "verified"
      error_message = "The newsletter import needs a key that SendGrid accepts."
    }
  }
}
