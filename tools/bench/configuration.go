package main

import (
	"fmt"
	"strconv"
	"strings"
)

// files are a configuration, by name.
type files map[string]string

const (
	connectorSource = "registry.terraform.io/connector-credentials/connector"
	httpSource      = "registry.terraform.io/hashicorp/http"
)

// requires declares the provider of a configuration.
func requires(name, source string) string {
	return fmt.Sprintf("terraform {\n  required_providers {\n    %s = { source = %q }\n  }\n}\n", name, source)
}

// numbers declares n names with their numbers, because range ends at 1,024.
func numbers(n int) string {
	var declaration strings.Builder
	declaration.WriteString("locals {\n  numbers = {\n")
	for i := range n {
		fmt.Fprintf(&declaration, "    c%06d = %d\n", i, i)
	}
	declaration.WriteString("  }\n}\n")
	return declaration.String()
}

// keyOf is the expression for the key with the number that an expression gives.
func keyOf(number string) string {
	return fmt.Sprintf("format(%q, %s)", keyPrefix+"%06d"+keySuffix, number)
}

// inOneResource are n credentials in one resource with that many different keys, in
// the argument for stored or for write-only keys. They use count: the cost of
// for_each grows with the square of n for any resource, see [inForEach].
func inOneResource(n, keys int, argument string) files {
	return files{"main.tf": requires("connector", connectorSource) + fmt.Sprintf(`
resource "connector_credential_resci" "c" {
  count = %d
  name  = format("c%%06d", count.index)
  %s = %s
}
`, n, argument, keyOf(fmt.Sprintf("count.index %% %d", keys)))}
}

// count are n credentials, each with its own write-only key.
func count(n int) files { return inOneResource(n, n, "api_key_wo") }

// shared are n credentials that share 50 keys.
func shared(n int) files { return inOneResource(n, sharedKeys, "api_key_wo") }

// stored are n credentials whose keys are stored in state.
func stored(n int) files { return inOneResource(n, n, "api_key") }

// sharedKeys are the different keys of [shared].
const sharedKeys = 50

// twins are n of Terraform's own terraform_data.
func twins(n int) files {
	return files{"main.tf": fmt.Sprintf(`
resource "terraform_data" "c" {
  count = %d
  input = %s
}
`, n, keyOf("count.index"))}
}

// inForEach are n credentials by name, and twinsInForEach as many terraform_data.
func inForEach(n int) files {
	return files{"main.tf": requires("connector", connectorSource) + numbers(n) + fmt.Sprintf(`
resource "connector_credential_resci" "c" {
  for_each   = local.numbers
  name       = each.key
  api_key_wo = %s
}
`, keyOf("each.value"))}
}

func twinsInForEach(n int) files {
	return files{"main.tf": numbers(n) + fmt.Sprintf(`
resource "terraform_data" "c" {
  for_each = local.numbers
  input    = %s
}
`, keyOf("each.value"))}
}

// dataSources are n data sources of the http provider, which verify the same keys
// without this provider.
func dataSources(n int, vendor *vendor) files {
	return files{
		"authority.pem": string(vendor.authority),
		"main.tf": requires("http", httpSource) + fmt.Sprintf(`
data "http" "c" {
  count       = %d
  url         = %q
  ca_cert_pem = file("${path.module}/authority.pem")
  request_headers = {
    Accept        = "application/json"
    Authorization = "ApiKey ${%s}"
  }
  lifecycle {
    postcondition {
      condition     = self.status_code == 200
      error_message = "The key was not accepted."
    }
  }
}
`, n, vendor.url("resci")+"/ping", keyOf("count.index")),
	}
}

// block is the resource block of one credential.
func block(number int) string {
	return fmt.Sprintf("resource \"connector_credential_resci\" \"c%06[1]d\" {\n  name = \"c%06[1]d\"\n  api_key_wo = %[2]q\n}\n", number, key(number))
}

// blocks are n credentials, each in its own resource block.
func blocks(n int) files {
	var all strings.Builder
	all.WriteString(requires("connector", connectorSource))
	for i := range n {
		all.WriteString(block(i))
	}
	return files{"main.tf": all.String()}
}

// inModules are the same blocks in four modules with one of two aliases of the
// provider.
func inModules(n int) files {
	const modules = 4
	all := files{}
	var root strings.Builder
	root.WriteString(requires("connector", connectorSource))
	for _, alias := range []string{"a", "b"} {
		fmt.Fprintf(&root, "provider \"connector\" {\n  alias = %q\n}\n", alias)
	}
	for m := range modules {
		var module strings.Builder
		module.WriteString(requires("connector", connectorSource))
		for i := m; i < n; i += modules {
			module.WriteString(block(i))
		}
		all[fmt.Sprintf("m%d/main.tf", m)] = module.String()
		fmt.Fprintf(&root, "module \"m%[1]d\" {\n  source = \"./m%[1]d\"\n  providers = { connector = connector.%[2]c }\n}\n", m, "ab"[m%2])
	}
	all["main.tf"] = root.String()
	return all
}

// besidePrecoro are n credentials of Precoro, each of which needs two requests a
// second apart, and others of a vendor without limits.
func besidePrecoro(n, others int) files {
	return files{"main.tf": requires("connector", connectorSource) + fmt.Sprintf(`
resource "connector_credential_precoro" "c" {
  count        = %d
  name         = format("p%%06d", count.index)
  api_token_wo = %s
  user_email   = "integrations@example.com"
}

resource "connector_credential_resci" "c" {
  count      = %d
  name       = format("r%%06d", count.index)
  api_key_wo = %s
}
`, n, keyOf("count.index"), others, keyOf("count.index"))}
}

// The keys of the bench contain their number, so that the vendor can reject a share
// of them without a list.
const (
	keyPrefix = "bench-key-"
	keySuffix = "-not-a-secret"
)

// key is the key with a number.
func key(number int) string { return fmt.Sprintf("%s%06d%s", keyPrefix, number, keySuffix) }

// keyNumber is the number of a key, or false for any other text.
func keyNumber(key string) (int, bool) {
	digits, hasPrefix := strings.CutPrefix(key, keyPrefix)
	digits, hasSuffix := strings.CutSuffix(digits, keySuffix)
	number, err := strconv.Atoi(digits)
	return number, hasPrefix && hasSuffix && err == nil
}
