package apierrorprocessor

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

func TestRolesOf(t *testing.T) {
	for name, test := range map[string]struct {
		value any
		want  []string
	}{
		"none":                      {nil, nil},
		"a list":                    {[]any{"admin", "auditor"}, []string{"admin", "auditor"}},
		"a text":                    {"admin", []string{"admin"}},
		"not only texts in it":      {[]any{"admin", int64(7), []any{"x"}}, []string{"admin"}},
		"more than there is room":   {[]any{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, []string{"1", "2", "3", "4", "5", "6", "7", "8"}},
		"something else altogether": {int64(7), []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			attrs := pcommon.NewMap()
			if test.value != nil {
				require.NoError(t, attrs.PutEmpty(rolesKey).FromRaw(test.value))
			}
			var r roles
			r.names[0] = "of the span before"
			assert.Equal(t, test.want, r.of(attrs))
		})
	}
}
