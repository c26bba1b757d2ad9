#!/bin/sh
# Prints the path of the CLI to use: the one that TF_ACC_TERRAFORM_PATH names, a
# terraform or tofu on the PATH, or the one that `make tofu` has built, in this
# order. It must be 1.11 or later, because of write-only arguments.
# If there is none, it prints nothing and fails.
root=$(cd "$(dirname "$0")/.." && pwd)
for candidate in "$TF_ACC_TERRAFORM_PATH" terraform tofu "$root/bin/tofu"; do
	[ -n "$candidate" ] || continue
	path=$(command -v "$candidate") || continue
	version=$(TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1 "$path" version -json 2>/dev/null |
		sed -n 's/.*"terraform_version": *"\([0-9]*\)\.\([0-9]*\)\..*/\1 \2/p')
	major=${version% *}
	minor=${version#* }
	if [ "${major:-0}" -gt 1 ] || { [ "${major:-0}" -eq 1 ] && [ "${minor:-0}" -ge 11 ]; }; then
		echo "$path"
		exit 0
	fi
	echo "$path is older than 1.11 or does not start, and is passed over" >&2
done
exit 1
