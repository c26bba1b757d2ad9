package connector_test

import (
	"slices"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// row is what the documents say of one connector, written a second time and not
// taken from the definition: a definition that is changed by mistake no longer
// agrees with it.
type row struct {
	connector  string
	credential map[string]string  // An obviously fake value for each field, such as "example-stripe-key".
	secret     []string           // The names of the secret fields.
	regions    []connector.Region // In order, the default first.
	schemes    []schemeRow        // In the order in which they are tried.
	probes     []string           // "/path?query", with " *" behind it where it tells the account.
	refuses    []int              // Statuses besides 401 and 403 by which the vendor refuses; nil for most.
	limit      rateRow            // As documented; zero where none is.
	menuPath   string             // Where the vendor mints keys.
	hints      []string           // Words that the refusal hint must have.
	answers    []answerCase       // What the vendor's answers mean, among them those that prove nothing.
}

// schemeRow is one way to send the credential of a row.
type schemeRow struct {
	name    string
	headers []string // "Name: value" as it leaves the machine for the row's credential.
	forms   []string // HeaderRule.Form of each.
}

// rateRow is a documented limit: so many requests in any window.
type rateRow struct {
	requests int
	window   time.Duration
}

// rows lists the rows in the order of the definitions. A new connector is one
// function in its own test file and one line here.
func rows() []row {
	return []row{
		precoroRow(),
		paymoRow(),
		clariCopilotRow(),
		resciRow(),
		customerlyRow(),
		hubspotRow(),
		pipedriveRow(),
		attioRow(),
		intercomRow(),
		stripeRow(),
		mixpanelRow(),
		posthogRow(),
		airtableRow(),
		datadogRow(),
		asanaRow(),
		sendgridRow(),
	}
}

// rowOf returns the row of a definition, which must be there.
func rowOf(t testing.TB, d *connector.Definition) row {
	t.Helper()
	for _, r := range rows() {
		if r.connector == d.Type {
			return r
		}
	}
	t.Fatalf("the connector %s has no row: write a function that returns one in %s_test.go, and its line in rows()", d.Type, d.Type)
	return row{}
}

// eachRow runs a subtest per definition, with its row.
func eachRow(t *testing.T, check func(*testing.T, *connector.Definition, row)) {
	t.Helper()
	eachDefinition(t, func(t *testing.T, d *connector.Definition) { check(t, d, rowOf(t, d)) })
}

// TestRowsAreThoseOfTheDefinitions: the other tests walk over the definitions,
// so a row without one would be read by nobody.
func TestRowsAreThoseOfTheDefinitions(t *testing.T) {
	seen := map[string]bool{}
	var order []string
	for _, r := range rows() {
		if _, found := connector.ByType(r.connector); !found {
			t.Errorf("the row %s has no connector: write its definition in %s.go, and its line in All()", r.connector, r.connector)
			continue
		}
		if seen[r.connector] {
			t.Errorf("the connector %s has two rows", r.connector)
		}
		seen[r.connector] = true
		order = append(order, r.connector)
	}
	var want []string
	for _, d := range connector.All() {
		rowOf(t, d)
		want = append(want, d.Type)
	}
	wantEqual(t, "order of the rows", order, want)
}

// TestRowsShowAcceptancesRefusalsAndWhatIsNeither: a row without one of them
// tests half of what Classify decides.
func TestRowsShowAcceptancesRefusalsAndWhatIsNeither(t *testing.T) {
	eachRow(t, func(t *testing.T, d *connector.Definition, r row) {
		accepted := map[string]bool{}
		var told bool
		var refusals, proofless int
		for _, c := range r.answers {
			path := c.path
			if path == "" {
				path = d.Probes[0].Path
			}
			switch {
			case c.want.Status == connector.Verified:
				accepted[path] = true
				told = told || c.want.Account != (connector.Account{})
			case c.want.Status == connector.Rejected:
				refusals++
			case c.status == 200:
				proofless++
			}
		}
		tells := false
		for _, probe := range d.Probes {
			tells = tells || probe.ReportsAccount()
			if !accepted[probe.Path] {
				t.Errorf("no answer of the row is an acceptance on %s", probe.Path)
			}
		}
		if tells && !told {
			t.Error("a probe tells the account, and no acceptance of the row has one")
		}
		for _, status := range r.refuses {
			if !slices.ContainsFunc(r.answers, func(c answerCase) bool { return c.status == status && c.want.Status == connector.Rejected }) {
				t.Errorf("no answer of the row is a refusal with %d, and refuses has it", status)
			}
		}
		if refusals == 0 {
			t.Error("no answer of the row is a refusal")
		}
		if proofless == 0 {
			t.Error("no answer of the row is a 200 that proves nothing")
		}
	})
}
