package classify

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// repeated are failures as they come by the thousand: with nothing but a status, with a known exception, and with one that
// is in no table and carries a long stack trace.
func repeated(tb testing.TB) map[string]*spanview.View {
	status := said{kind: server, http: 500}
	known := said{kind: client, exceptions: []thrown{{"java.net.SocketTimeoutException", "Read timed out"}}}
	unknown := said{kind: server, http: 500, exceptions: []thrown{{"com.acme.OrderException", "no stock", strings.Repeat("\n\tat com.acme.Order.place(Order.java:17)", 200)}}}
	return map[string]*spanview.View{"status": status.read(tb), "known": known.read(tb), "unknown": unknown.read(tb)}
}

func TestRepeatedFailuresAllocateNothing(t *testing.T) {
	for name, view := range repeated(t) {
		classifier, failure := New(asItIs), apierror.Failure{}
		assert.Zero(t, testing.AllocsPerRun(10, func() { classifier.Classify(view, false, &failure) }), name)
	}
}

func BenchmarkClassify(b *testing.B) {
	for name, view := range repeated(b) {
		b.Run(name, func(b *testing.B) {
			classifier, failure := New(asItIs), apierror.Failure{}
			b.ReportAllocs()
			for b.Loop() {
				classifier.Classify(view, false, &failure)
			}
		})
	}
}

// BenchmarkSearch is what a text costs that was not seen before.
func BenchmarkSearch(b *testing.B) {
	texts := newTextCache(asItIs)
	b.ReportAllocs()
	for b.Loop() {
		texts.search(fromExceptionMessage, noDialect, "the order 17 of customer 4711 could not be placed: there is no stock left of article 0815")
	}
}
