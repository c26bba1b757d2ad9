#!/bin/sh
# The main job, from a fresh clone and without any account: the real CLI applies
# examples/complete against the vendors' APIs in miniature.
#
# usage: scripts/demo.sh CLI PROVIDER_DIR SANDBOX
#   CLI           terraform or tofu
#   PROVIDER_DIR  the folder that holds the provider's binary
#   SANDBOX       the sandbox's binary
set -eu

cli=$1
provider_dir=$(cd "$2" && pwd)
sandbox=$3
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
sandbox_pid=

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

step() {
	printf '\n=== %s\n' "$*"
}

# run prints a command and runs it. Its exit code has to be the first argument.
# What is cut from the output is the CLI's note that the provider was built here.
run() {
	want=$1
	shift
	printf '\n$ %s %s\n' "$(basename "$cli")" "$*"
	got=0
	"$cli" "$@" -no-color >"$work/output" 2>&1 || got=$?
	sed -e '/Provider development overrides are in effect/,/releases\.$/d' \
		-e '/Refreshing state/d' "$work/output" | cat -s
	if [ "$got" -ne "$want" ]; then
		echo "exit code $got where $want was expected" >&2
		exit 1
	fi
	printf '(exit code %s, as expected)\n' "$got"
}

step "Start the vendors' APIs in miniature"
# Precoro answers the same request once a minute; two seconds keep the demo short.
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
. "$work/sandbox.env"
grep CONNECTOR_ENDPOINT_ "$work/sandbox.env"
address=${CONNECTOR_ENDPOINT_PRECORO#http://}
address=${address%%/*}
vendor() {
	printf '\n$ connector-sandbox %s\n' "$*"
	"$sandbox" -listen "$address" "$@"
}

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
cp "$root"/examples/complete/*.tf "$work/"
cd "$work"

step "Apply five credentials: each is verified with its vendor at plan and at apply"
run 0 apply -auto-approve

step "Plan again: every credential is asked for once more, and nothing is to do"
run 0 plan -detailed-exitcode

step "A wrong key is refused in the plan, before anything changes"
good_key=$TF_VAR_paymo_api_key
TF_VAR_paymo_api_key=a-wrong-key
run 1 plan
TF_VAR_paymo_api_key=$good_key

step "A key that was revoked at the vendor is found by the next plan (exit code 2: something is to do)"
vendor -revoke customerly
run 2 plan -detailed-exitcode
vendor -restore customerly

step "A new secret is noticed by itself, although no state holds the old one"
minted=$("$sandbox" -listen "$address" -mint resci)
printf '\n$ connector-sandbox -mint resci\n%s\n' "$minted"
eval "$minted"
run 0 apply -auto-approve

step "No secret is in the state"
if grep -c -e not-a-secret terraform.tfstate; then
	echo "a secret is in the state" >&2
	exit 1
fi

step "A credential is saved in Nexla, once its vendor has accepted it"
mkdir "$work/nexla"
cp "$root"/examples/nexla/*.tf "$work/nexla/"
cd "$work/nexla"
run 0 apply -auto-approve
run 0 plan -detailed-exitcode
run 0 destroy -auto-approve
cd "$work"

step "What the vendors and Nexla were asked"
vendor -requests

step "Destroy"
run 0 destroy -auto-approve

step "Done. Nothing is left running or lying about."
