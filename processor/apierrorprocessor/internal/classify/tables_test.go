package classify

import (
	"regexp"
	"slices"
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
		assertSource(t, row.source, row.reason)
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
		assertSource(t, grpcRows[status-1].source, grpcRows[status-1].reason)
		for _, calling := range []bool{true, false} {
			k := grpcKnowledge(status, calling)
			assertWords(t, k.category, k.origin, k.reason, k.rationale)
		}
	}
}

// A challenge that holds an earlier one can never be found.
func TestChallengeRows(t *testing.T) {
	for i, row := range challengeRows {
		assertWords(t, row.category, apierror.OriginCaller, row.reason, row.says)
		assertSource(t, row.source, row.part)
		for _, earlier := range challengeRows[:i] {
			assert.NotContainsf(t, row.part, earlier.part, "%q is hidden behind %q", row.part, earlier.part)
		}
	}
}

// Every name is found as what it means, however it is spelled. Several rows may hold a name, each with its own source, but
// they have to agree on what it means.
func TestNameRows(t *testing.T) {
	for table, rows := range map[string][]nameRow{"errorNames": errorNames, "serviceCodes": serviceCodes} {
		meant := map[string]nameRow{}
		for _, row := range rows {
			assertMeaning(t, row.means)
			assertSource(t, row.source, row.names...)
			seen := map[string]bool{}
			for _, name := range row.names {
				assert.Falsef(t, seen[name], "%s: %q stands twice in a row", table, name)
				seen[name] = true
				if other, ok := meant[name]; ok {
					assert.Samef(t, other.means, row.means, "%s: %q means %s to %q and %s to %q",
						table, name, other.means.reason, other.source, row.means.reason, row.source)
				}
				meant[name] = row
				assertFound(t, table, name, row.means)
			}
		}
	}
}

// assertFound looks a name up in each of its spellings. A code of a service outranks the name of an error, which then has to
// mean the same category.
func assertFound(t *testing.T, table, name string, means *meaning) {
	t.Helper()
	part, said, qualified := strings.Cut(name, "/")
	if !qualified {
		said = strings.TrimPrefix(name, "=")
	}
	words := strings.Fields(said)
	spellings := []string{strings.Join(words, "_"), strings.ToUpper(strings.Join(words, "_"))}
	if qualified {
		spellings = []string{"acme." + part + ".errors." + camel(words), camel([]string{part}) + "::" + camel(words)}
	} else if !strings.ContainsAny(name, "0123456789") { // digits begin no word
		spellings = append(spellings, camel(words), "acme.errors."+camel(words))
	}
	for _, spelled := range spellings {
		found, code := byName(spelled)
		if table == "errorNames" && code {
			assert.Equalf(t, means.category, found.category, "the error %q is the code of something else: %s", spelled, found.reason)
			continue
		}
		assert.Samef(t, means, found, "%s: %q is hidden", table, spelled)
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
	seen := map[string]bool{}
	for _, row := range errorPhrases {
		assertMeaning(t, row.means)
		assertSource(t, row.source, row.phrases...)
		for _, text := range row.phrases {
			assert.Falsef(t, seen[text], "%q stands twice", text)
			seen[text] = true
			assert.Equalf(t, strings.ToLower(text), text, "phrases are compared in lower case")
			if message, whole := strings.CutPrefix(text, "="); whole {
				assert.Samef(t, row.means, phrasesReady.find([]byte(message)), "%q is not found", text)
			}
		}
	}
	assert.Less(t, len(phrasesReady.phrases), maxPhrases)
	for i, phrase := range phrasesReady.phrases {
		assert.Truef(t, slices.ContainsFunc(phrase.parts, func(part []byte) bool { return len(part) >= runLength }), "%q is too short to be filed", phrase.text)
		text := []byte(strings.ReplaceAll(phrase.text, "*", "x"))
		assert.Truef(t, phrase.in(text), "%q does not find itself", phrase.text)
		assert.Samef(t, phrase.means, phrasesReady.find(text), "%q is not found", phrase.text)
		for _, earlier := range phrasesReady.phrases[:i] {
			assert.Falsef(t, earlier.in(text), "%q is hidden behind %q", phrase.text, earlier.text)
		}
	}
}

// The index finds what a look at every phrase in turn would find.
func TestPhraseIndexFindsTheFirst(t *testing.T) {
	const stride = 211 // of the pairs, those that keep the test short
	for i, one := range phrasesReady.phrases {
		for j := i % stride; j < len(phrasesReady.phrases); j += stride {
			other := phrasesReady.phrases[j]
			text := []byte(one.text + " / " + other.text)
			assert.Same(t, firstTelling(text), phrasesReady.find(text))
		}
	}
}

// firstTelling is the meaning of the first phrase that a text holds and that is neither vague nor general, else of the first.
func firstTelling(text []byte) (best *meaning) {
	for _, p := range phrasesReady.phrases {
		if !p.in(text) {
			continue
		}
		if !p.means.vague && !p.means.general {
			return p.means
		}
		if best == nil {
			best = p.means
		}
	}
	return best
}

func TestCodeRows(t *testing.T) {
	for spoken, rows := range codeRows {
		seen := map[string]bool{}
		for _, row := range rows {
			assertMeaning(t, row.means)
			assertSource(t, row.source, row.codes...)
			for _, code := range row.codes {
				assert.Falsef(t, seen[code], "code %q of dialect %d stands twice", code, spoken)
				seen[code] = true
				if dialect(spoken) == sqlState && len(code) == 2 {
					code += "ZZZ" // a class: any member that has no row
				}
				assert.Samef(t, row.means, dialect(spoken).byCode(code), "code %q", code)
			}
		}
	}
}

func TestSourcesAreShort(t *testing.T) {
	for _, source := range allSources() {
		assert.LessOrEqual(t, len(source), 140, source)
		assert.NotContains(t, source, "://", "an address stands without its scheme")
	}
}

func allSources() []string {
	var sources []string
	for _, row := range httpRows {
		sources = append(sources, row.source)
	}
	for _, row := range slices.Concat(errorNames, serviceCodes) {
		sources = append(sources, row.source)
	}
	for _, row := range errorPhrases {
		sources = append(sources, row.source)
	}
	for _, rows := range codeRows {
		for _, row := range rows {
			sources = append(sources, row.source)
		}
	}
	return sources
}

func assertMeaning(t *testing.T, means *meaning) {
	t.Helper()
	origin := means.origin
	if origin == "" {
		origin = apierror.OriginCaller // depends on the side
	}
	assertWords(t, means.category, origin, means.reason, means.says)
}

func assertSource(t *testing.T, source string, row ...string) {
	t.Helper()
	assert.GreaterOrEqualf(t, len(source), len("RFC 6585 4"), "who says %q?", row)
	assert.NotEmptyf(t, row, "a row of %q recognises nothing", source)
}

func assertWords(t *testing.T, category apierror.Category, origin apierror.Origin, reason, says string) {
	t.Helper()
	assert.Truef(t, category.Valid(), "category %q", category)
	assert.Truef(t, origin.Valid(), "origin %q of %q", origin, reason)
	assert.Regexp(t, reasonForm, reason)
	assert.NotEmpty(t, says)
}
