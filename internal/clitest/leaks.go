package clitest

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Leaks searches everything that was written in the workspace for a secret in
// clear text and in every encoding of [Encodings], and returns the places that
// contain it. The commands must have been run with [Workspace.Trace]. The
// configuration and the files that except selects are not searched.
func (w *Workspace) Leaks(secret string, except func(file string) bool) []string {
	w.t.Helper()
	if len(w.written) > 0 && !w.Trace {
		w.t.Error("the commands were run without logs to search")
	}
	found, searched := w.search(secret, except)
	report.add(w.t.Name(), 1, searched, len(w.written), len(found))
	return found
}

// shortestPrefix is how many characters secrets must have in common at the
// beginning to be searched for at once. A shorter prefix would occur by chance.
const shortestPrefix = 6

// LeaksOfAny is Leaks for many secrets at once. If all have the same prefix, as
// canaries do, a search for the prefix shows that none is there.
func (w *Workspace) LeaksOfAny(secrets []string, except func(file string) bool) []string {
	w.t.Helper()
	if common := commonPrefix(secrets); len(common) >= shortestPrefix {
		found, searched := w.search(common, except)
		if len(found) == 0 {
			report.add(w.t.Name(), len(secrets), searched, len(w.written), 0)
			return nil
		}
	}
	var found []string
	for _, secret := range secrets {
		found = append(found, w.Leaks(secret, except)...)
	}
	return found
}

// commonPrefix returns the longest common prefix.
func commonPrefix(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	common := texts[0]
	for _, text := range texts[1:] {
		for !strings.HasPrefix(text, common) {
			common = common[:len(common)-1]
		}
	}
	return common
}

func (w *Workspace) search(secret string, except func(file string) bool) (found []string, searched Searched) {
	w.t.Helper()
	forms := map[string]string{} // Many secrets have the same form in several encodings.
	for name, form := range Encodings(secret) {
		forms[form] = name
	}
	search := func(where string, content []byte) {
		searched.Places++
		searched.Bytes += int64(len(content))
		for form, name := range forms {
			if bytes.Contains(content, []byte(form)) {
				found = append(found, fmt.Sprintf("%s, as %s", where, name))
			}
		}
	}
	for _, output := range w.written {
		search("output of "+strings.Join(output.Args, " "), []byte(output.Raw))
	}
	err := filepath.WalkDir(w.Dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".tf" || (except != nil && except(entry.Name())) {
			return err
		}
		content, err := os.ReadFile(path) //nolint:gosec // A file of the workspace.
		if err != nil {
			return err
		}
		search(entry.Name(), content)
		for name, member := range unzip(content) {
			if strings.HasPrefix(name, "tfconfig/") {
				continue // A saved plan has a copy of the configuration.
			}
			search(entry.Name()+"/"+name, member)
			search(entry.Name()+"/"+name+" (private state)", privateState(member))
		}
		search(entry.Name()+" (private state)", privateState(content))
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return found, searched
}

// Encodings returns the forms of a secret that a plain search would overlook.
// Base64 has three, by the position of the secret in the encoded text, and HTTP Basic
// of OAuth has three others.
func Encodings(secret string) map[string]string {
	backwards := []rune(secret)
	slices.Reverse(backwards)
	forms := map[string]string{
		"clear text": secret,
		"reversed":   string(backwards),
		"hex":        hex.EncodeToString([]byte(secret)),
		"URL query":  url.QueryEscape(secret),
		"URL path":   url.PathEscape(secret),
	}
	if quoted, err := json.Marshal(secret); err == nil {
		forms["JSON"] = strings.Trim(string(quoted), `"`)
	}
	// OAuth encodes a client's secret as a form before HTTP Basic encodes it.
	for name, text := range map[string]string{"base64": secret, "base64 of URL query": url.QueryEscape(secret)} {
		for shift := range 3 {
			padded := append(bytes.Repeat([]byte{0}, shift), text...)
			// Only these characters depend on the secret alone.
			encoded := base64.StdEncoding.EncodeToString(padded)
			first, last := (shift*8+5)/6, len(padded)*8/6
			forms[fmt.Sprintf("%s at offset %d", name, shift)] = encoded[first:last]
		}
	}
	return forms
}

// unzip returns the members of a zip archive, the format of a saved plan; nil for other files.
func unzip(content []byte) map[string][]byte {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil
	}
	members := map[string][]byte{}
	for _, file := range archive.File {
		reader, err := file.Open()
		if err != nil {
			continue
		}
		members[file.Name], _ = io.ReadAll(reader)
		_ = reader.Close()
	}
	return members
}

// privateState returns the private state within a state file, which is base64
// within base64.
func privateState(content []byte) []byte {
	var state struct {
		Resources []struct {
			Instances []struct {
				Private []byte `json:"private"`
			} `json:"instances"`
		} `json:"resources"`
	}
	if json.Unmarshal(content, &state) != nil {
		return nil
	}
	var all []byte
	for _, resource := range state.Resources {
		for _, instance := range resource.Instances {
			var values map[string][]byte
			if json.Unmarshal(instance.Private, &values) != nil {
				continue
			}
			for _, value := range values {
				all = append(all, value...)
			}
		}
	}
	return all
}
