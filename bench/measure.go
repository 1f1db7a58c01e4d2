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
	Ratio         float64 // the first contender's time to this one's, the median of the rounds, paired
	AllocsPerSpan float64
}

// Measure runs the contenders in turn, round after round, so that a machine whose speed drifts drifts for all of them.
// Only processing is counted. A batch is made right before it is processed, as a receiver does, so that it is as warm.
func Measure(ctx context.Context, template ptrace.Traces, rounds int, contenders ...processor.Traces) ([]Figure, error) {
	batches := stream{template: template, clock: NewClock()}
	figures := make([]Figure, len(contenders))
	// The first round warms up, and counts allocations: reading the counters empties the allocator's caches, which would be
	// charged to whoever allocates next, so it is not timed.
	for i, contender := range contenders {
		allocated, err := batches.count(ctx, contender)
		if err != nil {
			return nil, err
		}
		figures[i].AllocsPerSpan = float64(allocated) / (round * SpansPerBatch)
	}
	times := make([][]float64, len(contenders))
	for range rounds {
		for i, contender := range contenders {
			took, err := batches.time(ctx, contender)
			if err != nil {
				return nil, err
			}
			times[i] = append(times[i], float64(took.Nanoseconds())/(round*SpansPerBatch))
		}
	}
	for i := range figures {
		ratios := make([]float64, rounds)
		for r := range ratios {
			ratios[r] = times[0][r] / times[i][r]
		}
		figures[i].NanosPerSpan, figures[i].Ratio = median(times[i]), median(ratios)
	}
	return figures, nil
}

// stream makes batch after batch of one kind of traffic.
type stream struct {
	template ptrace.Traces
	clock    *Clock
}

func (s *stream) next() ptrace.Traces {
	batch := ptrace.NewTraces()
	s.template.CopyTo(batch)
	s.clock.Renew(batch)
	return batch
}

// time lets a contender process a round of batches and gives the time that it took itself.
func (s *stream) time(ctx context.Context, contender processor.Traces) (took time.Duration, err error) {
	runtime.GC() // what the contender before left behind is not this one's to sweep
	for range round {
		batch := s.next()
		began := time.Now()
		if err := contender.ConsumeTraces(ctx, batch); err != nil {
			return 0, err
		}
		took += time.Since(began)
	}
	return took, nil
}

// count lets a contender process a round of batches and gives the number of allocations that it made itself.
func (s *stream) count(ctx context.Context, contender processor.Traces) (allocated uint64, err error) {
	var before, after runtime.MemStats
	for range round {
		batch := s.next()
		runtime.ReadMemStats(&before)
		if err := contender.ConsumeTraces(ctx, batch); err != nil {
			return 0, err
		}
		runtime.ReadMemStats(&after)
		allocated += after.Mallocs - before.Mallocs
	}
	return allocated, nil
}

// median leaves the values in their order: they are paired with others'.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
