// Package transcripts has what each vendor's documents say about its API: a
// credential as it goes over the wire, and requests with their responses. It
// shares no code with the definitions, so that the two check each other: the
// tests judge every exchange, and the sandbox replays them.
//
// A transcript is a txtar archive, NAME.txtar. Its comment has prose behind #
// and the settings below; its files are the sections credential, headers SCHEME
// and nexla, and one for each exchange, named for what it shows. The section
// exchange SCHEME has the request that exchanges the credential for a token, see
// [TokenRequest]. The section optional has the fields that a credential may be
// without, and for each scheme headers SCHEME with FIELD has the headers that such a
// field adds.
package transcripts

import (
	"bufio"
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/tools/txtar"
)

//go:embed *.txtar
var files embed.FS

// Transcript is one vendor.
type Transcript struct {
	// Connector is the type of the connector, which is the name of the file.
	Connector string
	// Sources are the pages that the transcript is written from.
	Sources []string
	// Fields are the credential's, in the order of the vendor's documents.
	Fields []Field
	// Optional are fields that a credential may be without.
	Optional []Field
	// Schemes are the ways to send the credential, in the order in which a client tries them.
	Schemes []Scheme
	// Token is the request for the token that the headers carry; nil if they carry
	// the credential itself.
	Token *TokenRequest
	// Taken are the schemes that the vendor is known to read; nil means all.
	Taken []string
	// OneKey is set if a new key ends the one before.
	OneKey bool
	// Rate is how many requests the vendor serves in a period; zero is no limit.
	Rate Rate
	// Limit is the rate that the vendor documents; Rate unless it is given.
	Limit Rate
	// Regions are the vendor's base URLs by name, the default first. A single one has no name.
	Regions []Field
	// Nexla is how Nexla shows the vendor.
	Nexla Tile
	// Exchanges are requests with their responses.
	Exchanges []Exchange
}

// Field is a part of the credential, with an obviously fake value.
type Field struct{ Name, Value string }

// Scheme is one way to send the credential: headers, as they go over the wire.
type Scheme struct {
	Name    string
	Headers []Field
	// With are the headers that an optional field adds, by its name.
	With map[string][]Field
}

// Rate is a number of requests in a period.
type Rate struct {
	Requests int
	Period   time.Duration
}

// Tile is a vendor in Nexla: its name there, its title, and the parameters of its form.
type Tile struct {
	Name, Title string
	Parameters  []Parameter
}

// Parameter is an entry of the form. Field is the credential's field that fills it.
type Parameter struct {
	Name, Field, Label string
	Secured            bool
}

// Exchange is a request with its response, and what a client must conclude.
type Exchange struct {
	// Name says what the exchange shows.
	Name string
	// Source says where it is from: a page, or a mark ([doc], [live], [client], [said], [guess]).
	Source string
	// Role is what the sandbox uses the response for; empty for none.
	Role Role
	// Method, Path and Query are the request's.
	Method, Path, Query string
	// Status, Header and Body are the response's.
	Status int
	Header http.Header
	Body   []byte
	// Expect is the expected result: a status, a reason, and "route-only" if it is about this route alone.
	Expect []string
	// RetryAt is the time that the body names for the next request; zero if it names none.
	RetryAt time.Time
	// Account has the attributes of the account that the response reports.
	Account map[string]string
	// Scopes, ExpiresAt and Environment are what the response reports of the key; nil
	// and zero for nothing.
	Scopes      []string
	ExpiresAt   time.Time
	Environment string
}

// Role is what the sandbox uses a response for.
type Role string

// The roles. The sandbox serves the accepted response of each path to a valid
// credential, and the others wherever they apply.
const (
	Accepted        Role = "accepted"
	Rejected        Role = "rejected"        // The credential is not valid.
	Unauthenticated Role = "unauthenticated" // No credential was sent; without it, as rejected.
	Unversioned     Role = "unversioned"     // The header with the version of the API is missing.
	Limited         Role = "limited"         // Too many requests.
	Unknown         Role = "unknown"         // There is no such path.
)

// All lists the transcripts, by name.
var All = sync.OnceValue(func() []*Transcript {
	names, err := fs.Glob(files, "*.txtar")
	if err != nil {
		panic(err)
	}
	var all []*Transcript
	for _, name := range names {
		content, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		transcript, err := read(name, content)
		if err != nil {
			panic(err)
		}
		all = append(all, transcript)
	}
	return all
})

// Of returns the transcript of a connector.
func Of(connector string) (*Transcript, bool) {
	for _, transcript := range All() {
		if transcript.Connector == connector {
			return transcript, true
		}
	}
	return nil, false
}

