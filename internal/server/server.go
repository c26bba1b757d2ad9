// Package server serves the provider over the plugin protocol, and frees each
// call's context when the call has ended.
//
// The framework registers a cancel function for every call, so that a stop ends
// them all, and keeps it until then: with it the call's context, its loggers and
// the gRPC stream. A plan of 1,000 credentials makes 3,000 calls, and what they
// leave behind was two thirds of the provider's memory and, as the garbage
// collector looks through it again and again, a third of its time.
package server

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// New returns the server of a provider.
func New(of provider.Provider) tfprotov6.ProviderServer {
	full, isFull := providerserver.NewProtocol6(of)().(fullServer)
	if !isFull {
		panic("the framework's server does not serve list resources and actions")
	}
	return &server{full}
}

// fullServer is all that the framework serves. The CLI takes a missing method for
// an unsupported feature.
type fullServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// server passes the calls on that come once per resource, data source or
// ephemeral resource. Those that come once per process retain little.
type server struct {
	fullServer
}

// pass makes one call with a context that retains nothing afterwards.
func pass[Q, R any](ctx context.Context, call func(context.Context, Q) (R, error), request Q) (R, error) {
	during := begin(ctx)
	defer during.end()
	return call(during, request)
}

func (s *server) UpgradeResourceState(ctx context.Context, request *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return pass(ctx, s.fullServer.UpgradeResourceState, request)
}

func (s *server) ReadResource(ctx context.Context, request *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return pass(ctx, s.fullServer.ReadResource, request)
}

func (s *server) PlanResourceChange(ctx context.Context, request *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return pass(ctx, s.fullServer.PlanResourceChange, request)
}

func (s *server) ApplyResourceChange(ctx context.Context, request *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return pass(ctx, s.fullServer.ApplyResourceChange, request)
}

func (s *server) ReadDataSource(ctx context.Context, request *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return pass(ctx, s.fullServer.ReadDataSource, request)
}

func (s *server) OpenEphemeralResource(ctx context.Context, request *tfprotov6.OpenEphemeralResourceRequest) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	return pass(ctx, s.fullServer.OpenEphemeralResource, request)
}

func (s *server) CloseEphemeralResource(ctx context.Context, request *tfprotov6.CloseEphemeralResourceRequest) (*tfprotov6.CloseEphemeralResourceResponse, error) {
	return pass(ctx, s.fullServer.CloseEphemeralResource, request)
}

func (s *server) CallFunction(ctx context.Context, request *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	return pass(ctx, s.fullServer.CallFunction, request)
}
