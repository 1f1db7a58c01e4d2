package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Process is a business process as the connector's metrics have it.
type Process struct {
	Name        string
	Criticality apierror.Criticality
	Requests    int64 // that a service answered
	Failed      int64 // of them
	ValueAtRisk float64
	Cost        float64
	Currency    string
}

// FailedShare is 0 where there were no requests.
func (p *Process) FailedShare() float64 {
	if p.Requests == 0 {
		return 0
	}
	return float64(p.Failed) / float64(p.Requests)
}

// ReadProcesses reads cumulative metrics as the file exporter wrote them: of each series the last sample counts. The process that
// most money is at risk in comes first.
func ReadProcesses(from io.Reader) ([]Process, error) {
	series := make(map[string]sample)
	var decoder pmetric.JSONUnmarshaler
	err := eachLine(from, "metrics", func(line []byte) error {
		metrics, err := decoder.UnmarshalMetrics(line)
		if err != nil {
			return err
		}
		for _, resource := range metrics.ResourceMetrics().All() {
			for _, scope := range resource.ScopeMetrics().All() {
				for _, metric := range scope.Metrics().All() {
					if metric.Type() == pmetric.MetricTypeSum {
						keepLast(series, metric)
					}
				}
			}
		}
		return nil
	})
	return processesOf(series), err
}

// sample is the newest value of a series.
type sample struct {
	metric     string
	attributes pcommon.Map
	value      float64
}

func keepLast(series map[string]sample, metric pmetric.Metric) {
	for _, point := range metric.Sum().DataPoints().All() {
		value := point.DoubleValue()
		if point.ValueType() == pmetric.NumberDataPointValueTypeInt {
			value = float64(point.IntValue())
		}
		// fmt prints a map in the order of its keys.
		id := metric.Name() + fmt.Sprint(point.Attributes().AsRaw())
		series[id] = sample{metric.Name(), point.Attributes(), value}
	}
}

func processesOf(series map[string]sample) []Process {
	byName := make(map[string]*Process)
	for _, s := range series {
		name := text(s.attributes, apierror.KeyBusinessProcess)
		if name == "" {
			continue
		}
		if byName[name] == nil {
			byName[name] = &Process{Name: name}
		}
		byName[name].add(&s)
	}
	rows := make([]Process, 0, len(byName))
	for _, process := range byName {
		rows = append(rows, *process)
	}
	slices.SortFunc(rows, func(a, b Process) int {
		return cmp.Or(cmp.Compare(b.ValueAtRisk, a.ValueAtRisk), cmp.Compare(b.Cost, a.Cost), cmp.Compare(a.Name, b.Name))
	})
	return rows
}

func (p *Process) add(s *sample) {
	// Who asks sees the same request once more.
	answered := text(s.attributes, "span.kind") == "server"
	switch s.metric {
	case "apierror.requests":
		if answered {
			p.Requests += int64(s.value)
		}
	case "apierror.errors":
		if answered {
			p.Failed += int64(s.value)
		}
	case "apierror.value_at_risk":
		p.ValueAtRisk += s.value
		p.Criticality = apierror.Criticality(text(s.attributes, apierror.KeyBusinessCriticality))
		p.Currency = text(s.attributes, apierror.KeyBusinessCurrency)
	case "apierror.cost":
		p.Cost += s.value
	}
}
