package server

import (
	"context"
	"sync/atomic"
	"time"
)

// call is a context that stands for another one until the call has ended, and
// for a cancelled empty one afterwards: whoever keeps it keeps nothing.
type call struct {
	done    <-chan struct{}
	current atomic.Pointer[context.Context]
}

// ended is what is left of every call.
var ended = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

func begin(ctx context.Context) *call {
	c := &call{done: ctx.Done()}
	c.current.Store(&ctx)
	return c
}

// end lets go of the context. What is derived from it is cancelled with the
// context itself, by whoever made that one.
func (c *call) end() { c.current.Store(&ended) }

// Deadline implements [context.Context], as all that follow do.
func (c *call) Deadline() (time.Time, bool) { return (*c.current.Load()).Deadline() }

// Done is the channel of the original throughout, because a context must not
// change its own.
func (c *call) Done() <-chan struct{} { return c.done }

func (c *call) Err() error { return (*c.current.Load()).Err() }

func (c *call) Value(key any) any { return (*c.current.Load()).Value(key) }
