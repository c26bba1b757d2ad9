package connector

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Source is where an accepted response has a value: in the body, in a header, or
// where a function finds it.
type Source struct {
	body   *Expression
	header string
	find   func(Response) any
	// layouts are the vendor's own forms of a time.
	layouts []string
}

// InBody is a JMESPath expression over the body.
func InBody(expression string) *Source { return &Source{body: Expr(expression)} }

// InHeader is a header of the response. Without it, the value is not there.
func InHeader(name string) *Source { return &Source{header: name} }

// FoundBy is a function for what neither an expression nor a header has. It returns a
// value as in JSON, or nil. For a time, that can be a [time.Time].
func FoundBy(find func(Response) any) *Source { return &Source{find: find} }

// InToken is the scope that the token endpoint reported. Not every vendor's is one:
// that of Marketo is an e-mail address.
func InToken() *Source { return FoundBy(func(r Response) any { return r.TokenScopes }) }

// InLayouts is the same source of a time in the vendor's own forms, see [time.Parse].
func (s *Source) InLayouts(layouts ...string) *Source {
	s.layouts = layouts
	return s
}

// value returns the value in a response, and nil without one.
func (s *Source) value(r Response, document func() any) any {
	switch {
	case s.find != nil:
		return s.find(r)
	case s.body != nil:
		return s.body.search(document())
	default:
		if values := r.Header.Values(s.header); len(values) > 0 {
			return strings.Join(values, ",")
		}
		return nil
	}
}

// report reads what an accepted response reports.
func (d *Definition) report(r Response) Report {
	var decoded any
	document := func() any {
		if decoded == nil {
			decoded = r.document(toReport)
		}
		return decoded
	}
	var report Report
	probe := r.Probe
	if probe.Scopes != nil {
		report.Scopes = readScopes(probe.Scopes.value(r, document), d.reflections(r.Values))
	}
	if probe.ExpiresAt != nil {
		report.ExpiresAt = readTime(probe.ExpiresAt.value(r, document), probe.ExpiresAt.layouts)
	}
	if probe.Environment != nil {
		report.Environment = readEnvironment(probe.Environment.value(r, document))
	}
	return report
}

// environmentShown is the environment that the fields or the region show, or the host
// if it is one of the vendor's.
func (d *Definition) environmentShown(r Response) Reported[Environment] {
	if d.KnownEnvironment != nil {
		if environment := d.KnownEnvironment(d.valuesAt(r.BaseURL, r.Values)); environment != "" {
			return present(environment)
		}
	}
	if environment := d.RegionEnvironment(d.RegionAt(r.BaseURL, r.Region)); environment != "" {
		return present(environment)
	}
	return Reported[Environment]{}
}

// readScopes reads a list of texts, or a text with spaces or commas in between.
func readScopes(value any, secrets reflections) Reported[ScopeList] {
	var texts []string
	switch value := value.(type) {
	case string:
		texts = splitScopes(value, secrets)
	case []string:
		texts = value
	case []any:
		for _, element := range value {
			if text, isText := element.(string); isText {
				texts = append(texts, text)
			}
		}
	default:
		return Reported[ScopeList]{Covered: true}
	}
	scopes := make([]string, 0, len(texts))
	for _, text := range texts {
		if scope := cleanText(text, secrets); scope != "" {
			scopes = append(scopes, scope)
		}
	}
	return present(NewScopeList(scopes...))
}

// splitScopes splits a text at spaces and commas. A secret may contain them, and no part
// of it is a scope.
func splitScopes(text string, secrets reflections) []string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text)
	scopes := strings.FieldsFunc(secrets.hide(visible(text)), func(r rune) bool { return r == ',' || r == ' ' })
	return slices.DeleteFunc(scopes, func(scope string) bool { return scope != visible(scope) })
}

// readTime reads RFC 3339, a date, seconds since 1970, or one of the vendor's own
// forms. Everything else is no time, and so are zero and an empty text: never.
func readTime(value any, layouts []string) Reported[time.Time] {
	never := Reported[time.Time]{Covered: true}
	seconds := math.NaN()
	switch value := value.(type) {
	case time.Time:
		return knownTime(value)
	case float64:
		seconds = value
	case json.Number:
		seconds = numberOf(value.String())
	case string:
		text := strings.TrimSpace(value)
		for _, layout := range slices.Concat([]string{time.RFC3339, time.DateOnly}, layouts) {
			if at, err := time.Parse(layout, text); err == nil {
				return knownTime(at)
			}
		}
		seconds = numberOf(text)
	}
	if !(seconds >= 1) || seconds > latestTime {
		return never
	}
	return knownTime(time.Unix(int64(seconds), 0))
}

// latestTime is the end of the year 9999, the last that RFC 3339 can express.
const latestTime = 253402300799

func numberOf(text string) float64 {
	if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(".eE+-", r) }) {
		return math.NaN() // ParseFloat reads Inf, hexadecimal numbers and underscores too.
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return number
}

// knownTime is a time in whole seconds and in UTC. The zero time of some libraries is none.
func knownTime(at time.Time) Reported[time.Time] {
	at = at.UTC().Truncate(time.Second)
	if at.Unix() <= 0 || at.Unix() > latestTime {
		return Reported[time.Time]{Covered: true}
	}
	return present(at)
}

// readEnvironment reads live, test, or a boolean that is true for live.
func readEnvironment(value any) Reported[Environment] {
	switch value := value.(type) {
	case bool:
		if value {
			return present(Live)
		}
		return present(Test)
	case string:
		if environment := Environment(value); slices.Contains(Environments(), environment) {
			return present(environment)
		}
	case Environment:
		if value != "" {
			return present(value)
		}
	}
	return Reported[Environment]{Covered: true}
}
