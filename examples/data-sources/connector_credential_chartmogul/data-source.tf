# Read from CHARTMOGUL_API_KEY, so that state contains no secret.
data "connector_credential_chartmogul" "subscription_metrics" {
  allow_unverified = true # The check below reports a rejection.
}

check "subscription_metrics_is_valid" {
  assert {
    condition     = data.connector_credential_chartmogul.subscription_metrics.status != "rejected"
    error_message = "ChartMogul rejected the credential (${data.connector_credential_chartmogul.subscription_metrics.status_reason})."
  }
}
