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

// A row that stands behind one whose part it contains can never be found.
func TestErrorRows(t *testing.T) {
	for i, row := range errorRows {
		assert.Equalf(t, strings.ToLower(row.part), row.part, "parts are compared in lower case")
		origin := row.origin
		if origin == "" {
			origin = apierror.OriginCaller // depends on the side
		}
		assertWords(t, row.category, origin, row.reason, row.says)
		for _, earlier := range errorRows[:i] {
			assert.NotContainsf(t, row.part, earlier.part, "%q is hidden behind %q", row.part, earlier.part)
		}
	}
}

func assertWords(t *testing.T, category apierror.Category, origin apierror.Origin, reason, says string) {
	t.Helper()
	assert.Truef(t, category.Valid(), "category %q", category)
	assert.Truef(t, origin.Valid(), "origin %q of %q", origin, reason)
	assert.Regexp(t, reasonForm, reason)
	assert.NotEmpty(t, says)
}
