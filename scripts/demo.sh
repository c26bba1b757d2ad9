#!/bin/sh
# Runs the provider from a fresh clone and without an account: the CLI applies
# examples/complete against the sandbox, which simulates the vendors' APIs. Prints
# an excerpt for each step and a table of the results; with VERBOSE=1, the complete
# output. Fails at the first step without the expected result, and then prints the
# complete output of its last command.
#
# usage: scripts/demo.sh CLI PROVIDER_DIR SANDBOX
#   CLI           terraform or tofu
#   PROVIDER_DIR  the folder that holds the provider's binary
#   SANDBOX       the sandbox's binary
set -eu

cli=$1
provider_dir=$(cd "$2" && pwd)
sandbox=$(cd "$(dirname "$3")" && pwd)/$(basename "$3")
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
sandbox_pid=
cli_name=$(basename "$cli")

finish() {
	status=$?
	trap - EXIT INT TERM
	if [ -n "$sandbox_pid" ]; then
		kill "$sandbox_pid" 2>/dev/null || true
		wait "$sandbox_pid" 2>/dev/null || true
	fi
	rm -rf "$work"
	if [ "$status" -ne 0 ]; then
		echo "The demo failed (exit $status)." >&2
	fi
	exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

begin=$(date +%s)

# step TITLE begins a step.
step() {
	title=$1
	step_begin=$(date +%s)
	printf '\n== %s\n' "$title"
}

# passed RESULT ends a step, and adds it to the table.
passed() {
	printf '%-52s %-32s %7s\n' "$title" "$1" "$(($(date +%s) - step_begin))" >>"$work/table"
}

fail() {
	echo "The step \"$title\" failed: $1. The complete output:" >&2
	cat "$work/output" >&2
	exit 1
}

# excerpt keeps the summary, the changed statuses and the diagnostics of an output.
excerpt() {
	if [ -n "${VERBOSE:-}" ]; then
		cat
		return
	fi
	awk '
		/^(Error|Warning): / { shown = 1; print "" }
		/^(Plan:|No changes|Changes to Outputs|Apply complete|Destroy complete|Outputs:|───)/ { shown = 0 }
		/^(Plan:|No changes|Apply complete|Destroy complete)/ ||
			/^      ~ (status|status_reason|secret_revision) / { sub(/^    /, ""); print; next }
		shown
	' | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
}

# run EXIT TEXT ARGUMENTS... runs the CLI and prints an excerpt. The exit code must be
# EXIT, and the output must have a line that contains TEXT. The CLI's note about
# the local build of the provider is removed.
run() {
	want=$1 text=$2
	shift 2
	printf '$ %s %s\n' "$cli_name" "$*"
	got=0
	"$cli" "$@" -no-color >"$work/output" 2>&1 || got=$?
	sed -e '/Provider development overrides are in effect/,/releases\.$/d' \
		-e '/Refreshing state/d' "$work/output" | cat -s | excerpt
	[ "$got" -eq "$want" ] || fail "exit code $got instead of $want"
	grep -qF -- "$text" "$work/output" || fail "the output does not contain \"$text\""
}

# control prints and runs a command that controls the sandbox.
control() {
	printf '$ connector-sandbox %s\n' "$*"
	"$sandbox" "$@" >"$work/output" 2>&1 || fail "connector-sandbox $*"
	if [ "$1" = -requests ] && [ -z "${VERBOSE:-}" ]; then
		awk 'NR > 1 { count[$2]++ } END { for (vendor in count) print vendor ": " count[vendor] }' "$work/output" | sort
	else
		cat "$work/output"
	fi
}

# Precoro accepts the same request once a minute; two seconds keep the demo short.
"$sandbox" -listen 127.0.0.1:0 -route-window 2s -env-file "$work/sandbox.env" >/dev/null &
sandbox_pid=$!
tries=0
until [ -f "$work/sandbox.env" ]; do
	tries=$((tries + 1))
	if [ "$tries" -gt 100 ]; then
		echo "the sandbox did not start" >&2
		exit 1
	fi
	sleep 0.1
done
# The addresses of the sandbox and the demo credentials.
. "$work/sandbox.env"
[ -z "${VERBOSE:-}" ] || grep _ENDPOINT_ "$work/sandbox.env"

cat >"$work/cli.tfrc" <<EOF
provider_installation {
  dev_overrides {
    "connector-credentials/connector" = "$provider_dir"
  }
  direct {}
}
EOF
export TF_CLI_CONFIG_FILE="$work/cli.tfrc" TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1
unset TF_LOG TF_LOG_PROVIDER TF_CLI_ARGS TF_CLI_ARGS_plan TF_CLI_ARGS_apply TF_DATA_DIR TF_WORKSPACE 2>/dev/null || true
mkdir "$work/complete" "$work/nexla"
cp "$root"/examples/complete/*.tf "$work/complete/"
cp "$root"/examples/nexla/*.tf "$work/nexla/"

echo "$cli_name applies examples/complete, with five credentials, against the sandbox at $CONNECTOR_SANDBOX_ADDRESS."
cd "$work/complete"

step "Create five credentials"
run 0 "5 added, 0 changed, 0 destroyed" apply -auto-approve
passed "5 verified and created"

step "Plan again: each one is verified"
run 0 "No changes" plan -detailed-exitcode
passed "no changes"

step "Plan with a mistyped key"
good_key=$TF_VAR_paymo_api_key
TF_VAR_paymo_api_key=mistyped
run 1 'Error: Paymo rejected the credential "timesheets"' plan
TF_VAR_paymo_api_key=$good_key
passed "error, nothing changed"

step "Plan after a key was revoked at the vendor"
control -revoke customerly
run 2 'Warning: Customerly rejected the credential "support-inbox"' plan -detailed-exitcode
grep -q 'status  *= "verified" -> "rejected"' "$work/output" || fail "the plan does not show the status"
control -restore customerly
passed "warning, status = \"rejected\""

step "Rotate a key, without a version number"
control -create resci
. "$work/output"
run 0 "0 added, 1 changed, 0 destroyed" apply -auto-approve
passed "1 changed, new secret_revision"

step "Search the state for secrets"
grep -q '"procurement"' terraform.tfstate || fail "the state has no credentials"
echo '$ grep -c not-a-secret terraform.tfstate # part of every demo secret'
if grep -c not-a-secret terraform.tfstate* >"$work/output"; then
	fail "a secret is in the state"
fi
echo 0
passed "none"

step "Save a credential in Nexla, and remove it"
cd "$work/nexla"
run 0 "1 added, 0 changed, 0 destroyed" apply -auto-approve
run 0 "No changes" plan -detailed-exitcode
run 0 "Destroy complete! Resources: 1 destroyed" destroy -auto-approve
cd "$work/complete"
passed "created, unchanged, destroyed"

step "Count the requests that the sandbox received"
control -requests
passed "$(($(wc -l <"$work/output") - 1)) requests"

step "Destroy"
run 0 "Destroy complete! Resources: 5 destroyed" destroy -auto-approve
passed "5 destroyed"

printf '\n%-52s %-32s %7s\n' STEP RESULT SECONDS
cat "$work/table"
printf '%-52s %-32s %7s\n' Total "all as expected" "$(($(date +%s) - begin))"
cat <<'EOF'

The complete output: make demo VERBOSE=1
Next: "Install" in README.md, and docs/guides/first-credential.md
EOF
