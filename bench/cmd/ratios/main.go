// Command ratios measures the apierror processor against contrib's transformprocessor and fails if it costs more than the
// project allows itself.
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"

	"go.opentelemetry.io/collector/processor"

	"github.com/otelcol-apierror/otelcol-apierror/bench"
)

// limits are the most that the processor may take of the plain and of the guarded statements' time.
var limits = []struct {
	failed         float64
	plain, guarded float64
}{
	{0, 0.10, 1.5},
	{0.05, 0.15, 1.3},
	{1, 0.9, 1.0},
}

// allocsOnClean is above zero only for what the helper around every processor allocates once a batch.
const allocsOnClean = 0.05

func main() {
	rounds := flag.Int("rounds", 31, "how often each contender is measured; the median counts")
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
	fmt.Printf("ns a span, and our time to theirs, medians of %d paired rounds; batches of %d spans, 10,000 actors, 50 routes\n\n", rounds, bench.SpansPerBatch)
	fmt.Printf("%7s %10s %10s %10s %12s %12s %8s %8s\n", "failed", "apierror", "plain", "guarded", "of plain", "of guarded", "allocs", "plain's")
	within = true
	for _, limit := range limits {
		figures, err := measure(ctx, limit.failed, rounds)
		if err != nil {
			return false, err
		}
		ours, plain, guarded := figures[0], figures[1], figures[2]
		// Compared as printed: the limits have two decimals, and so much is about what a shared machine can tell.
		ofPlain, ofGuarded := math.Round(plain.Ratio*100)/100, math.Round(guarded.Ratio*100)/100
		fmt.Printf("%6.0f%% %10.0f %10.0f %10.0f %6.2f ≤%4.2f %6.2f ≤%4.2f %8.2f %8.2f\n", limit.failed*100,
			ours.NanosPerSpan, plain.NanosPerSpan, guarded.NanosPerSpan, ofPlain, limit.plain, ofGuarded, limit.guarded,
			ours.AllocsPerSpan, plain.AllocsPerSpan)
		within = within && ofPlain <= limit.plain && ofGuarded <= limit.guarded
		if limit.failed == 0 {
			within = within && ours.AllocsPerSpan <= allocsOnClean
		}
	}
	if !within {
		fmt.Println("\nabove what the project allows itself")
	}
	return within, nil
}

func measure(ctx context.Context, failed float64, rounds int) ([]bench.Figure, error) {
	ours, plain, guarded := bench.Contenders()
	var started []processor.Traces
	for _, contender := range []bench.Contender{ours, plain, guarded} {
		p, err := contender.Start(ctx)
		if err != nil {
			return nil, err
		}
		started = append(started, p)
	}
	figures, err := bench.Measure(ctx, bench.Batch(failed), rounds, started...)
	for _, p := range started {
		if shutdown := p.Shutdown(ctx); err == nil {
			err = shutdown
		}
	}
	return figures, err
}
