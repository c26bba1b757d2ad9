package nexla

import "context"

// flight is one piece of work whose outcome many wait for. It belongs to all of
// them and not to the one who came first: its context carries that one's values,
// for logging, but not the cancellation. It ends with its own time budget.
type flight[T any] struct {
	done  chan struct{}
	value T     // Set before done is closed, as err is.
	err   error //
}

// startFlight starts work in the background.
func startFlight[T any](ctx context.Context, work func(context.Context) (T, error)) *flight[T] {
	started := &flight[T]{done: make(chan struct{})}
	detached := context.WithoutCancel(ctx)
	go func() {
		defer close(started.done)
		started.value, started.err = work(detached)
	}()
	return started
}

// join waits for a flight's outcome, or for the end of the caller's context,
// which becomes an error about the named operation.
func join[T any](ctx context.Context, c *Client, operation string, joined *flight[T]) (T, error) {
	select {
	case <-joined.done:
		return joined.value, joined.err
	default:
	}
	select {
	case <-joined.done:
		return joined.value, joined.err
	case <-ctx.Done():
		var none T
		return none, c.ended(ctx, operation)
	}
}
