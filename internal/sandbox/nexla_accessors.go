package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// NexlaAccessor is a user, team or organization with access to a credential.
type NexlaAccessor struct {
	Type        string // "USER", "TEAM" or "ORG".
	ID          int
	Email       string // Of a USER, known to Nexla even where only the id was sent.
	AccessRoles []string
}

// nexlaRoles are all there are [spec].
var nexlaRoles = []string{"collaborator", "operator", "admin", "owner"}

// accessors is everything about /data_credentials/{id}/accessors: GET lists, POST
// replaces the list, PUT adds to it, DELETE removes from it, and removes all
// without a body [spec]. Each responds with the list as it is then [guess].
func (n *Nexla) accessors(c nexlaCall, id int) response {
	n.mu.Lock()
	defer n.mu.Unlock()
	held, rejection := n.find(id, c.method != http.MethodGet)
	if held == nil {
		return rejection
	}
	switch {
	case c.method == http.MethodGet:
	case c.method == http.MethodDelete && len(c.body) == 0:
		held.Accessors = nil
	default:
		b := readNexlaBody(c, "accessors")
		b.requires("accessors")
		named := b.readAccessors(n, c.method != http.MethodDelete)
		if b.problem != "" {
			return b.rejection()
		}
		switch c.method {
		case http.MethodPost:
			held.Accessors = addAccessors(nil, named)
		case http.MethodPut:
			held.Accessors = addAccessors(held.Accessors, named)
		default:
			held.Accessors = removeAccessors(held.Accessors, named)
		}
	}

	rows := []object{}
	for _, a := range held.Accessors {
		row := object{
			"type": a.Type, "id": a.ID, "access_roles": a.AccessRoles,
			"created_at": nexlaTime(held.CreatedAt), "updated_at": nexlaTime(held.UpdatedAt),
		}
		if a.Type == "USER" {
			row["email"] = a.Email
		} else {
			row["name"] = fmt.Sprintf("Sandbox %s %d", strings.ToLower(a.Type), a.ID)
		}
		rows = append(rows, row)
	}
	return jsonResponse(http.StatusOK, rows)
}

// readAccessors reads the list of a body. withRoles says that roles are required.
func (b *nexlaBody) readAccessors(n *Nexla, withRoles bool) (list []NexlaAccessor) {
	var sent []struct {
		Type        string   `json:"type"`
		ID          int      `json:"id"`
		Email       string   `json:"email"`
		AccessRoles []string `json:"access_roles"`
	}
	raw := b.sent["accessors"]
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.DisallowUnknownFields()
	if len(raw) > 0 && (decoder.Decode(&sent) != nil || sent == nil) {
		b.fail("accessors must be a list of objects with type, id or email, and access_roles")
	}
	for i, a := range sent {
		switch {
		case !slices.Contains([]string{"USER", "TEAM", "ORG"}, a.Type):
			b.fail("accessors[%d]: type must be USER, TEAM or ORG", i)
		case (a.ID == 0) == (a.Email == ""):
			b.fail("accessors[%d]: either id or email is needed", i)
		case a.Email != "" && a.Type != "USER":
			b.fail("accessors[%d]: a %s has an id and no email", i, a.Type) // [guess]
		case withRoles && len(a.AccessRoles) == 0:
			b.fail("accessors[%d]: access_roles is missing", i)
		}
		for _, role := range a.AccessRoles {
			if !slices.Contains(nexlaRoles, role) {
				b.fail("accessors[%d]: access_roles are %s", i, strings.Join(nexlaRoles, ", "))
			}
		}
		if b.problem == "" {
			list = append(list, n.identify(NexlaAccessor(a)))
		}
	}
	return list
}

// same reports whether two accessors are the same user, team or organization.
func (a NexlaAccessor) same(other NexlaAccessor) bool {
	return a.Type == other.Type && a.ID == other.ID
}

func addAccessors(list, added []NexlaAccessor) []NexlaAccessor {
	for _, a := range added {
		i := slices.IndexFunc(list, a.same)
		if i < 0 {
			i = len(list)
			list = append(list, NexlaAccessor{Type: a.Type, ID: a.ID, Email: a.Email})
		}
		for _, role := range a.AccessRoles {
			if !slices.Contains(list[i].AccessRoles, role) {
				list[i].AccessRoles = append(list[i].AccessRoles, role)
			}
		}
	}
	return list
}

// removeAccessors takes the named roles away, or all of them where none is named
// [guess], and whoever is left without any.
func removeAccessors(list, removed []NexlaAccessor) []NexlaAccessor {
	for _, a := range removed {
		i := slices.IndexFunc(list, a.same)
		if i < 0 {
			continue
		}
		list[i].AccessRoles = slices.DeleteFunc(list[i].AccessRoles, func(role string) bool {
			return len(a.AccessRoles) == 0 || slices.Contains(a.AccessRoles, role)
		})
		if len(list[i].AccessRoles) == 0 {
			list = slices.Delete(list, i, i+1)
		}
	}
	return list
}

// identify completes a user's id or e-mail address, with the lock held: the
// response differs from the request.
func (n *Nexla) identify(a NexlaAccessor) NexlaAccessor {
	switch {
	case a.Type != "USER":
	case a.ID != 0:
		a.Email = n.emailOf(a.ID)
	default:
		a.ID = n.idOf(a.Email)
	}
	return a
}

// emailOf is the address of a user: an unknown user's contains the id.
func (n *Nexla) emailOf(id int) string {
	for email, known := range n.users {
		if known == id {
			return email
		}
	}
	return fmt.Sprintf("user-%d@example.com", id)
}

// idOf is the id of the user with an address. A new address gets a new user.
func (n *Nexla) idOf(email string) int {
	if id, known := n.users[email]; known {
		return id
	}
	number, _ := strings.CutPrefix(email, "user-")
	if id, err := strconv.Atoi(strings.TrimSuffix(number, "@example.com")); err == nil && n.emailOf(id) == email {
		return id
	}
	id := 9000 + len(n.users)
	n.users[email] = id
	return id
}
