#!/usr/bin/env bash
# Runs every fuzz target for a while and prints a table. The compiler lists the
# targets, so that none is forgotten.
#
# usage: scripts/fuzz.sh [TIME]
#   TIME  how long each target runs, such as 20s; 1m when absent
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-1m}
# The tests of internal/provider want to know a CLI before anything else.
TF_ACC_TERRAFORM_PATH=$(scripts/find-cli.sh)
export TF_ACC_TERRAFORM_PATH

targets=$(go test -list '^Fuzz' -json ./... |
	sed -n 's/.*"Action":"output","Package":"\([^"]*\)","Output":"\(Fuzz[A-Za-z0-9_]*\)\\n".*/\1 \2/p')
if [ -z "$targets" ]; then
	echo "No fuzz target was found." >&2
	exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
row='%-22s %-24s %14s %16s  %s\n'
# shellcheck disable=SC2059 # The format is the one above.
printf "$row" Target Package Executions "New interesting" Result
failures=0
while read -r package target; do
	result=passed
	# Where the time is over while a worker is busy, go test says "context deadline
	# exceeded" and fails, with no input to blame. That is no finding.
	if ! go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$package" >"$log" 2>&1 </dev/null &&
		! { grep -q '^    context deadline exceeded$' "$log" && ! grep -q 'Failing input written\|panic:' "$log"; }; then
		result=FAILED
		failures=$((failures + 1))
	fi
	# The last line of progress: "elapsed: 20s, execs: 81234 (4061/sec), new interesting: 7 (total: 120)".
	executions=$(sed -n 's/.*execs: \([0-9]*\).*/\1/p' "$log" | tail -1)
	found=$(sed -n 's/.*new interesting: \([0-9]*\).*/\1/p' "$log" | tail -1)
	if [ "$result" = passed ] && [ "${executions:-0}" -eq 0 ]; then
		result="FAILED: the time was over before the seeds were through; choose a longer one"
		failures=$((failures + 1))
	fi
	# shellcheck disable=SC2059
	printf "$row" "$target" "${package#*/terraform-provider-connector/}" "${executions:-0}" "${found:-0}" "$result"
	if [ "$result" != passed ]; then
		cat "$log"
	fi
done <<<"$targets"
if [ "$failures" -gt 0 ]; then
	echo "$failures targets failed. What failed lies in testdata/fuzz: mend it, and commit the input, which is a seed from then on." >&2
	exit 1
fi
