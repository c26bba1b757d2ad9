package server

import (
	"context"
	"sync/atomic"
	"time"
)

// callContext is another context until the call has ended, and a canceled empty
// one afterwards, so that a reference to it retains nothing.
type callContext struct {
	done    <-chan struct{}
	current atomic.Pointer[context.Context]
}

// ended is the context of every call that has ended.
var ended = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

func begin(ctx context.Context) *callContext {
	c := &callContext{done: ctx.Done()}
	c.current.Store(&ctx)
	return c
}

// end releases the context. Contexts that are derived from it are canceled with the
// original one.
func (c *callContext) end() { c.current.Store(&ended) }

// Deadline implements [context.Context], as all that follow do.
func (c *callContext) Deadline() (time.Time, bool) { return (*c.current.Load()).Deadline() }

// Done is the channel of the original throughout, because a context must not
// change its own.
func (c *callContext) Done() <-chan struct{} { return c.done }

func (c *callContext) Err() error { return (*c.current.Load()).Err() }

func (c *callContext) Value(key any) any { return (*c.current.Load()).Value(key) }
