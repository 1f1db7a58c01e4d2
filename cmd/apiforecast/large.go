package main

import (
	"fmt"
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast/anomaly"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// large counts the values that are too large to be told apart. The zero value is ready.
type large struct{ values int64 }

func (l *large) note(value float64) {
	if math.Abs(value) > anomaly.Largest && !math.IsInf(value, 0) { // what is infinite is missing
		l.values++
	}
}

// cut says how many there were; empty if none.
func (l *large) cut() string {
	if l.values == 0 {
		return ""
	}
	return fmt.Sprintf("the series has %s beyond %g on either side: what lies beyond was judged as if it were that; divide the series by a power of ten",
		sentence.Count(l.values, "value"), anomaly.Largest)
}
