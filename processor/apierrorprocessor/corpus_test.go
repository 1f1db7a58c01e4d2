package apierrorprocessor

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.yaml.in/yaml/v3"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// corpusFile is what one library emits: testdata/corpus/README.md describes the form, which testdata/evaluation has too.
type corpusFile struct {
	Library  string         `yaml:"library"`
	Version  string         `yaml:"version"`
	Source   string         `yaml:"source"`
	Scope    string         `yaml:"scope"`
	Resource map[string]any `yaml:"resource"`
	Cases    []corpusCase   `yaml:"cases"`
}

type corpusCase struct {
	Name   string       `yaml:"name"`
	Source string       `yaml:"source"`
	Span   *corpusSpan  `yaml:"span"`
	Trace  []corpusSpan `yaml:"trace"`
	Expect *expectation `yaml:"expect"` // of a single span
}

type corpusSpan struct {
	ID         string         `yaml:"id"`
	Parent     string         `yaml:"parent"`
	Service    string         `yaml:"service"`
	Resource   map[string]any `yaml:"resource"`
	Scope      string         `yaml:"scope"`
	Kind       string         `yaml:"kind"`
	Name       string         `yaml:"name"`
	Start      time.Duration  `yaml:"start"`
	End        time.Duration  `yaml:"end"`
	Status     corpusStatus   `yaml:"status"`
	Attributes map[string]any `yaml:"attributes"`
	Events     []corpusEvent  `yaml:"events"`
	Expect     *expectation   `yaml:"expect"`
}

type corpusStatus struct {
	Code    string `yaml:"code"`
	Message string `yaml:"message"`
}

type corpusEvent struct {
	Name       string         `yaml:"name"`
	Attributes map[string]any `yaml:"attributes"`
}

// expectation is what a person with the trace in hand says of a span. A word may be several, separated by "|", where two
// could be argued.
type expectation struct {
	Clean     bool
	Category  string `yaml:"category"`
	Reason    string `yaml:"reason"`
	Origin    string `yaml:"origin"`
	Retryable *bool  `yaml:"retryable"`
	RootCause *bool  `yaml:"root_cause"`
}

func (e *expectation) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		if node.Value != "clean" {
			return fmt.Errorf("line %d: %q: clean, or a map", node.Line, node.Value)
		}
		e.Clean = true
		return nil
	}
	type plain expectation
	return node.Decode((*plain)(e))
}

// score counts what was right of what was said.
type score struct{ right, all int }

func (s *score) add(right bool) bool {
	s.all++
	if right {
		s.right++
	}
	return right
}

func (s *score) share() float64 { return float64(s.right) / float64(max(s.all, 1)) }

func (s *score) String() string {
	return fmt.Sprintf("%d of %d (%.1f%%)", s.right, s.all, 100*s.share())
}

type corpusScore struct {
	spans                                                   int
	category, reason, origin, retryable, clean, rootOfTrace score
	misses                                                  []string
}

// TestCorpus holds the processor against what real instrumentation emits. What it gets wrong is listed, and may not become
// more than the project allows itself.
func TestCorpus(t *testing.T) {
	for _, directory := range []string{"corpus", "evaluation"} {
		t.Run(directory, func(t *testing.T) {
			paths, err := filepath.Glob(filepath.Join("testdata", directory, "*.yaml"))
			require.NoError(t, err)
			require.NotEmpty(t, paths)
			var total corpusScore
			for _, path := range paths {
				file := readCorpus(t, path)
				for i := range file.Cases {
					total.run(t, &file, &file.Cases[i])
				}
			}
			for _, miss := range total.misses {
				t.Log(miss)
			}
			t.Logf("%s: %d spans in %d files: category %s, reason %s, origin %s, retryable %s, root cause in %s traces, clean %s", directory,
				total.spans, len(paths), &total.category, &total.reason, &total.origin, &total.retryable, &total.rootOfTrace, &total.clean)
			assert.GreaterOrEqual(t, total.category.share(), 0.97)
			assert.GreaterOrEqual(t, total.origin.share(), 0.92)
			assert.GreaterOrEqual(t, total.retryable.share(), 0.95)
			assert.GreaterOrEqual(t, total.rootOfTrace.share(), 14.0/15)
			assert.InDelta(t, 1, total.clean.share(), 0)
		})
	}
}

func readCorpus(t *testing.T, path string) corpusFile {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var file corpusFile
	require.NoError(t, decoder.Decode(&file), path)
	require.ErrorIs(t, decoder.Decode(&struct{}{}), io.EOF, "%s: one document a file", path)
	require.NotEmpty(t, file.Library, path)
	require.NotEmpty(t, file.Version, path)
	return file
}

