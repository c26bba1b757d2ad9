package connector

// Facts is a set of what a vendor can report about a credential beyond its validity.
type Facts uint8

// What a vendor can report.
const (
	FactAccount Facts = 1 << iota
	FactScopes
	FactExpiry
	FactEnvironment
)

// factNames are the names of facts in the catalog, in its order.
var factNames = []struct {
	fact Facts
	name string
}{{FactAccount, "account"}, {FactScopes, "scopes"}, {FactExpiry, "expiry"}, {FactEnvironment, "environment"}}

// Has reports whether all of the other facts are in the set.
func (f Facts) Has(others Facts) bool { return f&others == others }

// Names lists the names of the facts.
func (f Facts) Names() []string {
	names := []string{}
	for _, known := range factNames {
		if f.Has(known.fact) {
			names = append(names, known.name)
		}
	}
	return names
}

// Reports returns what an accepted response to the probe reports.
func (p Probe) Reports() Facts {
	var facts Facts
	if p.FindAccount != nil || p.Account != (AccountPaths{}) {
		facts |= FactAccount
	}
	if p.Scopes != nil {
		facts |= FactScopes
	}
	if p.ExpiresAt != nil {
		facts |= FactExpiry
	}
	if p.Environment != nil {
		facts |= FactEnvironment
	}
	return facts
}

// ProbesReport returns what the probes report together.
func (d *Definition) ProbesReport() Facts {
	var facts Facts
	for _, probe := range d.Probes {
		facts |= probe.Reports()
	}
	return facts
}

// Reports returns what is known about an accepted credential: what the probes
// report, and the environment if the fields or the region show it.
func (d *Definition) Reports() Facts {
	facts := d.ProbesReport()
	if d.KnownEnvironment != nil {
		facts |= FactEnvironment
	}
	for _, region := range d.Regions {
		if region.Environment != "" {
			facts |= FactEnvironment
		}
	}
	return facts
}

// Requirable returns what a configuration can require: what is known without a probe
// whose route is too limited to be sent in every plan.
func (d *Definition) Requirable() Facts {
	facts := d.Reports()
	for _, fact := range factNames {
		reported, scarce := false, true
		for _, probe := range d.Probes {
			if probe.Reports().Has(fact.fact) {
				reported, scarce = true, scarce && probe.Scarce
			}
		}
		if reported && scarce {
			facts &^= fact.fact
		}
	}
	return facts
}
