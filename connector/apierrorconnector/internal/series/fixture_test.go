package series

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// epoch is when the stores of the tests begin to count; their printed times are since then.
const epoch int64 = 1_700_000_000_000_000_000

func at(since time.Duration) int64 { return epoch + int64(since) }

func cumulative() *Store { return newStore(pmetric.AggregationTemporalityCumulative) }

func delta() *Store { return newStore(pmetric.AggregationTemporalityDelta) }

func newStore(temporality pmetric.AggregationTemporality) *Store {
	return New(Settings{Scope: "apierror", Version: "1", Temporality: temporality, ExpireAfter: time.Minute}, epoch)
}

// group finds or adds a group as the connector does.
func group(s *Set, key uint64, attributes ...Attribute) Group {
	g, known := s.Find(key)
	if !known {
		g = s.Add(key, attributes...)
	}
	return g
}

func exemplar(id byte, since time.Duration, failed bool) *Exemplar {
	return &Exemplar{TraceID: pcommon.TraceID{15: id}, SpanID: pcommon.SpanID{7: id}, Time: at(since), Failed: failed}
}

// collected is what a Collect tells, as text.
func collected(s *Store, since time.Duration) string {
	m := pmetric.NewMetrics()
	s.Collect(at(since), m)
	return text(m)
}

func tells(t *testing.T, want, got string) {
	t.Helper()
	assert.Equal(t, strings.TrimSpace(strings.ReplaceAll(want, "\t", "")), strings.TrimSpace(got))
}

// sorted puts the points of one metric in order, where a group may have any place.
func sorted(told string) string {
	lines := strings.Split(strings.TrimSpace(told), "\n")
	slices.Sort(lines[1:])
	return strings.Join(lines, "\n")
}

// text prints metrics, one line a point: attributes [start end] value.
func text(metrics pmetric.Metrics) string {
	var b strings.Builder
	for _, resource := range metrics.ResourceMetrics().All() {
		for _, scope := range resource.ScopeMetrics().All() {
			for _, m := range scope.Metrics().All() {
				textMetric(&b, m)
			}
		}
	}
	return b.String()
}

func textMetric(b *strings.Builder, m pmetric.Metric) {
	switch m.Type() { //nolint:exhaustive // there are no others here
	case pmetric.MetricTypeSum:
		fmt.Fprintf(b, "%s %s %s monotonic=%t\n", m.Name(), m.Unit(), m.Sum().AggregationTemporality(), m.Sum().IsMonotonic())
		textNumbers(b, m.Sum().DataPoints())
	case pmetric.MetricTypeGauge:
		fmt.Fprintf(b, "%s %s Gauge\n", m.Name(), m.Unit())
		textNumbers(b, m.Gauge().DataPoints())
	case pmetric.MetricTypeExponentialHistogram:
		fmt.Fprintf(b, "%s %s %s\n", m.Name(), m.Unit(), m.ExponentialHistogram().AggregationTemporality())
		for _, dp := range m.ExponentialHistogram().DataPoints().All() {
			textPoint(b, dp)
			fmt.Fprintf(b, "count=%d sum=%v", dp.Count(), dp.Sum())
			if dp.HasMin() && dp.HasMax() {
				fmt.Fprintf(b, " min=%v max=%v", dp.Min(), dp.Max())
			}
			fmt.Fprintf(b, " zeros=%d scale=%d %d", dp.ZeroCount(), dp.Scale(), dp.Positive().Offset())
			textBuckets(b, dp.Positive().BucketCounts().AsRaw())
			textExemplars(b, dp.Exemplars())
		}
	default:
		fmt.Fprintf(b, "%s is of an unexpected type\n", m.Name())
	}
}

// textBuckets prints counts, many empty ones as 0×many.
func textBuckets(b *strings.Builder, counts []uint64) {
	var words []string
	for i := 0; i < len(counts); i++ {
		from := i
		for i+1 < len(counts) && counts[from] == 0 && counts[i+1] == 0 {
			i++
		}
		word := strconv.FormatUint(counts[from], 10)
		if i > from {
			word = fmt.Sprintf("0×%d", i-from+1)
		}
		words = append(words, word)
	}
	fmt.Fprint(b, words)
}

func textNumbers(b *strings.Builder, points pmetric.NumberDataPointSlice) {
	for _, dp := range points.All() {
		textPoint(b, dp)
		if dp.ValueType() == pmetric.NumberDataPointValueTypeInt {
			fmt.Fprintf(b, "int %d", dp.IntValue())
		} else {
			fmt.Fprintf(b, "double %v", dp.DoubleValue())
		}
		textExemplars(b, dp.Exemplars())
	}
}

func textPoint(b *strings.Builder, dp interface {
	dataPoint
	StartTimestamp() pcommon.Timestamp
	Timestamp() pcommon.Timestamp
},
) {
	for key, value := range dp.Attributes().All() {
		fmt.Fprintf(b, "%s=%s ", key, value.AsString())
	}
	start := "-"
	if dp.StartTimestamp() != 0 {
		start = sinceEpoch(dp.StartTimestamp())
	}
	fmt.Fprintf(b, "[%s %s] ", start, sinceEpoch(dp.Timestamp()))
}

func textExemplars(b *strings.Builder, exemplars pmetric.ExemplarSlice) {
	for _, x := range exemplars.All() {
		value := any(x.DoubleValue())
		if x.ValueType() == pmetric.ExemplarValueTypeInt {
			value = x.IntValue()
		}
		fmt.Fprintf(b, " (%v trace %d span %d at %s)", value, x.TraceID()[15], x.SpanID()[7], sinceEpoch(x.Timestamp()))
	}
	b.WriteByte('\n')
}

func sinceEpoch(ts pcommon.Timestamp) string { return time.Duration(int64(ts) - epoch).String() }
