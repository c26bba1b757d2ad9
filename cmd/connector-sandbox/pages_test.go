package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var (
	// onPage matches the flags of a command on a page, up to a comment or redirection.
	onPage   = regexp.MustCompile("connector-sandbox((?: -[^ `\n#>)]+(?: ?'[^'\n]*'| [a-z][^ `\n#>)]*)?)+)")
	argument = regexp.MustCompile(`'([^']*)'|([^ ]+)`)
)

// TestEveryCommandOnAPageIsValid parses the commands of all pages.
func TestEveryCommandOnAPageIsValid(t *testing.T) {
	t.Parallel()
	root, commands := filepath.Join("..", ".."), 0
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		page, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, found := range onPage.FindAllStringSubmatch(string(page), -1) {
			var args []string
			for _, one := range argument.FindAllStringSubmatch(found[1], -1) {
				args = append(args, one[1]+one[2])
			}
			commands++
			if _, err := parse(args, io.Discard); err != nil {
				t.Errorf("%s: %s: %v", path, found[0], err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if commands < 20 {
		t.Errorf("only %d commands were found", commands)
	}
}
