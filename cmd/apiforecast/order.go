package main

import (
	"fmt"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// order watches whether rows come in the order of their times. The zero value is ready.
type order struct {
	any            bool
	latest         int64
	earlier, again int64 // rows
}

func (o *order) note(at int64) {
	switch {
	case !o.any || at > o.latest:
		o.any, o.latest = true, at
	case at == o.latest:
		o.again++
	default:
		o.earlier++
	}
}

// broken says how many rows did not; empty if all did.
func (o *order) broken() string {
	var parts []string
	if o.earlier > 0 {
		parts = append(parts, sentence.Count(o.earlier, "row")+" earlier than one before")
	}
	if o.again > 0 {
		parts = append(parts, sentence.Count(o.again, "row")+" of the same time as the one before")
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("the series has %s: each was judged where it stands; sort the series by time", strings.Join(parts, ", and "))
}
