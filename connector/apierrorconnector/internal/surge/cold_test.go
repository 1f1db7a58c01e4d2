package surge

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What is told of a route in its first half hour, at 60 calls a minute, by the share that fails.
func TestARouteThatNobodyKnowsYet(t *testing.T) {
	for name, test := range map[string]struct {
		category apierror.Category
		one      int // of so many calls fails
		want     State
	}{
		"a quarter fails":                   {apierror.CategoryInternal, 4, Surging},
		"a fifth":                           {apierror.CategoryInternal, 5, Surging},
		"a tenth":                           {apierror.CategoryInternal, 10, Normal}, // some do
		"one in fifty":                      {apierror.CategoryInternal, 50, Normal},
		"a search that finds a quarter not": {apierror.CategoryNotFound, 4, Normal},
		"forms of which a quarter is wrong": {apierror.CategoryValidation, 4, Normal},
	} {
		t.Run(name, func(t *testing.T) {
			var e Endpoint
			worst := Normal
			at := int64(1_800_000_000e9)
			for call := range 30 * 60 {
				at += 1e9
				failed := apierror.Category("")
				if call%test.one == 0 {
					failed = test.category
				}
				e.Add(at, failed)
				if call%30 == 0 {
					for _, v := range e.Judge(at, DefaultFalseAlarms, nil) {
						worst = max(worst, v.State)
					}
				}
			}
			assert.Equal(t, test.want, worst)
		})
	}
}
