package engine

import (
	"fmt"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// text prints metrics: a line for each metric, its unit and kind, and one for each of its points, sorted.
func text(metrics pmetric.Metrics, names ...string) string {
	var b strings.Builder
	for _, resource := range metrics.ResourceMetrics().All() {
		for _, scope := range resource.ScopeMetrics().All() {
			for _, m := range scope.Metrics().All() {
				if len(names) == 0 || slices.Contains(names, m.Name()) {
					textMetric(&b, m)
				}
			}
		}
	}
	return b.String()
}

func textMetric(b *strings.Builder, m pmetric.Metric) {
	var kind string
	var points []string
	switch m.Type() { //nolint:exhaustive // there are no others here
	case pmetric.MetricTypeSum:
		kind = strings.ToLower(m.Sum().AggregationTemporality().String()) + " counter"
		points = numbers(m.Sum().DataPoints())
	case pmetric.MetricTypeGauge:
		kind = "gauge"
		points = numbers(m.Gauge().DataPoints())
	case pmetric.MetricTypeExponentialHistogram:
		kind = strings.ToLower(m.ExponentialHistogram().AggregationTemporality().String()) + " histogram"
		for _, dp := range m.ExponentialHistogram().DataPoints().All() {
			points = append(points, fmt.Sprintf("%s: %d, sum %.4g", keyed(dp.Attributes()), dp.Count(), dp.Sum()))
		}
	default:
		kind = "unexpected"
	}
	slices.Sort(points)
	fmt.Fprintf(b, "%s %s %s\n", m.Name(), m.Unit(), kind)
	for _, point := range points {
		fmt.Fprintf(b, "  %s\n", point)
	}
}

func numbers(points pmetric.NumberDataPointSlice) []string {
	var all []string
	for _, dp := range points.All() {
		if dp.ValueType() == pmetric.NumberDataPointValueTypeInt {
			all = append(all, fmt.Sprintf("%s: %d", keyed(dp.Attributes()), dp.IntValue()))
		} else {
			all = append(all, fmt.Sprintf("%s: %.6g", keyed(dp.Attributes()), dp.DoubleValue()))
		}
	}
	return all
}

// keyed prints attributes in the order of their keys.
func keyed(attributes pcommon.Map) string {
	var all []string
	for key, value := range attributes.All() {
		all = append(all, key+"="+value.AsString())
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// metricNamed is the metric of a name; a sum without points if there is none.
func metricNamed(metrics pmetric.Metrics, name string) pmetric.Metric {
	for _, resource := range metrics.ResourceMetrics().All() {
		for _, scope := range resource.ScopeMetrics().All() {
			for _, m := range scope.Metrics().All() {
				if m.Name() == name {
					return m
				}
			}
		}
	}
	none := pmetric.NewMetric()
	none.SetEmptySum()
	return none
}
