// Package expect tells a call that looks successful and is not: its outcome is not the one that the configuration expects of
// its route.
package expect

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// Expectation is what a successful call is like, as its owner declares it. A call that is not like it has failed.
type Expectation struct {
	Name     string
	Services []string // service.name, exactly; empty matches every service
	Routes   []string // patterns; empty matches every call

	Attributes    []Attribute
	NeverStatuses []int // HTTP statuses that a successful call never has
	Duration      Bounds[time.Duration]
	ResponseSize  Bounds[int64] // bytes

	Category apierror.Category
	Reason   string // "" names what is not as expected
}

// Attribute is what a successful call has, or never has, on its span.
type Attribute struct {
	Name   string
	OneOf  []any // bool, string, int or float64; empty takes any value
	Absent bool
}

// Bounds are inclusive; a maximum of zero is none.
type Bounds[T int64 | time.Duration] struct {
	Min, Max T
}

func (b Bounds[T]) hold(value T) bool { return value >= b.Min && (b.Max == 0 || value <= b.Max) }

func (b Bounds[T]) none() bool { return b.Min == 0 && b.Max == 0 }

// expectation is an Expectation, compiled.
type expectation struct {
	Expectation
	calls route.Calls
}

func compile(declared Expectation) (*expectation, error) {
	calls, err := route.CompileCalls(declared.Services, declared.Routes)
	if err != nil {
		return nil, err
	}
	return &expectation{Expectation: declared, calls: calls}, nil
}

// unmet says what about a call is not as expected: a reason and the evidence; "" where all is.
func (e *expectation) unmet(v *spanview.View) (reason, evidence string) {
	for i := range e.Attributes {
		if reason, evidence := e.Attributes[i].unmet(v.Attributes()); reason != "" {
			return reason, evidence
		}
	}
	if slices.Contains(e.NeverStatuses, int(v.HTTPStatus)) {
		return "unexpected_status", "HTTP " + strconv.Itoa(int(v.HTTPStatus)) + " is no success here"
	}
	if took := time.Duration(v.DurationNanos()); took > 0 && !e.Duration.hold(took) { //nolint:gosec // no call takes 292 years
		return "unexpected_duration", fmt.Sprintf("it took %s", took)
	}
	if !e.ResponseSize.none() {
		if size, ok := responseSize(v); ok && !e.ResponseSize.hold(size) {
			return "unexpected_response_size", "the response has " + sentence.Count(size, "byte")
		}
	}
	return "", ""
}

func (a *Attribute) unmet(attrs pcommon.Map) (reason, evidence string) {
	value, found := attrs.Get(a.Name)
	switch {
	case a.Absent && found:
		return "unexpected_attribute", "attribute " + apierror.Quote(a.Name) + " is there"
	case a.Absent:
		return "", ""
	case !found || isEmpty(value):
		return "missing_attribute", "attribute " + apierror.Quote(a.Name) + " is missing"
	case len(a.OneOf) > 0 && !slices.ContainsFunc(a.OneOf, func(want any) bool { return same(value, want) }):
		return "unexpected_value", "attribute " + apierror.Quote(a.Name) + " is " + apierror.Quote(value.AsString())
	default:
		return "", ""
	}
}

func isEmpty(value pcommon.Value) bool {
	return value.Type() == pcommon.ValueTypeEmpty || (value.Type() == pcommon.ValueTypeStr && strings.TrimSpace(value.Str()) == "")
}

// same compares a value with one of the configuration. Instrumentation disagrees about types: "200" is 200.
func same(value pcommon.Value, want any) bool {
	if value.Type() == pcommon.ValueTypeStr {
		if text, ok := want.(string); ok {
			return value.Str() == text
		}
	}
	return value.AsString() == fmt.Sprint(want)
}

// sizeAttributes hold the size of a response, under its present name and its former ones, and as the captured header.
var sizeAttributes = [...]string{
	"http.response.body.size", "http.response_content_length", "http.response_content_length_uncompressed",
	"http.response.size", "http.response.header.content-length",
}

func responseSize(v *spanview.View) (int64, bool) {
	for _, name := range sizeAttributes {
		value, found := v.Attributes().Get(name)
		if !found {
			continue
		}
		if value.Type() == pcommon.ValueTypeSlice && value.Slice().Len() > 0 {
			value = value.Slice().At(0)
		}
		if size, err := strconv.ParseInt(value.AsString(), 10, 64); err == nil {
			return size, true
		}
	}
	return 0, false
}
