package leak

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var scanner = NewScanner()

func kindsIn(text string) []Kind {
	var kinds []Kind
	for _, f := range scanner.Scan(text, nil) {
		kinds = append(kinds, f.Kind)
	}
	return kinds
}

func TestRulesExplainThemselves(t *testing.T) {
	names := map[string]bool{}
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			assert.False(t, names[r.name], "two rules have this name")
			names[r.name] = true
			assert.NotEqual(t, ClassNone, r.kind.Class())
			assert.NotEmpty(t, r.source)
			require.NotEmpty(t, r.literals)
			for _, literal := range r.literals {
				assert.Equal(t, strings.ToLower(literal), literal, "literals are compared in lower case")
			}
			if strings.HasPrefix(r.name, "assigned_") {
				return // assignment_test.go has their examples
			}
			require.NotEmpty(t, r.matches)
			require.NotEmpty(t, r.ignores)
			alone := scannerOf([]rule{r})
			assert.NotEmpty(t, alone.Scan(spell(r.matches), nil), spell(r.matches))
			assert.Empty(t, alone.Scan(spell(r.ignores), nil), spell(r.ignores))
			assert.Contains(t, kindsIn(spell(r.matches)), r.kind, "another rule stands in the way")
			assert.Empty(t, kindsIn(spell(r.ignores)), "another rule takes it")
		})
	}
}

func TestKindsHaveSeverityAndReferences(t *testing.T) {
	for _, row := range kindRows {
		assert.NotEmpty(t, row.about, row.kind)
		assert.Regexp(t, `^cwe:\d+$`, row.cwe)
		for reached := Logged; reached <= Body; reached++ {
			assert.Contains(t, References(row.kind, reached), "owasp:API8:2023")
		}
	}
	assert.Equal(t, ClassNone, KindUnscanned.Class())
	assert.True(t, KindUnscanned.masked())
}
