// Command connectors measures the apierror connector against contrib's spanmetricsconnector, signal for signal, and fails if it
// takes more time or memory a span.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer/consumertest"

	"github.com/otelcol-apierror/otelcol-apierror/bench"
)

var seriesCounts = []int{50, 1_000, 100_000}

func main() {
	rounds := flag.Int("rounds", 11, "how often each connector is measured; the median counts")
	flag.Parse()
	within, err := run(context.Background(), *rounds)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if !within {
		os.Exit(1)
	}
}

func run(ctx context.Context, rounds int) (within bool, err error) {
	fmt.Printf("a counter of calls and an exponential histogram of durations, by service, method and route; medians of %d paired rounds\n\n", rounds)
	fmt.Printf("%8s %14s %14s %8s %16s %16s %14s %14s\n", "series", "apierror", "spanmetrics", "ratio", "apierror", "spanmetrics", "apierror", "spanmetrics")
	fmt.Printf("%8s %14s %14s %8s %16s %16s %14s %14s\n", "", "ns/span", "ns/span", "", "B/span alloc.", "B/span alloc.", "MiB held", "MiB held")
	within = true
	for _, series := range seriesCounts {
		ours, theirs := bench.MetricsContenders(series)
		starts := make([]func() (connector.Traces, error), 0, 2)
		for _, contender := range []bench.MetricsContender{ours, theirs} {
			starts = append(starts, func() (connector.Traces, error) { return contender.Start(ctx, consumertest.NewNop()) })
		}
		figures, err := bench.MeasureSeries(ctx, series, rounds, starts...)
		if err != nil {
			return false, err
		}
		a, b := figures[0], figures[1]
		fmt.Printf("%8d %14.0f %14.0f %8.2f %16.1f %16.1f %14.1f %14.1f\n", series, a.NanosPerSpan, b.NanosPerSpan, b.Ratio,
			a.BytesPerSpan, b.BytesPerSpan, mebibytes(a.Resident), mebibytes(b.Resident))
		within = within && b.Ratio <= 1 && a.BytesPerSpan <= b.BytesPerSpan && a.Resident <= b.Resident
	}
	if !within {
		fmt.Println("\nmore than spanmetrics")
	}
	return within, nil
}

func mebibytes(bytes int64) float64 { return float64(bytes) / (1 << 20) }
