package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast/anomaly"
)

func TestAVerdictThatHoldsNothingBackSaysWhy(t *testing.T) {
	type one struct {
		hour int
		off  float64
		word feedback.Word
	}
	const once = "one verdict false on spike up holds back up to 16. A second one, on another alert, holds back up to 64"
	for name, c := range map[string]struct {
		said []one
		want []string // in what is said; nothing is where it is empty
	}{
		"false":                   {[]one{{2, 15.5, feedback.False}}, nil},
		"true":                    {[]one{{2, 15.5, feedback.True}}, nil},
		"false, too far out":      {[]one{{2, 16.5, feedback.False}}, []string{"the verdict false on 2026-03-05 02:30:00 holds nothing back at the end: it is 16.5 usual", once}},
		"false twice":             {[]one{{2, 63.5, feedback.False}, {3, 16.5, feedback.False}}, nil},
		"false twice, of another": {[]one{{2, 17, feedback.False}, {3, -17, feedback.False}}, []string{"2 verdicts hold nothing back at the end of the series. The first: the verdict false", once}},
		"false twice, and far":    {[]one{{2, 64.5, feedback.False}, {3, 16.5, feedback.False}}, []string{"up to 64 at most. Say expected"}},
		"expected":                {[]one{{2, 255, feedback.Expected}}, nil},
		"expected, and far":       {[]one{{2, 257, feedback.Expected}}, []string{"257 usual deviations out, and expected holds back up to 256"}},
		"false and true":          {[]one{{2, 12, feedback.False}, {3, 13, feedback.True}}, []string{"other verdicts on spike up stand against it"}},
	} {
		t.Run(name, func(t *testing.T) {
			var list []said
			for day, one := range c.said {
				at := time.Date(2026, 3, 5+day, one.hour, 30, 0, 0, time.UTC).UnixNano()
				list = append(list, said{on: at, from: at, word: one.word})
			}
			h := newHeeding(list)
			for day, one := range c.said {
				h.advance(list[day].on)
				h.holds(list[day].on, anomaly.Verdict{By: anomaly.Spike, Off: one.off})
			}
			h.advance(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC).UnixNano())
			if len(c.want) == 0 {
				assert.Empty(t, h.unmoved())
			}
			for _, want := range c.want {
				assert.Contains(t, h.unmoved(), want)
			}
		})
	}
}

// judged are verdicts at the end of some spikes, an hour apart and 20 usual deviations out.
func judged(spikes int, word feedback.Word, on ...int) *heeding {
	begin := time.Date(2026, 3, 5, 2, 30, 0, 0, time.UTC)
	at := func(spike int) int64 { return begin.Add(time.Duration(spike) * time.Hour).UnixNano() }
	var list []said
	for _, spike := range on {
		list = append(list, said{on: at(spike), from: at(spikes), word: word})
	}
	h := newHeeding(list)
	for spike := range spikes {
		h.advance(at(spike))
		h.holds(at(spike), anomaly.Verdict{By: anomaly.Spike, Off: 20})
	}
	h.advance(at(spikes + 1))
	return h
}

func TestTheSameVerdictTwiceIsOne(t *testing.T) {
	assert.Contains(t, judged(1, feedback.False, 0, 0).unmoved(), "A second one, on another alert,")
	assert.Empty(t, judged(2, feedback.False, 0, 1).unmoved())
}

func TestAVerdictThatCountsTooLate(t *testing.T) {
	assert.Empty(t, judged(8, feedback.Expected, 0).unmoved())
	assert.Contains(t, judged(9, feedback.Expected, 0).unmoved(), "so many alerts of spike up came before it counted that the one it is on is forgotten")
}
