package bench

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// BenchmarkProcessor is for profiling: go test -bench Processor/5% -cpuprofile cpu.out. The figures that count are those of
// cmd/ratios, which pairs the contenders.
func BenchmarkProcessor(b *testing.B) {
	ours, _, _ := Contenders()
	for _, failed := range []float64{0, 0.05, 1} {
		b.Run(fmt.Sprintf("%.0f%%", failed*100), func(b *testing.B) {
			p, err := ours.Start(b.Context())
			require.NoError(b, err)
			template := Batch(failed)
			clock := NewClock()
			var took time.Duration
			for range b.N {
				batch := ptrace.NewTraces()
				template.CopyTo(batch)
				clock.Renew(batch)
				began := time.Now()
				require.NoError(b, p.ConsumeTraces(b.Context(), batch))
				took += time.Since(began)
			}
			b.ReportMetric(float64(took.Nanoseconds())/float64(b.N)/SpansPerBatch, "ns/span")
			require.NoError(b, p.Shutdown(b.Context()))
		})
	}
}
