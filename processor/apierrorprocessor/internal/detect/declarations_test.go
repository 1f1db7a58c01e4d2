package detect

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

func TestDeclarationsAreSound(t *testing.T) {
	reference := regexp.MustCompile(`^(owasp:API(10|[1-9]):2023|attack:T\d{4}(\.\d{3})?|cwe:\d+)$`)
	last := 0
	var names []string
	for _, d := range declarations() {
		place := slices.Index(apierror.Signals(), d.signal)
		assert.GreaterOrEqual(t, place, last, "%s: in the order of the vocabulary", d.signal)
		last = place
		assert.NotZero(t, d.counts)
		assert.GreaterOrEqual(t, d.window, window.Slots*time.Second, "%s: slots shorter than clocks agree", d.signal)
		assert.NotEmpty(t, d.steps)
		for i, s := range d.steps {
			assert.NotEqual(t, apierror.SeverityNone, s.severity)
			if i > 0 {
				assert.Greater(t, s.from, 2*d.steps[i-1].from, "%s: a step's hold ends above the step before it", d.signal)
				assert.Greater(t, s.severity, d.steps[i-1].severity)
			}
			if d.measure != ofCalls {
				assert.Less(t, s.from, window.DistinctLimit, "%s: more than is told apart", d.signal)
			}
		}
		assert.Less(t, d.sources, window.DistinctLimit)
		assert.True(t, d.sources == 0 || d.measure == ofCalls, "%s: one set of different values a declaration", d.signal)
		assert.LessOrEqual(t, d.watchFrom, d.steps[0].from)
		assert.True(t, d.watchFrom > 0 || d.failing == 0)
		assert.Equal(t, d.many > 0, d.failingOfMany > 0)
		assert.LessOrEqual(t, d.failingOfMany, d.failing)
		assert.True(t, d.watchFrom == 0 || d.per != byAccount, "%s: only a known caller is watched", d.signal)
		assert.True(t, 0 < d.floor && d.floor < d.ceiling && d.ceiling < 1)
		for _, r := range d.references {
			assert.Regexp(t, reference, r)
		}
		assert.NotNil(t, d.explain)
		name := string(d.signal) + "/" + d.name
		assert.NotContains(t, names, name)
		assert.Regexp(t, `^[a-z_]+/[a-z_]+$`, name)
		names = append(names, name)
	}
}

func TestCountsWhatIsWanted(t *testing.T) {
	d := fresh()
	for _, category := range apierror.Categories() {
		for _, method := range []string{"GET", "POST", ""} {
			for _, route := range []string{"", "/login"} {
				event := Event{Failed: true, Category: category, Reason: "locked", Method: method, Route: route, Path: "/login"}
				if d.Wants(&event) {
					assert.True(t, Counts(category, method), "%s %q %q", category, method, route)
				}
			}
		}
	}
	assert.False(t, Counts(apierror.CategoryInternal, "POST"))
	assert.False(t, Counts(apierror.CategoryValidation, "GET"))
}
