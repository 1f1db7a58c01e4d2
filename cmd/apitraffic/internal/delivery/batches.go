// Package delivery brings spans to whoever takes them, as pipelines do: about in order, in batches, some late and some twice.
package delivery

import (
	"cmp"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
)

const (
	// batchSize is how many spans come together.
	batchSize = 512
	// usualDelay is how long a span waits in its service's exporter on average, and longestDelay at most: the SDKs' batch
	// processors send every 5 s.
	usualDelay   = 2 * time.Second
	longestDelay = 10 * time.Second
	// repeated is the share of spans that are sent twice, as after a timeout that was none; repeatDelay is how much later at most.
	repeated    = 0.003
	repeatDelay = 30 * time.Second
)

// Batch is some spans that arrive together.
type Batch struct {
	Arrival time.Time // in the time of the spans
	Spans   []*shop.Span
}

// Traces gives the batch as OTLP.
func (b *Batch) Traces() ptrace.Traces {
	td := ptrace.NewTraces()
	shop.Write(td, b.Spans)
	return td
}

// arrival is one delivery of a span.
type arrival struct {
	at   int64
	span *shop.Span
}

// Batches delivers spans. The same seed makes the same batches.
func Batches(spans []shop.Span, seed uint64) iter.Seq[Batch] {
	arrivals := plan(spans, rand.New(rand.NewPCG(seed, deliveryStream)))
	return func(yield func(Batch) bool) {
		for chunk := range slices.Chunk(arrivals, batchSize) {
			batch := Batch{Arrival: time.Unix(0, chunk[len(chunk)-1].at).UTC(), Spans: make([]*shop.Span, len(chunk))}
			for i := range chunk {
				batch.Spans[i] = chunk[i].span
			}
			if !yield(batch) {
				return
			}
		}
	}
}

// deliveryStream keeps the delivery's luck apart from the actors'.
const deliveryStream = 0x64656c6976657279

func plan(spans []shop.Span, rng *rand.Rand) []arrival {
	arrivals := make([]arrival, 0, len(spans)+len(spans)/100)
	for i := range spans {
		span := &spans[i]
		delay := min(math.Abs(rng.ExpFloat64())*float64(usualDelay), float64(longestDelay))
		first := arrival{at: span.End + int64(delay), span: span}
		arrivals = append(arrivals, first)
		if rng.Float64() < repeated {
			arrivals = append(arrivals, arrival{at: first.at + rng.Int64N(int64(repeatDelay)), span: span})
		}
	}
	slices.SortStableFunc(arrivals, func(a, b arrival) int { return cmp.Compare(a.at, b.at) })
	return arrivals
}