// read reads the transcript in a file of this folder. Its error names the file.
func read(file string, content []byte) (*Transcript, error) {
	t, err := Parse(strings.TrimSuffix(file, ".txtar"), content)
	switch {
	case err != nil:
	case len(t.Fields) == 0:
		err = errors.New(`the section "credential" is missing: it has a fake credential`)
	case len(t.Schemes) == 0:
		err = errors.New(`a section "headers" with the name of a scheme is missing: it has the headers as sent`)
	case t.Nexla.Name == "":
		err = errors.New(`the section "nexla" is missing: it has the vendor's form in Nexla`)
	}
	if err != nil {
		return nil, fmt.Errorf("internal/catalog/transcripts/%s: %w", file, err)
	}
	return t, nil
}

// Parse reads a transcript. Its error names the section and the line.
func Parse(connector string, content []byte) (*Transcript, error) {
	archive := txtar.Parse(content)
	t := &Transcript{Connector: connector}
	if err := t.readSettings(archive.Comment); err != nil {
		return nil, fmt.Errorf("%s: %w", connector, err)
	}
	for _, file := range archive.Files {
		if err := t.readSection(file); err != nil {
			return nil, fmt.Errorf("%s, section %q: %w", connector, file.Name, err)
		}
	}
	return t, nil
}

