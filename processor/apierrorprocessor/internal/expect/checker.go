package expect

import (
	"fmt"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// Expectations are what the configuration expects, compiled. They never change, so any number of Checkers may share them.
type Expectations []*expectation

// Compile checks the declarations. An error begins with the key path below expectations.
func Compile(declared []Expectation) (Expectations, error) {
	var compiled Expectations
	for i, d := range declared {
		e, err := compile(d)
		if err != nil {
			return nil, fmt.Errorf("%d::%w", i, err)
		}
		compiled = append(compiled, e)
	}
	return compiled, nil
}

func (all Expectations) of(service, method, path string) (meant Expectations) {
	for _, e := range all {
		if e.calls.Match(service, method, path) {
			meant = append(meant, e)
		}
	}
	return meant
}

// Checker holds answered calls against the expectations of their route. It remembers which those are. It is not safe for
// concurrent use.
type Checker struct {
	byRoute route.Memo[Expectations]
}

// NewChecker makes a Checker.
func NewChecker(all Expectations) *Checker { return &Checker{byRoute: route.NewMemo(all.of)} }

// Service says whose spans come next.
func (c *Checker) Service(name string) { c.byRoute.Service(name) }

// Concerns reports whether anything is expected of a span. Only who answers can know what the answer was meant to be, so only
// serving spans are concerned.
func (c *Checker) Concerns(span ptrace.Span) bool {
	if kind := span.Kind(); kind != ptrace.SpanKindServer && kind != ptrace.SpanKindConsumer {
		return false
	}
	attrs := span.Attributes()
	route := text(attrs, "http.route")
	if route == "" { // a raw path, whose form Read knows better
		return true
	}
	return len(c.byRoute.Of(text(attrs, "http.request.method", "http.method"), route, "")) > 0
}

func text(attrs pcommon.Map, names ...string) string {
	for _, name := range names {
		if value, found := attrs.Get(name); found && value.Type() == pcommon.ValueTypeStr {
			return value.Str()
		}
	}
	return ""
}

// Check fills out for a call that did not fail otherwise and is not as expected, and reports whether that is so. The first
// expectation that is not met counts.
func (c *Checker) Check(v *spanview.View, out *apierror.Failure) bool {
	for _, e := range c.byRoute.Of(v.Method, v.Route, v.Path) {
		reason, evidence := e.unmet(v)
		if reason == "" {
			continue
		}
		if e.Reason != "" {
			reason = e.Reason
		}
		*out = apierror.Failure{
			Category: e.Category, Reason: reason, Origin: apierror.OriginService, Confidence: 1,
			Rationale: "expectation " + apierror.Quote(e.Name) + " of the configuration is not met: " + evidence,
		}
		return true
	}
	return false
}
