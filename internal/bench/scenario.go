package main

import (
	"fmt"
	"slices"
	"time"
)

// Whose cost is measured.
const (
	subjectOurs = "connector"
	subjectTwin = "terraform_data"
	subjectHTTP = "http"
)

// atATime is Terraform's default -parallelism.
const atATime = 10

// unchecked is a number of requests that depends on the CLI.
const unchecked = -1

// The commands, as the table names them.
const (
	firstPlan   = "first plan"
	savedApply  = "saved-plan apply"
	secondPlan  = "second plan"
	refreshOnly = "refresh-only"
	destroy     = "destroy"
	wholeApply  = "apply"
)

// step is one command, and what has to come of it.
type step struct {
	name string
	args []string
	// exit and says are the outcome.
	exit int
	says string
	// requests are how many the contract allows, and not one less or more. What
	// a fault has answered is not among them: it is asked again.
	requests int
	// revokedPercent of the keys are refused from this step on.
	revokedPercent int
	// fresh begins without the state of the steps before.
	fresh bool
	// settled begins with the state of an apply, of this scenario or of another
	// one with the same configuration.
	settled bool
}

// scenario is a configuration and the commands that are run on it in turn.
type scenario struct {
	subject, name string
	protocol      string
	n             int
	knobs         knobs
	parallelism   int
	descriptors   int
	configuration files
	env           map[string]string // Beside what every scenario has.
	steps         []step
	// limit is what a step takes at least; nil means by its requests alone.
	limit func(step) time.Duration
}

// limitOf is the time that the round trips of a step's requests add up to.
func (s *scenario) limitOf(of step) time.Duration {
	if s.limit != nil {
		return s.limit(of)
	}
	rounds := (max(of.requests, 0) + s.parallelism - 1) / s.parallelism
	return time.Duration(rounds) * s.knobs.RTT
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

// wholeLife are all commands on n resources, of which a plan asks the vendor
// for so many, and a refresh by itself for so many.
func wholeLife(n, plan, refresh int) []step {
	return []step{
		{name: firstPlan, args: saveArgs, says: planned(n, 0), requests: plan},
		{name: savedApply, args: savedArgs, says: applied(n), requests: plan},
		{name: secondPlan, args: planArgs, says: noChanges, requests: plan, settled: true},
		// Nobody tells a refresh what is in the configuration: a write-only secret
		// is not asked about.
		{name: refreshOnly, args: refreshArgs, says: noChanges, requests: refresh, settled: true},
		// The CLI plans before it destroys; the destruction itself asks nobody.
		{name: destroy, args: destroyArgs, says: destroyed(n), requests: plan, settled: true},
		{name: wholeApply, args: applyArgs, says: applied(n), requests: 2 * plan, fresh: true},
	}
}

// readingLife are all commands on n data sources. They are read at each plan,
// and not again when it is applied.
func readingLife(n int) []step {
	return []step{
		{name: firstPlan, args: saveArgs, says: noChanges, requests: n},
		{name: savedApply, args: savedArgs, says: applied(0), requests: unchecked},
		{name: secondPlan, args: planArgs, says: noChanges, requests: n},
		{name: refreshOnly, args: refreshArgs, says: noChanges, requests: n},
		{name: destroy, args: destroyArgs, says: destroyed(0), requests: unchecked},
		{name: wholeApply, args: applyArgs, says: applied(0), requests: n, fresh: true},
	}
}

// revokedLife are the commands when a share of n keys is revoked: before they
// were ever accepted, and after.
func revokedLife(n, percent int) []step {
	revoked := n * percent / 100
	return []step{
		// A refused new credential is an error, and all others are planned.
		{name: firstPlan, args: planArgs, exit: 1, says: "Error:", requests: n, revokedPercent: percent},
		// An unchanged one is a warning and an update that asks again.
		{name: secondPlan, args: saveArgs, says: planned(0, revoked), requests: n, revokedPercent: percent, settled: true},
		// Only what has an update is planned again, and it is refused again.
		{name: savedApply, args: savedArgs, exit: 1, says: "Error:", requests: revoked, revokedPercent: percent},
		{name: destroy, args: destroyArgs, says: destroyed(n), requests: n, revokedPercent: percent},
	}
}

// pick keeps the steps with one of the names.
func pick(steps []step, names ...string) []step {
	return slices.DeleteFunc(steps, func(s step) bool { return !slices.Contains(names, s.name) })
}
