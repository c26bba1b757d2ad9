#!/bin/sh
# Fails where a module that is linked into the provider has a licence that is
# not in the list, on any system that is released for.
#
# usage: scripts/licences.sh GO_LICENSES
#   GO_LICENSES  the binary of google/go-licenses
set -eu

tool=$1
cd "$(dirname "$0")/.."

allowed=MPL-2.0,BSD-2-Clause,BSD-3-Clause,MIT,Apache-2.0,ISC

# go-licenses knows whole texts alone, and go-jmespath has the notice of the
# Apache License without its text. That of this version was read; go.sum sees
# to it that it stays the same.
read_module=github.com/jmespath/go-jmespath
read_version=v0.4.0
version=$(go list -m -f '{{.Version}}' "$read_module")
if [ "$version" != "$read_version" ]; then
	echo "$read_module is $version, whose licence nobody has read: read it, and put the version here." >&2
	exit 1
fi

listed=$(mktemp)
trap 'rm -f "$listed"' EXIT
for system in linux darwin windows; do
	# The log lists source addresses that could not be looked up. They are not needed.
	if ! GOOS=$system "$tool" check --ignore "$read_module" --allowed_licenses "$allowed" . 2>"$listed"; then
		echo "A licence is not in the list ($allowed), for $system:" >&2
		grep -v 'contains non-Go code' "$listed" >&2 || true
		exit 1
	fi
done
echo "Every module that is linked into the provider has one of these licences: $allowed"
