package business

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
)

// parse reads the section as the collector would.
func parse(tb testing.TB, section string) (*Config, error) {
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(section))
	require.NoError(tb, err)
	conf, err := retrieved.AsConf()
	require.NoError(tb, err)
	config := DefaultConfig()
	return &config, conf.Unmarshal(&config)
}

// compile makes a Matcher of a section that has to be fine; a condition that cannot be evaluated fails the test.
func compile(tb testing.TB, section string) *Matcher {
	config, err := parse(tb, section)
	require.NoError(tb, err)
	require.Empty(tb, config.Check())
	catalog, err := Compile(config, spancondition.Parser(componenttest.NewNopTelemetrySettings()))
	require.NoError(tb, err)
	return catalog.NewMatcher(func(process string) { tb.Errorf("the condition of %s failed", process) })
}

// at makes a call of a service: a method and a route, e.g. "POST /orders". What begins with "raw:" is on no known route.
func at(tb testing.TB, m *Matcher, service, text string, attributes map[string]any) *Call {
	rs := ptrace.NewTraces().ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", service)
	m.Resource(tb.Context(), service, rs)
	scope := rs.ScopeSpans().AppendEmpty()
	call := &Call{Scope: scope, Span: scope.Spans().AppendEmpty()}
	require.NoError(tb, call.Span.Attributes().FromRaw(attributes))
	text, raw := strings.CutPrefix(text, "raw:")
	method, path, _ := strings.Cut(text, " ")
	call.Method = method
	if raw {
		call.Path = path
	} else {
		call.Route = path
	}
	return call
}

func nameOf(p *Process) string {
	if p == nil {
		return ""
	}
	return p.Name
}
