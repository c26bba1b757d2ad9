package server

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"
	"weak"
)

type keyType struct{}

// keeper does what the framework does: it keeps a cancel function of each call.
type keeper struct{ cancels []context.CancelFunc }

func (k *keeper) serve(ctx context.Context, value *[1 << 16]byte) (bool, error) {
	registered, cancel := context.WithCancel(ctx)
	k.cancels = append(k.cancels, cancel)
	return registered.Value(keyType{}) == any(value) && registered.Err() == nil, nil
}

func TestEndedCallRetainsNothing(t *testing.T) {
	var k keeper
	kept := func() weak.Pointer[[1 << 16]byte] {
		value := new([1 << 16]byte)
		ctx, cancel := context.WithCancel(context.WithValue(t.Context(), keyType{}, value))
		defer cancel()
		seen, err := pass(ctx, k.serve, value)
		if !seen || err != nil {
			t.Errorf("the context lacks its value during the call (%v)", err)
		}
		return weak.Make(value)
	}()
	for range 3 {
		runtime.GC()
	}
	if kept.Value() != nil {
		t.Error("a value of the call's context is retained")
	}
	runtime.KeepAlive(&k)
}

func TestCanceledCallCancelsDerivedContexts(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	during := begin(ctx)
	child, release := context.WithCancel(during)
	defer release()
	if deadline, limited := child.Deadline(); !limited || time.Until(deadline) < time.Minute {
		t.Errorf("deadline %s", deadline)
	}
	cancel()
	select {
	case <-child.Done():
	case <-time.After(10 * time.Second):
		t.Fatal("the child was not cancelled")
	}
	if !errors.Is(during.Err(), context.Canceled) || !errors.Is(child.Err(), context.Canceled) {
		t.Errorf("errors %v and %v", during.Err(), child.Err())
	}
}

func TestEndedCallIsCanceled(t *testing.T) {
	during := begin(t.Context())
	during.end()
	if !errors.Is(during.Err(), context.Canceled) || during.Value(keyType{}) != nil {
		t.Errorf("error %v", during.Err())
	}
}
