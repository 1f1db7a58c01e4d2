package expect

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

func orders(e Expectation) Expectation {
	e.Name, e.Routes, e.Category = "orders", []string{"POST /orders"}, apierror.CategoryBusinessLogic
	return e
}

func answered(t *testing.T, took time.Duration, attributes map[string]any) ptrace.Span {
	t.Helper()
	span := ptrace.NewSpan()
	span.SetKind(ptrace.SpanKindServer)
	span.SetStartTimestamp(pcommon.Timestamp(time.Hour))
	span.SetEndTimestamp(pcommon.Timestamp(time.Hour + took))
	require.NoError(t, span.Attributes().FromRaw(attributes))
	for key, value := range map[string]any{"http.request.method": "POST", "http.route": "/orders", "http.response.status_code": 200} {
		if _, found := span.Attributes().Get(key); !found {
			require.NoError(t, span.Attributes().PutEmpty(key).FromRaw(value))
		}
	}
	return span
}

// check gives the reason, or "" for a call that is as expected.
func check(t *testing.T, service string, span ptrace.Span, declared ...Expectation) apierror.Failure {
	t.Helper()
	all, err := Compile(declared)
	require.NoError(t, err)
	checker := NewChecker(all)
	checker.Service(service)
	var failure apierror.Failure
	var view spanview.View
	view.Read(span)
	assert.Equal(t, checker.Concerns(span) && checker.Check(&view, &failure), failure.Category != "")
	return failure
}

func TestExpectations(t *testing.T) {
	withID := orders(Expectation{Attributes: []Attribute{{Name: "app.order.id"}}})
	accepted := orders(Expectation{Attributes: []Attribute{{Name: "app.result", OneOf: []any{"accepted", 1, true, 0.5}}}})
	current := orders(Expectation{Attributes: []Attribute{{Name: "http.response.header.deprecation", Absent: true}}})
	created := orders(Expectation{NeverStatuses: []int{204, 206}})
	prompt := orders(Expectation{Duration: Bounds[time.Duration]{Min: time.Millisecond, Max: time.Second}})
	full := orders(Expectation{ResponseSize: Bounds[int64]{Min: 2, Max: 1 << 20}})
	tests := map[string]struct {
		expect     Expectation
		took       time.Duration
		attributes map[string]any
		want       string
	}{
		"present":                   {withID, 0, map[string]any{"app.order.id": "17"}, ""},
		"present as a number":       {withID, 0, map[string]any{"app.order.id": 17}, ""},
		"missing":                   {withID, 0, nil, "missing_attribute"},
		"blank":                     {withID, 0, map[string]any{"app.order.id": " "}, "missing_attribute"},
		"the value":                 {accepted, 0, map[string]any{"app.result": "accepted"}, ""},
		"the value as a number":     {accepted, 0, map[string]any{"app.result": 1}, ""},
		"the number as text":        {accepted, 0, map[string]any{"app.result": "1"}, ""},
		"the value as a bool":       {accepted, 0, map[string]any{"app.result": true}, ""},
		"the value as a fraction":   {accepted, 0, map[string]any{"app.result": 0.5}, ""},
		"another value":             {accepted, 0, map[string]any{"app.result": "rejected"}, "unexpected_value"},
		"no value":                  {accepted, 0, nil, "missing_attribute"},
		"absent":                    {current, 0, nil, ""},
		"not absent":                {current, 0, map[string]any{"http.response.header.deprecation": []any{"@1688169599"}}, "unexpected_attribute"},
		"a status of success":       {created, 0, nil, ""},
		"a status of no success":    {created, 0, map[string]any{"http.response.status_code": 204}, "unexpected_status"},
		"in time":                   {prompt, 20 * time.Millisecond, nil, ""},
		"too late":                  {prompt, 2 * time.Second, nil, "unexpected_duration"},
		"too early to be true":      {prompt, time.Microsecond, nil, "unexpected_duration"},
		"without a duration":        {prompt, 0, nil, ""},
		"a whole response":          {full, 0, map[string]any{"http.response.body.size": 512}, ""},
		"an empty response":         {full, 0, map[string]any{"http.response.body.size": 0}, "unexpected_response_size"},
		"too large, by header":      {full, 0, map[string]any{"http.response.header.content-length": []any{"2097152"}}, "unexpected_response_size"},
		"size by the former name":   {full, 0, map[string]any{"http.response_content_length": "1"}, "unexpected_response_size"},
		"no size is known":          {full, 0, nil, ""},
		"the size is no number":     {full, 0, map[string]any{"http.response.body.size": "large"}, ""},
		"another route":             {withID, 0, map[string]any{"http.route": "/items"}, ""},
		"another method":            {withID, 0, map[string]any{"http.request.method": "GET"}, ""},
		"no route, but its path":    {withID, 0, map[string]any{"http.route": "", "url.path": "/orders"}, "missing_attribute"},
		"no route, and another one": {withID, 0, map[string]any{"http.route": "", "http.target": "/items?x=/orders"}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			failure := check(t, "shop", answered(t, test.took, test.attributes), test.expect)
			assert.Equal(t, test.want, failure.Reason)
		})
	}
}

func TestVerdict(t *testing.T) {
	e := orders(Expectation{Attributes: []Attribute{{Name: "app.result", OneOf: []any{"accepted"}}}})
	span := answered(t, 0, map[string]any{"app.result": "rejected\x1b[2J"})
	assert.Equal(t, apierror.Failure{
		Category: apierror.CategoryBusinessLogic, Reason: "unexpected_value", Origin: apierror.OriginService, Confidence: 1,
		Rationale: `expectation "orders" of the configuration is not met: attribute "app.result" is "rejected\x1b[2J"`,
	}, check(t, "shop", span, e))
	e.Reason = "order_rejected"
	assert.Equal(t, "order_rejected", check(t, "shop", span, e).Reason)

	full := orders(Expectation{ResponseSize: Bounds[int64]{Min: 2}})
	assert.Equal(t, `expectation "orders" of the configuration is not met: the response has 1 byte`,
		check(t, "shop", answered(t, 0, map[string]any{"http.response.body.size": 1}), full).Rationale)
}

// Only who answers knows what the answer was meant to be, and only the services named are meant.
func TestWhoIsConcerned(t *testing.T) {
	e := orders(Expectation{Attributes: []Attribute{{Name: "app.order.id"}}})
	span := answered(t, 0, nil)
	e.Services = []string{"shop"}
	assert.NotZero(t, check(t, "shop", span, e))
	assert.Zero(t, check(t, "stock", span, e))
	span.SetKind(ptrace.SpanKindClient)
	assert.Zero(t, check(t, "shop", span, e))
}

// A clean span on a route of which nothing is expected costs no allocation.
func TestUnconcernedIsCheap(t *testing.T) {
	all, err := Compile([]Expectation{orders(Expectation{NeverStatuses: []int{204}})})
	require.NoError(t, err)
	checker := NewChecker(all)
	checker.Service("shop")
	span := answered(t, 0, map[string]any{"http.route": "/items"})
	assert.Zero(t, testing.AllocsPerRun(100, func() { checker.Concerns(span) }))
}
