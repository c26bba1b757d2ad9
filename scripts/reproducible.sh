#!/bin/sh
# Builds the release binary twice, in two folders and with two build caches, and
# fails where a byte differs. The flags are those of .goreleaser.yml.
set -eu
cd "$(dirname "$0")/.."

version=0.0.0-reproducible
for flag in -trimpath -buildvcs=false -tags=grpcnotrace "CGO_ENABLED=0" "-s -w -X main.version={{ .Version }}"; do
	if ! grep -qF -e "- $flag" .goreleaser.yml; then
		echo "The release is not built with $flag any more: make this script and .goreleaser.yml agree." >&2
		exit 1
	fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# build copies what git knows of, with changes that are not committed yet.
build() {
	mkdir -p "$work/$1"
	git ls-files -z -- '*.go' go.mod go.sum default.pgo | tar --null -T - -cf - | tar -xf - -C "$work/$1"
	(cd "$work/$1" && CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags=grpcnotrace -ldflags "-s -w -X main.version=$version" -o "$work/binary-$2" .)
}

# hash prints the SHA-256 of a file, on Linux as on macOS.
hash() {
	{ sha256sum "$1" 2>/dev/null || shasum -a 256 "$1"; } | cut -d ' ' -f 1
}

build one 1
# With a cache of its own the second build compiles everything again, the
# standard library too, instead of taking over what the first has made.
GOCACHE="$work/cache" build another/folder/of/another/length 2

if ! cmp "$work/binary-1" "$work/binary-2"; then
	echo "Two builds of the same sources differ." >&2
	exit 1
fi
echo "Two builds, one hash: $(hash "$work/binary-1") for $(go env GOOS)/$(go env GOARCH), with $(go env GOVERSION)"
