package e2e

import (
	"bufio"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// waitSpans reads the file exporter's output until it holds as many spans.
func (c *collector) waitSpans(t *testing.T, count int) []ptrace.Span {
	t.Helper()
	var spans []ptrace.Span
	require.Eventually(t, func() bool {
		spans = readSpans(t, c.spans)
		return len(spans) >= count
	}, patience, 50*time.Millisecond, "spans do not arrive in the file")
	require.Len(t, spans, count, "no span is lost, none comes twice")
	return spans
}

func readSpans(t *testing.T, path string) []ptrace.Span {
	t.Helper()
	file, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil
	}
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	var spans []ptrace.Span
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		td, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(lines.Bytes())
		if err != nil {
			return spans // a line that is still being written
		}
		for _, rs := range td.ResourceSpans().All() {
			for _, ss := range rs.ScopeSpans().All() {
				for _, span := range ss.Spans().All() {
					spans = append(spans, span)
				}
			}
		}
	}
	return spans
}

func attribute(span ptrace.Span, key string) any {
	value, ok := span.Attributes().Get(key)
	if !ok {
		return nil
	}
	return value.AsRaw()
}
