package faults_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"
)

// cell is one combination of the matrix.
type cell struct {
	failure failure
	subject subject
	policy  policy
	phase   phase
}

// String is the name of the cell's subtest.
func (c cell) String() string {
	return fmt.Sprintf("%s/%s/%s/%s", c.subject, c.failure.name, c.policy, c.phase)
}

// observed is what a phase returned and logged.
type observed struct {
	diagnostics   []*tfprotov6.Diagnostic
	before, after tftypes.Value
	private       []byte // The private state.
	raw           []byte // Plan or state and private state, as encoded, unless a secret is stored in it.
	logs          bytes.Buffer
	duration      time.Duration
}

// outcome is the result of a cell, in a form that a child process can print.
type outcome struct {
	Failure  string
	Cell     string
	Status   connector.Status
	Reason   connector.Reason
	Requests int
	Duration time.Duration
	// Problems lists differences from the expectation. Late is set if one of them is the duration.
	Problems []string
	Late     bool
}

// load is held by every running cell, and exclusively by a cell that is repeated.
var load sync.RWMutex

// run runs a cell. If it was late, it runs again alone: this distinguishes a busy
// machine from a provider that waits without need. The same applies if a short time
// may have ended another request.
func (c cell) run(ctx context.Context, folder string) outcome {
	if c.failure.name == withoutDescriptors().name && !isChild() {
		return outcomeOfChild(c)
	}
	load.RLock()
	result := c.runOnce(ctx, folder)
	load.RUnlock()
	if result.Late || c.isTimed() && len(result.Problems) > 0 {
		load.Lock()
		defer load.Unlock()
		result = c.runOnce(ctx, folder)
	}
	return result
}

// isTimed reports whether the requests of a cell depend on a short time.
func (c cell) isTimed() bool { return c.failure.endless || c.failure.isRepeated(c.subject, c.phase) }

// runOnce starts the cell's vendor and provider, runs its phase and checks it.
func (c cell) runOnce(ctx context.Context, folder string) outcome {
	result := outcome{Failure: c.failure.name, Cell: c.String()}
	fail := func(err error) outcome {
		result.Problems = append(result.Problems, err.Error())
		return result
	}
	from, err := baselineOf(c.subject)
	if err != nil {
		return fail(err)
	}
	target, err := newTarget(c.failure, c.subject, folder)
	if err != nil {
		return fail(err)
	}
	defer target.close()
	options := providerOptions{
		endpoints: endpoints(c.subject, target.baseURL), policy: c.policy, requestTimeout: ampleTimeout, authority: target.authority,
	}
	if c.failure.endless {
		options.requestTimeout = c.subject.timeout()
	}
	if c.failure.isRepeated(c.subject, c.phase) {
		options.budget = lateBudget
	}
	server, err := serve(ctx, options)
	if err != nil {
		return fail(err)
	}
	seen, err := c.act(ctx, from.requiring(c.failure.requirements[c.subject.name]), server, target.baseURL)
	if err != nil {
		return fail(err)
	}
	result.Duration = seen.duration
	result.Status, result.Reason, result.Requests = c.failure.outcome(c.subject, c.phase)
	if c.policy == policyOff {
		result.Status, result.Reason, result.Requests = connector.Unverified, connector.ReasonNotVerified, 0
	}
	result.Problems = c.check(result, from, seen, target)
	if limit := c.bound(result.Requests); seen.duration > limit {
		result.Late = true
		result.Problems = append(result.Problems, fmt.Sprintf("took %s, want at most %s", seen.duration, limit))
	}
	return result
}

// act runs the phase.
func (c cell) act(ctx context.Context, b *baseline, server tfprotov6.ProviderServer, baseURL string) (*observed, error) {
	nothing, state := snapshot{value: tftypes.NewValue(b.resourceType(), nil)}, b.movedTo(b.writeOnly, baseURL)
	config := func(fields map[string]string, description string) tftypes.Value {
		return b.config(fields, writeOnly, baseURL, description)
	}
	switch c.phase {
	case planNew:
		return b.plan(ctx, server, nothing, config(b.fields, ""))
	case planUnchanged:
		return b.plan(ctx, server, state, config(b.fields, ""))
	case planChanged:
		return b.plan(ctx, server, state, config(b.rotated, ""))
	case applyCreate:
		return b.apply(ctx, server, nothing, b.movedTo(b.created, baseURL), config(b.fields, ""))
	case applyRotation:
		return b.apply(ctx, server, state, b.movedTo(b.rotation, baseURL), config(b.rotated, ""))
	case applyUpdate:
		return b.apply(ctx, server, state, b.movedTo(b.update, baseURL), config(b.fields, otherDescription))
	case refresh:
		return b.refresh(ctx, server, b.movedTo(b.stored, baseURL))
	case dataSource:
		return b.readData(ctx, server, baseURL)
	default:
		return b.open(ctx, server, baseURL)
	}
}

// observe calls the provider with a context that collects its own logs. Those of the
// framework do not depend on the vendor, and are searched with the CLI.
func observe(ctx context.Context, call func(context.Context, *observed) error) (*observed, error) {
	seen := &observed{}
	ctx = tflogtest.RootLogger(ctx, &seen.logs)
	begun := time.Now()
	err := call(ctx, seen)
	seen.duration = time.Since(begun)
	return seen, err
}

