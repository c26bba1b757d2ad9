package provider

import (
	"fmt"
	"os"
	"strings"
	"unicode"
)

const homepage = "https://github.com/connector-credentials/terraform-provider-connector"

// userAgent names the CLI, the provider and what TF_APPEND_USER_AGENT adds.
func userAgent(terraformVersion, providerVersion string) string {
	agent := fmt.Sprintf("Terraform/%s (+https://www.terraform.io) terraform-provider-connector/%s (+%s)",
		terraformVersion, providerVersion, homepage)
	appended := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, os.Getenv("TF_APPEND_USER_AGENT"))
	if appended = strings.TrimSpace(appended); appended != "" {
		agent += " " + appended
	}
	return agent
}
