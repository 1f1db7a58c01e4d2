package bench

import (
	"context"
	"runtime"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
)

// round is how many batches a contender processes between two looks at the others.
const round = 50

// Figure is what one contender took for one kind of traffic.
type Figure struct {
	NanosPerSpan  float64 // the median of the rounds
	AllocsPerSpan float64 // the least of the rounds: the collector's own metrics allocate now and then
	Ratio         float64 // the first contender's time to this one's, the median of the rounds, paired
}

// Measure runs the contenders in turn, round after round, so that a machine whose speed drifts drifts for all of them.
// Only processing is counted. A batch is made right before it is processed, as a receiver does, so that it is as warm.
func Measure(ctx context.Context, template ptrace.Traces, rounds int, contenders ...processor.Traces) ([]Figure, error) {
	times := make([][]float64, len(contenders))
	allocs := make([][]float64, len(contenders))
	batches := stream{template: template, clock: NewClock()}
	for range rounds + 1 { // the first round warms up
		for i, contender := range contenders {
			took, allocated, err := batches.feed(ctx, contender)
			if err != nil {
				return nil, err
			}
			times[i] = append(times[i], float64(took.Nanoseconds())/(round*SpansPerBatch))
			allocs[i] = append(allocs[i], float64(allocated)/(round*SpansPerBatch))
		}
	}
	figures := make([]Figure, len(contenders))
	for i := range figures {
		ratios := make([]float64, rounds)
		for r := range ratios {
			ratios[r] = times[0][r+1] / times[i][r+1]
		}
		figures[i] = Figure{Ratio: median(ratios), AllocsPerSpan: slices.Min(allocs[i][1:])}
	}
	for i := range figures {
		figures[i].NanosPerSpan = median(times[i][1:])
	}
	return figures, nil
}

// stream makes batch after batch of one kind of traffic.
type stream struct {
	template ptrace.Traces
	clock    *Clock
}

// feed lets a contender process a round of batches and gives the time and the allocations that it took itself.
func (s *stream) feed(ctx context.Context, contender processor.Traces) (took time.Duration, allocated uint64, err error) {
	runtime.GC() // what the contender before left behind is not this one's to sweep
	var before, after runtime.MemStats
	for range round {
		batch := ptrace.NewTraces()
		s.template.CopyTo(batch)
		s.clock.Renew(batch)
		runtime.ReadMemStats(&before)
		began := time.Now()
		if err := contender.ConsumeTraces(ctx, batch); err != nil {
			return 0, 0, err
		}
		took += time.Since(began)
		runtime.ReadMemStats(&after)
		allocated += after.Mallocs - before.Mallocs
	}
	return took, allocated, nil
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