func (b *baseline) plan(ctx context.Context, server tfprotov6.ProviderServer, prior snapshot, config tftypes.Value) (*observed, error) {
	of := b.resourceType()
	return observe(ctx, func(ctx context.Context, seen *observed) error {
		response, err := server.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
			TypeName: b.subject.resource(), Config: testkit.Encode(of, config),
			PriorState: testkit.Encode(of, prior.value), PriorPrivate: prior.private,
			ProposedNewState: testkit.Encode(of, proposed(b.schema(), config, prior.value)),
		})
		if err != nil {
			return err
		}
		seen.diagnostics, seen.before = response.Diagnostics, prior.value
		seen.decode(of, response.PlannedState, response.PlannedPrivate)
		return nil
	})
}

func (b *baseline) apply(ctx context.Context, server tfprotov6.ProviderServer, prior, planned snapshot, config tftypes.Value) (*observed, error) {
	of := b.resourceType()
	return observe(ctx, func(ctx context.Context, seen *observed) error {
		response, err := server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
			TypeName: b.subject.resource(), Config: testkit.Encode(of, config), PriorState: testkit.Encode(of, prior.value),
			PlannedState: testkit.Encode(of, planned.value), PlannedPrivate: planned.private,
		})
		if err != nil {
			return err
		}
		seen.diagnostics, seen.before = response.Diagnostics, prior.value
		seen.decode(of, response.NewState, response.Private)
		return nil
	})
}

func (b *baseline) refresh(ctx context.Context, server tfprotov6.ProviderServer, state snapshot) (*observed, error) {
	of := b.resourceType()
	return observe(ctx, func(ctx context.Context, seen *observed) error {
		response, err := server.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
			TypeName: b.subject.resource(), CurrentState: testkit.Encode(of, state.value), Private: state.private,
		})
		if err != nil {
			return err
		}
		seen.diagnostics, seen.before = response.Diagnostics, state.value
		seen.after = testkit.Decode(of, response.NewState)
		return nil
	})
}

func (b *baseline) readData(ctx context.Context, server tfprotov6.ProviderServer, baseURL string) (*observed, error) {
	of := schemas().DataSourceSchemas[b.subject.resource()].ValueType()
	shape, _ := of.(tftypes.Object)
	arguments := b.arguments(shape, b.fields, stored, baseURL)
	if b.pinnedURL {
		arguments["base_url"] = testkit.Text(baseURL)
	}
	config := testkit.Object(of, arguments)
	return observe(ctx, func(ctx context.Context, seen *observed) error {
		response, err := server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: b.subject.resource(), Config: testkit.Encode(of, config)})
		if err != nil {
			return err
		}
		seen.diagnostics, seen.before, seen.after = response.Diagnostics, config, testkit.Decode(of, response.State)
		return nil
	})
}

func (b *baseline) open(ctx context.Context, server tfprotov6.ProviderServer, baseURL string) (*observed, error) {
	of := schemas().EphemeralResourceSchemas[b.subject.resource()].ValueType()
	shape, _ := of.(tftypes.Object)
	config := testkit.Object(of, b.arguments(shape, b.fields, stored, baseURL))
	return observe(ctx, func(ctx context.Context, seen *observed) error {
		response, err := server.OpenEphemeralResource(ctx, &tfprotov6.OpenEphemeralResourceRequest{TypeName: b.subject.resource(), Config: testkit.Encode(of, config)})
		if err != nil {
			return err
		}
		seen.diagnostics, seen.before, seen.after = response.Diagnostics, config, testkit.Decode(of, response.Result)
		return nil
	})
}

// decode takes over a plan or state without secrets.
func (o *observed) decode(of tftypes.Type, value *tfprotov6.DynamicValue, private []byte) {
	o.after, o.private = testkit.Decode(of, value), private
	o.raw = bytes.Clone(private)
	if value != nil {
		o.raw = append(append(o.raw, value.MsgPack...), value.JSON...)
	}
}

// bound is how long a cell may take. The part beyond its own waits is for a busy
// machine, and far below the duration of a wait without need.
func (c cell) bound(requests int) time.Duration {
	const slack = 5 * time.Second
	bound := slack + c.failure.waitAt(c.subject, c.phase) + time.Duration(requests)*c.subject.definition().Limit.Every
	if c.failure.endless {
		bound += time.Duration(requests) * c.subject.timeout()
	}
	return bound
}

// waits is about how long a cell waits.
func (c cell) waits() time.Duration {
	_, _, requests := c.failure.outcome(c.subject, c.phase)
	waits := c.failure.waitAt(c.subject, c.phase) + time.Duration(max(0, requests-1))*c.subject.definition().Limit.Every
	if c.failure.endless {
		waits += time.Duration(requests) * c.subject.timeout()
	}
	return waits
}

// title is the vendor's name in diagnostics; for a custom credential, the host.
func (c cell) title(host string) string {
	if c.subject.isCustom() {
		return host
	}
	return c.subject.definition().Title
}

// text is what a user sees of the diagnostics.
func (o *observed) text() string {
	var all strings.Builder
	for _, d := range o.diagnostics {
		all.WriteString(d.Summary + "\n" + d.Detail + "\n")
	}
	return all.String()
}
