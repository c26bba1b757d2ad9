package sandbox

// breakage is which requests to a vendor fail, and how. The more particular
// order wins: the next few requests before a path, a path before everything.
type breakage struct {
	next  []Fault // One for each of the next requests.
	paths map[string]Fault
	all   *Fault
}

// Break has every request to this vendor fail in one way from now on. It panics
// on a fault that ParseFault would refuse, which is an error in the program.
func (v *Vendor) Break(f Fault) {
	v.changeBreakage(f, func(b *breakage) { b.all = &f })
}

// BreakNext has only the next n requests fail. Calls queue up: two of them make
// a sequence. A request with two schemes uses none of it up. It panics as Break does.
func (v *Vendor) BreakNext(n int, f Fault) {
	v.changeBreakage(f, func(b *breakage) {
		for range n {
			b.next = append(b.next, f)
		}
	})
}

// BreakPath has only the requests to one path fail, such as "/taxes". It panics
// as Break does.
func (v *Vendor) BreakPath(path string, f Fault) {
	v.changeBreakage(f, func(b *breakage) {
		if b.paths == nil {
			b.paths = map[string]Fault{}
		}
		b.paths[path] = f
	})
}

// Mend ends all faults. It does not bring revoked credentials back.
func (v *Vendor) Mend() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.breakage = breakage{}
}

func (v *Vendor) changeBreakage(f Fault, change func(*breakage)) {
	if _, err := f.kind(); err != nil {
		panic(err.Error())
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	change(&v.breakage)
}

// nextFault is how the request at hand is to fail, if it is.
func (v *Vendor) nextFault(path string) (Fault, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	b := &v.breakage
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
