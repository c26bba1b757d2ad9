#!/bin/sh
# Puts the provider where Terraform and OpenTofu look without any configuration,
# and prints what to write to use it.
#
# usage: scripts/install.sh BINARY VERSION
set -eu

binary=$1
version=$2
os=$(go env GOOS)
case $os in
windows) plugins=$APPDATA/terraform.d/plugins suffix=.exe ;;
*) plugins=$HOME/.terraform.d/plugins suffix= ;;
esac

for host in registry.terraform.io registry.opentofu.org; do
	folder=$plugins/$host/connector-credentials/connector/$version/${os}_$(go env GOARCH)
	mkdir -p "$folder"
	# A running provider keeps its file: put the new one in its place in one step.
	cp "$binary" "$folder/.new"
	mv "$folder/.new" "$folder/terraform-provider-connector_v$version$suffix"
	echo "Installed in $folder"
done
cat <<EOF2

While it is there, the CLI takes this provider from that folder and not from the
registry. To use it:

terraform {
  required_providers {
    connector = {
      source  = "connector-credentials/connector"
      version = "$version"
    }
  }
}

Then run: terraform init -upgrade
To go back to the registry: rm -r "$plugins"/registry.*/connector-credentials
EOF2
