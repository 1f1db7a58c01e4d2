package classify

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var reasonForm = regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*$`)

func TestHTTPRows(t *testing.T) {
	seen := map[int32]bool{}
	for _, row := range httpRows {
		assert.Falsef(t, seen[row.status], "HTTP %d stands twice", row.status)
		seen[row.status] = true
		assert.Truef(t, row.status >= 400 && row.status <= 599, "HTTP %d is no failure", row.status)
		assertWords(t, row.category, row.origin, row.reason, row.says)
	}
}

// Every status from 400 on says something, registered or not.
func TestEveryHTTPStatusIsKnown(t *testing.T) {
	for status := int32(400); status <= 999; status++ {
		for _, calling := range []bool{true, false} {
			k := httpKnowledge(status, calling)
			assertWords(t, k.category, k.origin, k.reason, k.rationale)
			if calling && status >= 500 {
				assert.Equalf(t, apierror.CategoryDependency, k.category, "a 5xx that a client span receives: HTTP %d", status)
			}
		}
	}
}

func TestGRPCRows(t *testing.T) {
	for status := int32(1); status <= 16; status++ {
		assert.Equalf(t, status, grpcRows[status-1].status, "rows are in the order of the codes")
		for _, calling := range []bool{true, false} {
			k := grpcKnowledge(status, calling)
			assertWords(t, k.category, k.origin, k.reason, k.rationale)
		}
	}
}

// Every name is found as what it means, however it is spelled: none is hidden, and none stands twice.
func TestNameRows(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range [][]nameRow{errorNames, serviceCodes} {
		for _, row := range table {
			assertMeaning(t, row.means)
			for _, name := range row.names {
				assert.Falsef(t, seen[name], "%q stands twice", name)
				seen[name] = true
				words := strings.Fields(strings.TrimPrefix(name, "="))
				for _, spelled := range []string{strings.Join(words, "_"), strings.ToUpper(strings.Join(words, "_")), camel(words), "acme.errors." + camel(words)} {
					found, _ := byName(spelled)
					assert.Samef(t, row.means, found, "%q is hidden", spelled)
				}
			}
		}
	}
}

func camel(words []string) string {
	var name strings.Builder
	for _, word := range words {
		name.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return name.String()
}

// A phrase that holds an earlier one can never be found.
func TestPhraseRows(t *testing.T) {
	for _, row := range errorPhrases {
		assertMeaning(t, row.means)
	}
	for i, phrase := range phrasesReady {
		assert.Equalf(t, strings.ToLower(phrase.text), phrase.text, "phrases are compared in lower case")
		text := []byte(strings.TrimPrefix(strings.ReplaceAll(phrase.text, "*", "x"), "="))
		texts := newTextCache()
		assert.Truef(t, phrase.in(text), "%q does not find itself", phrase.text)
		assert.Samef(t, phrase.means, texts.byPhrase(string(text)), "%q is not found", phrase.text)
		for _, earlier := range phrasesReady[:i] {
			assert.Falsef(t, earlier.in(text), "%q is hidden behind %q", phrase.text, earlier.text)
		}
	}
}

func TestDatabaseCodes(t *testing.T) {
	for spoken, codes := range dbCodes {
		for code, means := range codes {
			assertMeaning(t, means)
			assert.Samef(t, means, dialect(spoken).byCode(code), "code %q", code)
		}
	}
	for class, means := range sqlStateClasses {
		assertMeaning(t, means)
		assert.Same(t, means, sqlState.byCode(class+"ZZZ"))
	}
}

func assertMeaning(t *testing.T, means *meaning) {
	t.Helper()
	origin := means.origin
	if origin == "" {
		origin = apierror.OriginCaller // depends on the side
	}
	assertWords(t, means.category, origin, means.reason, means.says)
}

func assertWords(t *testing.T, category apierror.Category, origin apierror.Origin, reason, says string) {
	t.Helper()
	assert.Truef(t, category.Valid(), "category %q", category)
	assert.Truef(t, origin.Valid(), "origin %q of %q", origin, reason)
	assert.Regexp(t, reasonForm, reason)
	assert.NotEmpty(t, says)
}
