package pages

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// block is a fenced block of a page.
type block struct {
	page, language, text string
	line                 int
}

var fence = regexp.MustCompile("(?m)^```([a-z]*)\n((?s:.*?))\n```$")

// pages returns the names of all Markdown files.
func pages(t *testing.T) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path)
		if entry.IsDir() && (name == ".git" || name == "bin" || name == "dist" || strings.HasSuffix(name, ".terraform")) {
			return filepath.SkipDir
		}
		if filepath.Ext(path) == ".md" {
			found = append(found, name)
		}
		return nil
	})
	if err != nil || len(found) < 50 {
		t.Fatalf("%d pages: %v", len(found), err)
	}
	return found
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// blocks returns the fenced blocks of all pages.
func blocks(t *testing.T) []block {
	t.Helper()
	var found []block
	for _, page := range pages(t) {
		text := read(t, page)
		for _, at := range fence.FindAllStringSubmatchIndex(text, -1) {
			found = append(found, block{
				page: page, language: text[at[2]:at[3]], text: text[at[4]:at[5]], line: 1 + strings.Count(text[:at[0]], "\n"),
			})
		}
	}
	return found
}

// examples returns the names of the configurations in examples/ by their text.
// Another test applies each of them.
func examples(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(filepath.Join(root, "examples"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || (filepath.Ext(path) != ".tf" && filepath.Ext(path) != ".hcl") {
			return err
		}
		name, _ := filepath.Rel(root, path)
		found[strings.TrimSpace(read(t, name))] = name
		return nil
	})
	if err != nil || len(found) < 50 {
		t.Fatalf("%d examples: %v", len(found), err)
	}
	return found
}

func isConfiguration(language string) bool { return language == "terraform" || language == "hcl" }
