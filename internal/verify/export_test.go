package verify

// Waiting counts the callers that wait for a verification under way, so that a
// test can act when all of its callers do.
func (v *Verifier) Waiting() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	waiting := 0
	for _, known := range v.entries {
		if known.running != nil {
			waiting += known.running.waiting
		}
	}
	return waiting
}

// Flights returns a channel for each verification under way, closed when it
// has ended, whether or not anybody still waits for it.
func (v *Verifier) Flights() []<-chan struct{} {
	v.mu.Lock()
	defer v.mu.Unlock()
	var flights []<-chan struct{}
	for _, known := range v.entries {
		if known.running != nil {
			flights = append(flights, known.running.done)
		}
	}
	return flights
}
