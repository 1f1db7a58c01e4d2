package content

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/generatedpage"
)

// kinds are those of the vocabulary, whose test holds them to the documentation.
func kinds(t *testing.T) []apierror.Kind {
	t.Helper()
	page, err := os.ReadFile("../../../../docs/attributes.md")
	require.NoError(t, err)
	row := regexp.MustCompile("(?m)^\\| kinds \\| (`.+`) \\|$").FindStringSubmatch(string(page))
	require.NotNil(t, row)
	var found []apierror.Kind
	for name := range strings.SplitSeq(row[1], ", ") {
		kind := apierror.Kind(strings.Trim(name, "`"))
		require.True(t, kind.Valid(), kind)
		found = append(found, kind)
	}
	return found
}

// Nobody is woken up without a word on what to do.
func TestEveryWordHasARunbook(t *testing.T) {
	assert.ElementsMatch(t, apierror.Categories(), slices.Collect(maps.Keys(categoryRunbooks)))
	assert.ElementsMatch(t, apierror.Signals(), slices.Collect(maps.Keys(signalRunbooks)))
	assert.ElementsMatch(t, kinds(t), slices.Collect(maps.Keys(kindRunbooks)))
	for _, kind := range kinds(t) {
		f := apierror.Finding{Kind: kind, Name: "something else"}
		assert.NotEmpty(t, shippedFor(&f).steps, kind)
	}
}

func TestStepsAreSteps(t *testing.T) {
	check := func(name string, book runbook) {
		assert.GreaterOrEqual(t, len(book.steps), 2, name)
		assert.LessOrEqual(t, len(book.steps), 4, name)
		for _, step := range book.steps {
			assert.Regexp(t, `^[A-Z].+[.?]$`, step, name)
			assert.LessOrEqual(t, len(step), 200, name)
			for _, p := range split(step) {
				assert.NotContains(t, p.literal, "{", "%s: no placeholder: %s", name, step)
				assert.True(t, p.name == "" || generic[p.name] != "", "%s: no word for a missing %s", name, p.name)
			}
		}
		parsed, err := url.Parse(book.source.url)
		require.NoError(t, err)
		assert.Equal(t, "https", parsed.Scheme, name)
		assert.NotEmpty(t, book.source.name, name)
	}
	for name, book := range categoryRunbooks {
		check(string(name), book)
	}
	for name, book := range signalRunbooks {
		check(string(name), book)
	}
	for name, book := range kindRunbooks {
		check(string(name), book)
	}
}

// Every reference that the processor's documentation names has a title.
func TestReferencesHaveTitles(t *testing.T) {
	page, err := os.ReadFile("../../../../docs/detectors.md")
	require.NoError(t, err)
	found := regexp.MustCompile(`\[(ATT&CK|CWE-|OWASP) ?([A-Z0-9.:]+)\]`).FindAllStringSubmatch(string(page), -1)
	require.NotEmpty(t, found)
	for _, match := range found {
		kind := map[string]string{"ATT&CK": "attack:", "CWE-": "cwe:", "OWASP": "owasp:"}[match[1]]
		assert.Contains(t, referenceNames, kind+match[2])
	}
	assert.Equal(t, "credential stuffing (ATT&CK T1110.004)", referenceName("attack:T1110.004"))
	assert.Equal(t, "broken authentication (OWASP API2:2023)", referenceName("owasp:API2:2023"))
	assert.Equal(t, "SQL injection (CWE-89)", referenceName("cwe:89"))
	assert.Equal(t, `"cwe:1"`, referenceName("cwe:1"))
	assert.Equal(t, `"<!here>"`, referenceName("<!here>"))
}

// TestDocumentation holds docs/runbooks.md against the tables.
func TestDocumentation(t *testing.T) {
	generatedpage.Require(t, "../../../../docs/runbooks.md", document(t), "go test ./exporter/alertwebhookexporter/internal/content -run TestDocumentation -update")
}

const introduction = `# Runbooks

What the exporter ` + "`alert_webhook`" + ` tells people to do first, generated from the tables in
[internal/content](../exporter/alertwebhookexporter/internal/content). Do not edit it: change a step there, and run

    go test ./exporter/alertwebhookexporter/internal/content -run TestDocumentation -update

**Which one holds.** An attack has that of its signal. A surge and a failing process have that of their category. Any other has that of its
kind. Your own, under ` + "`runbooks`" + ` in the exporter's configuration, stand before all of these: the most specific that fits, of the
process, the signal, the category with its reason (` + "`timeout/deadline_exceeded`" + `), the category, the kind. Steps and ` + "`url`" + ` are looked
for each by itself.

What stands in braces is filled in from the finding, quoted where it is more than a plain word; where it is not known, the sentence says so.
`

func document(t *testing.T) string {
	t.Helper()
	page := &strings.Builder{}
	page.WriteString(introduction)
	page.WriteString("\n## By signal\n")
	for _, signal := range apierror.Signals() {
		writeRunbook(page, string(signal), signalRunbooks[signal])
	}
	page.WriteString("\n## By category\n")
	for _, category := range apierror.Categories() {
		writeRunbook(page, string(category), categoryRunbooks[category])
	}
	page.WriteString("\n## By kind\n")
	for _, kind := range kinds(t) {
		writeRunbook(page, string(kind), kindRunbooks[kind])
	}
	return page.String()
}

func writeRunbook(page *strings.Builder, name string, book runbook) {
	fmt.Fprintf(page, "\n### `%s`\n\n", name)
	for i, step := range book.steps {
		fmt.Fprintf(page, "%d. %s\n", i+1, step)
	}
	fmt.Fprintf(page, "\nSource: [%s](%s)\n", book.source.name, book.source.url)
}
