package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// breakage is which requests to a vendor or to Nexla fail, and how. The more
// particular order wins: the next few requests before a path, a path before
// everything.
type breakage struct {
	mu    sync.Mutex
	next  []Fault // One for each of the next requests.
	paths map[string]Fault
	all   *Fault
}

// Break has every request fail in one way from now on. It panics on a fault that
// ParseFault would reject, which is an error in the program.
func (b *breakage) Break(f Fault) {
	b.change(f, func() { b.all = &f })
}

// BreakNext has only the next n requests fail. Calls queue up: two of them make
// a sequence. A request with two schemes uses none of it up. It panics as Break does.
func (b *breakage) BreakNext(n int, f Fault) {
	b.change(f, func() {
		for range n {
			b.next = append(b.next, f)
		}
	})
}

// BreakPath has only the requests to one path fail, such as "/taxes". It panics
// as Break does.
func (b *breakage) BreakPath(path string, f Fault) {
	b.change(f, func() {
		if b.paths == nil {
			b.paths = map[string]Fault{}
		}
		b.paths[path] = f
	})
}

// Mend ends all faults. It does not bring revoked credentials back.
func (b *breakage) Mend() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.next, b.paths, b.all = nil, nil, nil
}

func (b *breakage) change(f Fault, change func()) {
	if _, err := f.kind(); err != nil {
		panic(err.Error())
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	change()
}

// nextFault is how the request at hand is to fail, if it is.
func (b *breakage) nextFault(path string) (Fault, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.next) > 0 {
		f := b.next[0]
		b.next = b.next[1:]
		return f, true
	}
	if f, broken := b.paths[path]; broken {
		return f, true
	}
	if b.all != nil {
		return *b.all, true
	}
	return Fault{}, false
}

// breakable is what can have faults: each vendor, and Nexla.
type breakable interface {
	Break(f Fault)
	BreakNext(n int, f Fault)
	BreakPath(path string, f Fault)
	Mend()
}

// breakable looks a vendor or Nexla up by name, and returns nil where it is neither.
func (s *Sandbox) breakable(name string) breakable {
	if name == nexlaName {
		return s.nexla
	}
	if v := s.vendor(name); v != nil {
		return v
	}
	return nil
}

// CheckBreakable returns an error that lists what can have faults, where
// this name is neither a vendor's nor "nexla".
func CheckBreakable(name string) error {
	if names := append(VendorNames(), acmeName, nexlaName); !slices.Contains(names, name) {
		return fmt.Errorf("unknown vendor %q: the sandbox has %s", name, strings.Join(names, ", "))
	}
	return nil
}
