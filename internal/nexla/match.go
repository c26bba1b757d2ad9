package nexla

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Match finds the parameter that each field fills, one to one. A field is
// matched by the label that Nexla's UI shows, without regard to case and outer
// white space, because the parameters' names are published nowhere. An override
// names the parameter instead.
//
// The error says all that does not match and lists the parameters there are.
func Match(template Template, labels, override map[string]string) (map[string]string, error) {
	m := matching{template: template, chosen: map[string]string{}, filledBy: map[string]string{}}
	for _, field := range slices.Sorted(maps.Keys(override)) {
		switch name := override[field]; {
		case !has(labels, field):
			m.addProblem("there is no field %q, only %s", field, quotedKeys(labels))
		case !m.exists(name):
			m.addProblem("field %q is mapped to parameter %q, which does not exist", field, name)
		default:
			m.choose(field, name)
		}
	}
	// A parameter that an override fills is never compared with a label.
	taken := maps.Clone(m.filledBy)
	for _, field := range slices.Sorted(maps.Keys(labels)) {
		if has(override, field) {
			continue
		}
		switch names := m.labelled(labels[field], taken); len(names) {
		case 0:
			m.addProblem("no parameter has field %q's label %q", field, labels[field])
		case 1:
			m.choose(field, names[0])
		default:
			m.addProblem("parameters %s all have field %q's label %q", quoted(names), field, labels[field])
		}
	}
	for _, parameter := range template.Parameters {
		// Nexla's forms also have optional parameters, such as the address of a
		// self-hosted instance. If no parameter matches, the template is a different one.
		if !has(m.filledBy, parameter.Name) && (parameter.Required || len(m.filledBy) == 0) {
			m.addProblem("no field fills parameter %q", parameter.Name)
		}
	}
	if len(m.problems) > 0 {
		return nil, m.error()
	}
	return m.chosen, nil
}

// matching is the state of one Match.
type matching struct {
	template Template
	chosen   map[string]string // Field to parameter.
	filledBy map[string]string // Parameter to field.
	problems []string
}

func (m *matching) addProblem(format string, arguments ...any) {
	m.problems = append(m.problems, fmt.Sprintf(format, arguments...))
}

func (m *matching) choose(field, name string) {
	if other, filled := m.filledBy[name]; filled {
		m.addProblem("fields %q and %q both fill parameter %q", other, field, name)
		return
	}
	m.chosen[field], m.filledBy[name] = name, field
}

func (m *matching) exists(name string) bool {
	return slices.ContainsFunc(m.template.Parameters, func(p Parameter) bool { return p.Name == name })
}

// labelled lists the parameters with a label that are not taken. No label is
// none, and matches nothing.
func (m *matching) labelled(label string, taken map[string]string) []string {
	label = strings.TrimSpace(label)
	var names []string
	for _, parameter := range m.template.Parameters {
		if label != "" && strings.EqualFold(strings.TrimSpace(cmp.Or(parameter.received, parameter.Label)), label) && !has(taken, parameter.Name) {
			names = append(names, parameter.Name)
		}
	}
	return names
}

func (m *matching) error() error {
	found := make([]string, len(m.template.Parameters))
	for i, parameter := range m.template.Parameters {
		found[i] = fmt.Sprintf("%q (labelled %q)", parameter.Name, parameter.Label)
	}
	list := strings.Join(found, ", ")
	if list == "" {
		list = "none"
	}
	return fmt.Errorf("the fields do not match the parameters of template %d (%q): %s. Parameters found: %s",
		m.template.ID, m.template.Name, strings.Join(m.problems, "; "), list)
}

// Choose finds the template to use and what its parameters are filled with, as
// [Match] does: that of the id, if it is not 0, or else the only one, or else
// the only one that the fields match.
func (v Vendor) Choose(id int64, labels, override map[string]string) (Template, map[string]string, error) {
	var only *Template
	for i := range v.Templates {
		if v.Templates[i].ID == id || id == 0 && len(v.Templates) == 1 {
			only = &v.Templates[i]
		}
	}
	switch {
	case only != nil:
		chosen, err := Match(*only, labels, override)
		if err != nil {
			return Template{}, nil, err
		}
		return *only, chosen, nil
	case len(v.Templates) == 0:
		return Template{}, nil, &TemplateError{Reason: fmt.Sprintf("vendor %q has no templates", v.Name)}
	case id != 0:
		return Template{}, nil, &TemplateError{fmt.Sprintf("vendor %q has no template %d", v.Name, id), v.Templates}
	}

	var accepted []Template
	var chosen map[string]string
	for _, template := range v.Templates {
		if matched, err := Match(template, labels, override); err == nil {
			accepted, chosen = append(accepted, template), matched
		}
	}
	switch len(accepted) {
	case 1:
		return accepted[0], chosen, nil
	case 0:
		return Template{}, nil, &TemplateError{fmt.Sprintf("none of vendor %q's templates matches the fields", v.Name), v.Templates}
	default:
		return Template{}, nil, &TemplateError{fmt.Sprintf("several of vendor %q's templates match the fields", v.Name), v.Templates}
	}
}

// TemplateError is a missing choice of a template, which must be made by ID. A vendor
// without templates leaves no choice.
type TemplateError struct {
	Reason    string
	Templates []Template
}

// Error implements error.
func (e *TemplateError) Error() string {
	if len(e.Templates) == 0 {
		return e.Reason
	}
	return e.Reason + "; there are " + e.List()
}

// List is the templates by ID and name.
func (e *TemplateError) List() string {
	texts := make([]string, len(e.Templates))
	for i, template := range e.Templates {
		texts[i] = fmt.Sprintf("%d (%q)", template.ID, template.Name)
	}
	return strings.Join(texts, ", ")
}

func has(in map[string]string, key string) bool {
	_, ok := in[key]
	return ok
}

func quotedKeys(of map[string]string) string { return quoted(slices.Sorted(maps.Keys(of))) }

func quoted(texts []string) string {
	each := make([]string, len(texts))
	for i, text := range texts {
		each[i] = fmt.Sprintf("%q", text)
	}
	return strings.Join(each, ", ")
}
