# The credential is read from CHARTMOGUL_API_KEY,
# so that no secret is in state.
data "connector_credential_chartmogul" "subscription_metrics" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "subscription_metrics_is_valid" {
  assert {
    condition     = data.connector_credential_chartmogul.subscription_metrics.status != "rejected"
    error_message = "ChartMogul rejected the credential (${data.connector_credential_chartmogul.subscription_metrics.status_reason})."
  }
}