func (s *corpusScore) run(t *testing.T, file *corpusFile, c *corpusCase) {
	t.Helper()
	where := file.Library + ": " + c.Name
	require.NotEmpty(t, file.Source+c.Source, "%s: names no source", where)
	spans := c.Trace
	if c.Span != nil {
		require.Empty(t, c.Trace, "%s: a span or a trace", where)
		c.Span.Expect = c.Expect
		spans = []corpusSpan{*c.Span}
	}
	require.NotEmpty(t, spans, where)
	traces := file.build(t, spans)
	config := createDefaultConfig().(*Config)
	enriched := enrich(t, config, traces)
	rooted, rootsRight := false, true
	for i := range spans {
		span := enriched.ResourceSpans().At(i).ScopeSpans().At(0).Spans().At(0)
		expect := spans[i].Expect
		if expect == nil {
			continue
		}
		s.spans++
		name := where
		if len(spans) > 1 {
			name += ", span " + spans[i].ID
		}
		s.compare(name, expect, span.Attributes())
		if expect.RootCause != nil {
			rooted = true
			root, ok := span.Attributes().Get(apierror.KeyRootCause)
			if !ok || root.Bool() != *expect.RootCause {
				rootsRight = false
				s.misses = append(s.misses, fmt.Sprintf("%s: root cause is to be %v", name, *expect.RootCause))
			}
		}
	}
	if rooted && len(spans) > 1 {
		s.rootOfTrace.add(rootsRight)
	}
}

func (s *corpusScore) compare(name string, expect *expectation, attrs pcommon.Map) {
	verdict, found := apierror.ReadSpan(attrs)
	if expect.Clean {
		if !s.clean.add(!found) {
			s.misses = append(s.misses, fmt.Sprintf("%s: is clean, got %s/%s: %s", name, verdict.Failure.Category, verdict.Failure.Reason, verdict.Failure.Rationale))
		}
		return
	}
	f := &verdict.Failure
	check := func(score *score, what, want, got string) {
		if want != "" && !score.add(oneOf(want, got)) {
			s.misses = append(s.misses, fmt.Sprintf("%s: %s %q is to be %q: %s", name, what, got, want, f.Rationale))
		}
	}
	check(&s.category, "category", expect.Category, string(f.Category))
	check(&s.reason, "reason", expect.Reason, f.Reason)
	check(&s.origin, "origin", expect.Origin, string(f.Origin))
	if expect.Retryable != nil {
		check(&s.retryable, "retryable", strconv.FormatBool(*expect.Retryable), strconv.FormatBool(f.Retryable))
	}
}

func oneOf(words, word string) bool {
	for want := range strings.SplitSeq(words, "|") {
		if want == word {
			return true
		}
	}
	return false
}

var spanKinds = map[string]ptrace.SpanKind{
	"": ptrace.SpanKindUnspecified, "internal": ptrace.SpanKindInternal, "server": ptrace.SpanKindServer,
	"client": ptrace.SpanKindClient, "producer": ptrace.SpanKindProducer, "consumer": ptrace.SpanKindConsumer,
}

var statusCodes = map[string]ptrace.StatusCode{
	"": ptrace.StatusCodeUnset, "unset": ptrace.StatusCodeUnset, "ok": ptrace.StatusCodeOk, "error": ptrace.StatusCodeError,
}

// build makes one batch of the spans, each in a resource of its own.
func (f *corpusFile) build(t *testing.T, spans []corpusSpan) ptrace.Traces {
	t.Helper()
	traces := ptrace.NewTraces()
	base := arrival.Add(-time.Minute)
	for i := range spans {
		s := &spans[i]
		rs := traces.ResourceSpans().AppendEmpty()
		resource := rs.Resource().Attributes()
		require.NoError(t, resource.FromRaw(f.Resource))
		for key, value := range s.Resource {
			require.NoError(t, resource.PutEmpty(key).FromRaw(value))
		}
		if s.Service != "" {
			resource.PutStr(apierror.KeyServiceName, s.Service)
		}
		ss := rs.ScopeSpans().AppendEmpty()
		ss.Scope().SetName(f.Scope)
		if s.Scope != "" {
			ss.Scope().SetName(s.Scope)
		}
		span := ss.Spans().AppendEmpty()
		span.SetTraceID(pcommon.TraceID{1})
		span.SetSpanID(corpusID(s.ID))
		if s.ID == "" {
			span.SetSpanID(corpusID("only"))
		}
		span.SetParentSpanID(corpusID(s.Parent))
		span.SetName(s.Name)
		kind, ok := spanKinds[s.Kind]
		require.True(t, ok, "kind %q", s.Kind)
		span.SetKind(kind)
		code, ok := statusCodes[s.Status.Code]
		require.True(t, ok, "status %q", s.Status.Code)
		span.Status().SetCode(code)
		span.Status().SetMessage(s.Status.Message)
		end := s.End
		if end == 0 {
			end = s.Start + 10*time.Millisecond
		}
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(base.Add(s.Start)))
		span.SetEndTimestamp(pcommon.NewTimestampFromTime(base.Add(end)))
		require.NoError(t, span.Attributes().FromRaw(s.Attributes))
		for _, e := range s.Events {
			event := span.Events().AppendEmpty()
			event.SetName(e.Name)
			event.SetTimestamp(span.EndTimestamp())
			require.NoError(t, event.Attributes().FromRaw(e.Attributes))
		}
	}
	return traces
}

func corpusID(name string) (id pcommon.SpanID) {
	copy(id[:], name)
	return id
}
