package faults_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// cell is one square of the matrix.
type cell struct {
	failure failure
	from    *baseline
	policy  policy
	phase   phase
}

func (c cell) String() string {
	return fmt.Sprintf("%s, %s, %s, %s", c.failure.name, c.from.subject.name, c.policy, c.phase)
}

// observed is what a phase has led to.
type observed struct {
	diagnostics   []*tfprotov6.Diagnostic
	before, after tftypes.Value
	took          time.Duration
}

// outcome is what a cell came to, in a form that a child process can print.
type outcome struct {
	Failure  string
	Cell     string
	Status   connector.Status
	Reason   connector.Reason
	Requests int
	Took     time.Duration
	// Wrong lists what was not as it has to be, and Late says that it took longer than it may.
	Wrong []string
	Late  bool
}

// run sets a cell's world up, runs its phase in a provider of its own, and checks it.
func (c cell) run(ctx context.Context, folder string) outcome {
	result := outcome{Failure: c.failure.name, Cell: c.String()}
	fail := func(err error) outcome {
		result.Wrong = append(result.Wrong, err.Error())
		return result
	}
	around, err := newWorld(c.failure, c.from.subject, folder)
	if err != nil {
		return fail(err)
	}
	defer around.close()
	options := providerOptions{
		endpoints: endpoints(c.from.subject, around.baseURL), policy: c.policy, requestTimeout: patience, authority: around.authority,
	}
	if c.failure.endless {
		options.requestTimeout = impatience
	}
	server, err := serve(ctx, options)
	if err != nil {
		return fail(err)
	}
	seen, err := c.act(ctx, server, around.baseURL)
	if err != nil {
		return fail(err)
	}
	result.Took = seen.took
	result.Status, result.Reason, result.Requests = c.failure.outcome(c.from.subject, c.phase)
	if c.policy == off {
		result.Status, result.Reason, result.Requests = connector.Unverified, connector.ReasonNotVerified, 0
	}
	result.Wrong = c.check(result, seen, around)
	if limit := c.bound(result.Requests); seen.took > limit {
		result.Late = true
		result.Wrong = append(result.Wrong, fmt.Sprintf("took %s, want at most %s", seen.took, limit))
	}
	return result
}

// act runs the phase.
func (c cell) act(ctx context.Context, server tfprotov6.ProviderServer, baseURL string) (observed, error) {
	b := c.from
	of := b.resourceType()
	configured := func(fields map[string]string, description string) tftypes.Value {
		return b.config(fields, writeOnly, baseURL, description)
	}
	nowhere, state := kept{value: tftypes.NewValue(of, nil)}, b.movedTo(b.writeOnly, baseURL)

	plan := func(prior kept, config tftypes.Value) (observed, error) {
		request, begun := b.planRequest(prior, config), time.Now()
		answer, err := server.PlanResourceChange(ctx, request)
		if err != nil {
			return observed{}, err
		}
		return observed{answer.Diagnostics, prior.value, decode(of, answer.PlannedState), time.Since(begun)}, nil
	}
	apply := func(prior, planned kept, config tftypes.Value) (observed, error) {
		request, begun := b.applyRequest(prior, b.movedTo(planned, baseURL), config), time.Now()
		answer, err := server.ApplyResourceChange(ctx, request)
		if err != nil {
			return observed{}, err
		}
		return observed{answer.Diagnostics, prior.value, decode(of, answer.NewState), time.Since(begun)}, nil
	}
	switch c.phase {
	case planNew:
		return plan(nowhere, configured(b.fields, ""))
	case planUnchanged:
		return plan(state, configured(b.fields, ""))
	case planChanged:
		return plan(state, configured(b.rotated, ""))
	case applyCreate:
		return apply(nowhere, b.created, configured(b.fields, ""))
	case applyRotation:
		return apply(state, b.rotation, configured(b.rotated, ""))
	case applyOther:
		return apply(state, b.other, configured(b.fields, otherChange))
	case refreshStored:
		return b.refresh(ctx, server, b.movedTo(b.stored, baseURL))
	case dataSource:
		return b.readData(ctx, server, baseURL)
	default:
		return b.open(ctx, server, baseURL)
	}
}

func (b *baseline) refresh(ctx context.Context, server tfprotov6.ProviderServer, state kept) (observed, error) {
	begun := time.Now()
	answer, err := server.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: b.subject.resource(), CurrentState: encode(b.resourceType(), state.value), Private: state.private,
	})
	if err != nil {
		return observed{}, err
	}
	return observed{answer.Diagnostics, state.value, decode(b.resourceType(), answer.NewState), time.Since(begun)}, nil
}

func (b *baseline) readData(ctx context.Context, server tfprotov6.ProviderServer, baseURL string) (observed, error) {
	of := schemas().DataSourceSchemas[b.subject.resource()].ValueType()
	shape, _ := of.(tftypes.Object)
	given := b.subject.arguments(shape, b.fields, stored, baseURL)
	if b.pinnedURL {
		given["base_url"] = text(baseURL)
	}
	config := object(of, given)
	begun := time.Now()
	answer, err := server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: b.subject.resource(), Config: encode(of, config)})
	if err != nil {
		return observed{}, err
	}
	return observed{answer.Diagnostics, config, decode(of, answer.State), time.Since(begun)}, nil
}

func (b *baseline) open(ctx context.Context, server tfprotov6.ProviderServer, baseURL string) (observed, error) {
	of := schemas().EphemeralResourceSchemas[b.subject.resource()].ValueType()
	shape, _ := of.(tftypes.Object)
	config := object(of, b.subject.arguments(shape, b.fields, stored, baseURL))
	begun := time.Now()
	answer, err := server.OpenEphemeralResource(ctx, &tfprotov6.OpenEphemeralResourceRequest{TypeName: b.subject.resource(), Config: encode(of, config)})
	if err != nil {
		return observed{}, err
	}
	return observed{answer.Diagnostics, config, decode(of, answer.Result), time.Since(begun)}, nil
}

// bound is how long a cell may take. What is beyond its own waits is for a busy
// machine, and far below what the mistake in question would take.
func (c cell) bound(requests int) time.Duration {
	const slack = 5 * time.Second
	bound := slack + c.failure.wait + time.Duration(requests)*c.from.subject.defined().Limit.Every
	if c.failure.endless {
		bound += time.Duration(requests) * impatience
	}
	return bound
}

// host is what a diagnostic calls the vendor's.
func (w world) host() string { return connector.Host(w.baseURL) }

// title is the vendor's in diagnostics; a custom credential has its host.
func (c cell) title(around world) string {
	if c.from.subject.isCustom() {
		return around.host()
	}
	return c.from.subject.defined().Title
}

// spellings of a secret, none of which anybody may be shown.
func (b *baseline) spellings() []string {
	var all []string
	for _, fields := range []map[string]string{b.fields, b.rotated} {
		for _, name := range b.subject.secrets(fields) {
			all = append(all, fields[name])
		}
	}
	return all
}

// shown is everything that a user would see of the diagnostics.
func (o observed) shown() string {
	var all strings.Builder
	for _, d := range o.diagnostics {
		all.WriteString(d.Summary + "\n" + d.Detail + "\n")
	}
	return all.String()
}
