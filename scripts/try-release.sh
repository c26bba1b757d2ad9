#!/bin/sh
# Installs a release the way a person does, without dev_overrides, and uses it:
# the zip for this machine is checked and put into a filesystem mirror, `init`
# takes it from there and writes a lock file, and a credential is verified with
# the vendors in miniature.
#
# usage: scripts/try-release.sh CLI [DIST]
#   CLI   terraform or tofu
#   DIST  a folder that goreleaser has filled; without it the zip is built here,
#         for this machine alone and in the same form
set -eu

cli=$1
dist=${2:-}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
sandbox_pid=
project=terraform-provider-connector

finish() {
	status=$?
	trap - EXIT INT TERM
	if [ -n "$sandbox_pid" ]; then
		kill "$sandbox_pid" 2>/dev/null || true
		wait "$sandbox_pid" 2>/dev/null || true
	fi
	rm -rf "$work"
	exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

cd "$root"
platform=$(go env GOOS)_$(go env GOARCH)
sums=sha256sum
command -v sha256sum >/dev/null || sums="shasum -a 256"

# The form of .goreleaser.yml: see builds, archives and checksum there.
build() {
	version=0.0.0-try
	mkdir "$work/dist"
	CGO_ENABLED=0 go build -trimpath -tags=grpcnotrace -ldflags "-s -w -X main.version=$version" -o "$work/dist/${project}_v$version" .
	cp terraform-registry-manifest.json "$work/dist/${project}_${version}_manifest.json"
	go run scripts/zip.go "$work/dist/${project}_${version}_$platform.zip" "$work/dist/${project}_v$version"
	rm "$work/dist/${project}_v$version"
	(
		cd "$work/dist"
		$sums -- * >"$work/sums"
		mv "$work/sums" "${project}_${version}_SHA256SUMS"
	)
	dist=$work/dist
}

if [ -z "$dist" ]; then
	build
fi
dist=$(cd "$dist" && pwd)
zip=$(find "$dist" -maxdepth 1 -name "${project}_*_$platform.zip")
name=$(basename "$zip" "_$platform.zip")
version=${name#"${project}_"}

echo "== $name for $platform"
grep -q '"protocol_versions": *\["6.0"\]' terraform-registry-manifest.json
grep -q "_manifest.json$" "$dist/${name}_SHA256SUMS"
(cd "$dist" && $sums --check --ignore-missing "${name}_SHA256SUMS")

echo "== A filesystem mirror, and nothing else"
for host in registry.terraform.io registry.opentofu.org; do
	mkdir -p "$work/mirror/$host/connector-credentials/connector"
	cp "$zip" "$work/mirror/$host/connector-credentials/connector/" # init unpacks it.
done
cat >"$work/cli.tfrc" <<EOT
provider_installation {
  filesystem_mirror {
    path = "$work/mirror"
  }
}
EOT
export TF_CLI_CONFIG_FILE="$work/cli.tfrc" TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1

go build -o "$work/connector-sandbox" ./cmd/connector-sandbox
"$work/connector-sandbox" -listen 127.0.0.1:0 -env-file "$work/sandbox.env" >/dev/null &
sandbox_pid=$!
tries=0
until [ -f "$work/sandbox.env" ]; do
	tries=$((tries + 1))
	[ "$tries" -le 100 ] || exit 1
	sleep 0.1
done
. "$work/sandbox.env"

mkdir "$work/use"
cd "$work/use"
cat >main.tf <<EOT
terraform {
  required_providers {
    connector = {
      source  = "connector-credentials/connector"
      version = "$version"
    }
  }
}

variable "paymo_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_paymo" "timesheets" {
  name       = "timesheets"
  api_key_wo = var.paymo_api_key
}

output "status" {
  value = connector_credential_paymo.timesheets.status
}
EOT
"$cli" init -no-color
grep -A 3 'provider "' .terraform.lock.hcl
"$cli" apply -no-color -auto-approve
[ "$("$cli" output -raw status)" = verified ]
"$cli" plan -no-color -detailed-exitcode
"$cli" destroy -no-color -auto-approve
echo "== $name was installed, locked and used"
