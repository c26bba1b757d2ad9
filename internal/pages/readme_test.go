package pages

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// TestReadmeListsEveryConnector compares the table of README.md with the catalog.
// The first column is the area, which the catalog does not have.
func TestReadmeListsEveryConnector(t *testing.T) {
	t.Parallel()
	readme := read(t, "README.md")
	for _, definition := range catalog.All() {
		if row := readmeRow(definition); strings.Count(readme, row) != 1 {
			t.Errorf("the table Connectors in README.md needs this row once, after the column of the area:\n%s", row)
		}
	}
}

func TestReadmeLinksEveryGuide(t *testing.T) {
	t.Parallel()
	guides, err := filepath.Glob(filepath.Join(root, "docs", "guides", "*.md"))
	if err != nil || len(guides) == 0 {
		t.Fatalf("%d guides: %v", len(guides), err)
	}
	readme := read(t, "README.md")
	for _, guide := range guides {
		if page := "docs/guides/" + filepath.Base(guide); !strings.Contains(readme, "]("+page+")") {
			t.Errorf("README.md has no link to %s", page)
		}
	}
}

// TestPagesQuoteTheLastBench compares the figures that pages quote with the record:
// `make bench-record` updates only the guide about performance.
func TestPagesQuoteTheLastBench(t *testing.T) {
	t.Parallel()
	provider, data := firstPlanOf1000(t, "connector"), firstPlanOf1000(t, "http")
	for page, want := range map[string]string{
		"README.md": "1,000 credentials takes " + provider + " s if each response takes 50 ms, compared with " + data + " s for the `http` data source",
		"templates/guides/http-data-source.md.tmpl": "| plan of 1,000 credentials | " + data + " s | " + provider + " s: see",
	} {
		if !strings.Contains(read(t, page), want) {
			t.Errorf("%s does not quote tools/bench/results/bench.csv: %s", page, want)
		}
	}
}

// firstPlanOf1000 is the wall time of a first plan over HTTP/1.1 in the record, with
// one decimal.
func firstPlanOf1000(t *testing.T, subject string) string {
	t.Helper()
	for line := range strings.Lines(read(t, "tools/bench/results/bench.csv")) {
		if rest, found := strings.CutPrefix(line, subject+",count,HTTP/1.1,1000,50,first plan,"); found {
			wall, _, _ := strings.Cut(rest, ",")
			seconds, err := strconv.ParseFloat(wall, 64)
			if err != nil {
				t.Fatal(err)
			}
			return strconv.FormatFloat(seconds, 'f', 1, 64)
		}
	}
	t.Fatalf("the record has no first plan of 1,000 credentials with %s", subject)
	return ""
}

// readmeRow is the row of a connector without its first column.
func readmeRow(definition *connector.Definition) string {
	var secrets, others []string
	for _, field := range definition.Fields {
		if name := "`" + field.Name + "`"; field.Secret {
			secrets = append(secrets, name)
		} else {
			others = append(others, name)
		}
	}
	if len(definition.Regions) > 1 {
		others = append(others, "`region`")
	}
	page := "docs/resources/credential_" + definition.Type + ".md"
	return "| [" + definition.Title + "](" + page + ") | `" + definition.Type + "` | " +
		strings.Join(secrets, ", ") + " | " + strings.Join(others, ", ") + " |\n"
}

// setUp is the one set-up until version 0.1.0 is released.
const setUp = "```shell\n" +
	"git clone https://github.com/connector-credentials/terraform-provider-connector\n" +
	"cd terraform-provider-connector\n" +
	"make build install           # installs the provider, and builds connector-sandbox into bin/\n" +
	"export PATH=\"$PWD/bin:$PATH\" # in each terminal that runs connector-sandbox\n" +
	"```\n"

func TestEveryPageUsesTheSameSetUp(t *testing.T) {
	t.Parallel()
	for _, page := range []string{
		"README.md", "examples/README.md", "templates/guides/first-credential.md.tmpl", "templates/guides/testing.md.tmpl",
	} {
		text := read(t, page)
		if !strings.Contains(text, setUp) {
			t.Errorf("%s does not have the set-up:\n%s", page, setUp)
		}
		if strings.Contains(text, "connector-sandbox@latest") || strings.Contains(text, "bin/connector-sandbox -") {
			t.Errorf("%s runs another sandbox than the one of the set-up", page)
		}
	}
}

// TestNoPageReadsTheFileOfASandboxThatIsStarting: the file exists a moment after the
// command in the background has started. Without its variables, the next command would
// contact the vendors themselves.
func TestNoPageReadsTheFileOfASandboxThatIsStarting(t *testing.T) {
	started := 0
	for _, b := range blocks(t) {
		lines := strings.Split(b.text, "\n")
		for i, line := range lines {
			command, inBackground := strings.CutSuffix(strings.TrimSpace(line), "&")
			if b.language != "shell" || !inBackground || !strings.Contains(command, "-env-file sandbox.env") {
				continue
			}
			started++
			if next := lines[i+1]; next != "until [ -f sandbox.env ]; do sleep 0.1; done" {
				t.Errorf("%s:%d: %q follows the start of the sandbox, without a wait for its file", b.page, b.line+i, next)
			}
		}
	}
	if started == 0 {
		t.Error("no page starts the sandbox in the background")
	}
}

// TestPageThatStartsASandboxCanBeFollowed: a block that starts it and runs the CLI
// initializes the folder first, and nothing on the page uses the sandbox once it is
// stopped. Without a sandbox, a plan with a wrong key is inconclusive and passes.
func TestPageThatStartsASandboxCanBeFollowed(t *testing.T) {
	t.Parallel()
	running, stopped := map[string]bool{}, map[string]bool{}
	for _, b := range blocks(t) {
		if b.language != "shell" {
			continue
		}
		initialized, starts := false, strings.Contains(b.text, "-env-file sandbox.env >/dev/null &")
		if starts {
			running[b.page] = true
		}
		for i, line := range strings.Split(b.text, "\n") {
			at := b.page + ":" + strconv.Itoa(b.line+1+i)
			cli, control := strings.Contains(line, "terraform "), strings.HasPrefix(line, "connector-sandbox ")
			initialized = initialized || strings.HasPrefix(line, "terraform init")
			if starts && cli && !initialized {
				t.Errorf("%s: the folder is not initialized: %s", at, line)
			}
			if stopped[b.page] && (cli || control) {
				t.Errorf("%s: the sandbox has been stopped: %s", at, line)
			}
			if command, _, _ := strings.Cut(line, " "); command == "kill" {
				if !strings.HasPrefix(line, "kill $!") {
					t.Errorf("%s: a shell without job control knows no %%1: %s", at, line)
				}
				stopped[b.page] = true
			}
		}
	}
	for page := range running {
		if !stopped[page] {
			t.Errorf("%s starts a sandbox in the background and does not stop it", page)
		}
	}
	if len(running) == 0 {
		t.Error("no page starts the sandbox in the background")
	}
}
