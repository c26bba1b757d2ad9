package main

import (
	"fmt"
	"slices"
	"time"
)

// The subjects of the measurements.
const (
	subjectProduct = "connector"
	subjectFloor   = "floor"
	subjectTwin    = "terraform_data"
	subjectHTTP    = "http"
)

// defaultParallelism is Terraform's default for -parallelism.
const defaultParallelism = 10

// unchecked is a number of requests that depends on the CLI.
const unchecked = -1

// The commands, as the table shows them.
const (
	firstPlan   = "first plan"
	savedApply  = "apply"
	secondPlan  = "second plan"
	refreshOnly = "refresh-only"
	destroy     = "destroy"
	planApply   = "plan and apply"
)

// step is one command with its expected outcome.
type step struct {
	name string
	args []string
	// exit and output are the outcome.
	exit   int
	output string
	// requests is the exact number of requests. Those that met a fault are not
	// counted, because they are sent again.
	requests int
	// revokedPercent of the keys are rejected from this step on.
	revokedPercent int
	// fresh starts without the state of the previous steps.
	fresh bool
	// applied starts with the state of an apply, of this scenario or of another one
	// with the same subject and configuration.
	applied bool
}

// scenario is a configuration and the commands that run on it in turn.
type scenario struct {
	subject, name string
	protocol      string
	n             int
	behavior      behavior
	parallelism   int
	descriptors   int
	configuration files
	env           map[string]string // In addition to the environment of all scenarios.
	steps         []step
	// limit is the shortest possible time of a step; nil means that of its requests.
	limit func(step) time.Duration
}

// limitOf is the time of the round trips of a step's requests.
func (s *scenario) limitOf(of step) time.Duration {
	if s.limit != nil {
		return s.limit(of)
	}
	rounds := (max(of.requests, 0) + s.parallelism - 1) / s.parallelism
	return time.Duration(rounds) * s.behavior.RTT
}

func planned(add, change int) string {
	return fmt.Sprintf("Plan: %d to add, %d to change, 0 to destroy.", add, change)
}

func applied(added int) string {
	return fmt.Sprintf("Apply complete! Resources: %d added, 0 changed, 0 destroyed.", added)
}

func destroyed(n int) string { return fmt.Sprintf("Destroy complete! Resources: %d destroyed.", n) }

const (
	savedPlan = "saved.tfplan"
	noChanges = "No changes."
)

var (
	planArgs    = []string{"plan", "-input=false"}
	saveArgs    = []string{"plan", "-input=false", "-out=" + savedPlan}
	applyArgs   = []string{"apply", "-input=false", "-auto-approve"}
	savedArgs   = []string{"apply", "-input=false", savedPlan}
	refreshArgs = []string{"plan", "-input=false", "-refresh-only"}
	destroyArgs = []string{"destroy", "-input=false", "-auto-approve"}
)

// allCommands are the commands on n resources. A plan sends one number of requests,
// and a refresh alone another.
func allCommands(n, plan, refresh int) []step {
	return []step{
		{name: firstPlan, args: saveArgs, output: planned(n, 0), requests: plan},
		{name: savedApply, args: savedArgs, output: applied(n), requests: plan},
		{name: secondPlan, args: planArgs, output: noChanges, requests: plan, applied: true},
		// A refresh has no configuration: a write-only secret is not verified.
		{name: refreshOnly, args: refreshArgs, output: noChanges, requests: refresh, applied: true},
		// The CLI plans before it destroys; destroying sends no request.
		{name: destroy, args: destroyArgs, output: destroyed(n), requests: plan, applied: true},
		{name: planApply, args: applyArgs, output: applied(n), requests: 2 * plan, fresh: true},
	}
}

// mostDataSources is the largest number for which the second plan is measured.
const mostDataSources = 100

// dataSourcePlans are the plans of n data sources: one without a state, and one
// with a state that has them, which the CLI needs minutes for if they are many.
func dataSourcePlans(n int) []step {
	first := step{name: firstPlan, args: planArgs, output: noChanges, requests: n}
	if n > mostDataSources {
		return []step{first}
	}
	return []step{first, {name: secondPlan, args: planArgs, output: noChanges, requests: n, applied: true}}
}

// revokedCommands are the commands while a share of n keys is revoked, before they
// are accepted for the first time, and after.
func revokedCommands(n, percent int) []step {
	revoked := n * percent / 100
	return []step{
		// A rejected new credential is an error, and all others are planned.
		{name: firstPlan, args: planArgs, exit: 1, output: "Error:", requests: n, revokedPercent: percent},
		// An unchanged one is a warning and an update that verifies again.
		{name: secondPlan, args: saveArgs, output: planned(0, revoked), requests: n, revokedPercent: percent, applied: true},
		// Only what has an update is planned again, and it is rejected again.
		{name: savedApply, args: savedArgs, exit: 1, output: "Error:", requests: revoked, revokedPercent: percent},
		{name: destroy, args: destroyArgs, output: destroyed(n), requests: n, revokedPercent: percent},
	}
}

// selectSteps returns the steps with one of the names.
func selectSteps(steps []step, names ...string) []step {
	return slices.DeleteFunc(steps, func(s step) bool { return !slices.Contains(names, s.name) })
}
