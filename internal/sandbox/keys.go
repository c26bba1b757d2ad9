package sandbox

import (
	"fmt"
	"maps"
	"strings"
)

// CreateKey creates a credential, as a person does in the vendor's settings, and
// returns its fields. The vendor accepts it in addition to the previous ones. If
// the vendor keeps one key at a time (Precoro per user and company, Clari Copilot
// per workspace), the previous ones end at once [doc].
func (v *Vendor) CreateKey() map[string]string { return v.create().Fields }

// Created is a credential that a vendor has created, with its number at this
// vendor, which counts from 1.
type Created struct {
	Number int               `json:"number"`
	Fields map[string]string `json:"fields"`
}

func (v *Vendor) create() Created {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.kind.oneKey {
		for credential := range v.credentials {
			v.credentials[credential] = false
		}
	}

	number := len(v.created) + 1
	fields := maps.Clone(v.kind.demo)
	for name, value := range fields {
		// Every secret of the sandbox says that it is none; an address stays.
		fields[name] = strings.Replace(value, "-not-a-secret", fmt.Sprintf("-created-%d-not-a-secret", number), 1)
	}
	v.created = append(v.created, fields)
	v.credentials[v.kind.key(fields)] = true
	return Created{Number: number, Fields: maps.Clone(fields)}
}

// credential returns the fields of the created credential with this number, which
// counts from 1, or of the demo credential for 0.
func (v *Vendor) credential(number int) (map[string]string, error) {
	if number == 0 {
		return v.Demo(), nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if number < 0 || number > len(v.created) {
		return nil, fmt.Errorf("%s has %d created credentials, and none with the number %d", v.kind.name, len(v.created), number)
	}
	return maps.Clone(v.created[number-1]), nil
}

// accepted reports whether the vendor accepts the demo credential and, after it,
// each created one.
func (v *Vendor) accepted() []bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	list := []bool{v.credentials[v.kind.key(v.kind.demo)]}
	for _, fields := range v.created {
		list = append(list, v.credentials[v.kind.key(fields)])
	}
	return list
}