// pairs splits lines of the form "name: value". Empty lines, and those behind #, are prose.
func pairs(content []byte) ([]Field, error) {
	var fields []Field
	lines := bufio.NewScanner(bytes.NewReader(content))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, found := strings.Cut(line, ":")
		if !found {
			return nil, fmt.Errorf("the line %q is not of the form name: value", line)
		}
		fields = append(fields, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
	return fields, lines.Err()
}

func (t *Transcript) readSettings(comment []byte) error {
	settings, err := pairs(comment)
	if err != nil {
		return err
	}
	for _, setting := range settings {
		switch setting.Name {
		case "source":
			t.Sources = append(t.Sources, setting.Value)
		case "taken":
			t.Taken = strings.Fields(setting.Value)
		case "one-key":
			t.OneKey = setting.Value == "true"
		case "region":
			name, address, found := strings.Cut(setting.Value, " ")
			if !found {
				name, address = "", name
			}
			t.Regions = append(t.Regions, Field{name, address})
		case "rate":
			if t.Rate, err = parseRate(setting.Value); err != nil {
				return err
			}
		case "limit":
			if t.Limit, err = parseRate(setting.Value); err != nil {
				return err
			}
		default:
			return fmt.Errorf("unknown setting %q: there are source, region, taken, one-key, rate and limit", setting.Name)
		}
	}
	if t.Limit == (Rate{}) {
		t.Limit = t.Rate
	}
	return nil
}

func parseRate(text string) (rate Rate, err error) {
	count, period, _ := strings.Cut(text, "/")
	if rate.Requests, err = strconv.Atoi(count); err == nil {
		rate.Period, err = time.ParseDuration(period)
	}
	if err != nil {
		return Rate{}, fmt.Errorf("the rate %q is not of the form 25/1s", text)
	}
	return rate, nil
}

func (t *Transcript) readSection(file txtar.File) error {
	kind, rest, _ := strings.Cut(file.Name, " ")
	switch kind {
	case "exchange":
		request, err := readTokenRequest(rest, file)
		t.Token = request
		return err
	case "credential", "optional", "headers", "nexla":
		fields, err := pairs(file.Data)
		if err != nil {
			return err
		}
		switch kind {
		case "credential":
			t.Fields = fields
		case "optional":
			t.Optional = fields
		case "headers":
			return t.readScheme(rest, fields)
		default:
			return t.readTile(fields)
		}
		return nil
	}
	exchange, err := readExchange(file)
	t.Exchanges = append(t.Exchanges, exchange)
	return err
}

// readScheme reads the headers of a scheme, or those that an optional field adds
// to one of the schemes above, "SCHEME with FIELD".
func (t *Transcript) readScheme(name string, headers []Field) error {
	name, field, isAddition := strings.Cut(name, " with ")
	if !isAddition {
		t.Schemes = append(t.Schemes, Scheme{Name: name, Headers: headers, With: map[string][]Field{}})
		return nil
	}
	i := slices.Index(t.SchemeNames(), name)
	if i < 0 || !slices.ContainsFunc(t.Optional, func(f Field) bool { return f.Name == field }) {
		return fmt.Errorf("the scheme %q and the optional field %q must come before", name, field)
	}
	t.Schemes[i].With[field] = headers
	return nil
}

// readTile reads "name: title" for the vendor, and "parameter: field, label" for
// each entry of its form. A label in parentheses is that of a parameter that is
// shown in clear.
func (t *Transcript) readTile(lines []Field) error {
	for i, line := range lines {
		if i == 0 {
			t.Nexla.Name, t.Nexla.Title = line.Name, line.Value
			continue
		}
		field, label, found := strings.Cut(line.Value, ", ")
		if !found {
			return fmt.Errorf("the parameter %s needs a field and a label", line.Name)
		}
		inClear := strings.HasPrefix(label, "clear ")
		t.Nexla.Parameters = append(t.Nexla.Parameters, Parameter{
			Name: line.Name, Field: field, Label: strings.TrimPrefix(label, "clear "), Secured: !inClear,
		})
	}
	return nil
}

// readExchange reads headers, an empty line, and the body. The headers in lower
// case are about the exchange, all others are the response's.
func readExchange(file txtar.File) (Exchange, error) {
	head, body, _ := bytes.Cut(file.Data, []byte("\n\n"))
	exchange := Exchange{Name: file.Name, Header: http.Header{}, Body: bytes.TrimRight(body, "\n")}
	lines, err := pairs(head)
	if err != nil {
		return exchange, err
	}
	for _, line := range lines {
		switch name, account, isAccount := line.Name, strings.TrimPrefix(line.Name, "account."), strings.HasPrefix(line.Name, "account."); {
		case isAccount:
			if exchange.Account == nil {
				exchange.Account = map[string]string{}
			}
			exchange.Account[account] = line.Value
		case name == "scopes":
			exchange.Scopes = append([]string{}, strings.FieldsFunc(line.Value, func(r rune) bool { return r == ',' })...)
			for i, scope := range exchange.Scopes {
				exchange.Scopes[i] = strings.TrimSpace(scope)
			}
		case name == "expires_at":
			if exchange.ExpiresAt, err = time.Parse(time.RFC3339, line.Value); err != nil {
				return exchange, err
			}
		case name == "environment":
			exchange.Environment = line.Value
		case name == "request":
			var target string
			exchange.Method, target, _ = strings.Cut(line.Value, " ")
			exchange.Path, exchange.Query, _ = strings.Cut(target, "?")
			if _, err := url.ParseRequestURI(target); err != nil {
				return exchange, fmt.Errorf("the request %q is not of the form GET /path", line.Value)
			}
		case name == "source":
			exchange.Source = line.Value
		case name == "role":
			exchange.Role = Role(line.Value)
		case name == "expect":
			exchange.Expect = strings.Fields(line.Value)
		case name == "retry-at":
			if exchange.RetryAt, err = time.Parse(time.RFC3339, line.Value); err != nil {
				return exchange, err
			}
		case name == "status":
			if exchange.Status, err = strconv.Atoi(line.Value); err != nil {
				return exchange, err
			}
		case name == strings.ToLower(name):
			return exchange, fmt.Errorf("unknown line %q: there are request, source, role, expect, retry-at, status, account.NAME, scopes (behind commas), expires_at and environment; a header of the response begins with a capital", name)
		default:
			exchange.Header.Add(textproto.CanonicalMIMEHeaderKey(name), line.Value)
		}
	}
	if exchange.Path == "" || exchange.Status == 0 || len(exchange.Expect) < 2 || exchange.Source == "" {
		return exchange, fmt.Errorf("request, source, status, and expect with a status and a reason are required")
	}
	return exchange, nil
}

// Credential returns the fields as a map, without the optional ones.
func (t *Transcript) Credential() map[string]string {
	values := map[string]string{}
	for _, field := range t.Fields {
		values[field.Name] = field.Value
	}
	return values
}

// FieldNames lists the names of the fields, without the optional ones.
func (t *Transcript) FieldNames() []string {
	var names []string
	for _, field := range t.Fields {
		names = append(names, field.Name)
	}
	return names
}

// OptionalNames lists the names of the optional fields.
func (t *Transcript) OptionalNames() []string {
	var names []string
	for _, field := range t.Optional {
		names = append(names, field.Name)
	}
	return names
}

// SchemeNames lists the names of the schemes.
func (t *Transcript) SchemeNames() []string {
	var names []string
	for _, scheme := range t.Schemes {
		names = append(names, scheme.Name)
	}
	return names
}

// WithRole returns the first exchange of a role for a path. For any role except
// [Accepted], one for another path serves as well.
func (t *Transcript) WithRole(role Role, path string) (Exchange, bool) {
	has := func(samePath bool) int {
		return slices.IndexFunc(t.Exchanges, func(e Exchange) bool { return e.Role == role && (!samePath || e.Path == path) })
	}
	at := has(true)
	if at < 0 && role != Accepted {
		at = has(false)
	}
	if at < 0 {
		return Exchange{}, false
	}
	return t.Exchanges[at], true
}
