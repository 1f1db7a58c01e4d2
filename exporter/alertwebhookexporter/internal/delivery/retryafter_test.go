package delivery

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestParseRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"":                                0,
		"0":                               0,
		"120":                             2 * time.Minute,
		" 7 ":                             7 * time.Second,
		"-5":                              0,
		"1.5":                             0,
		"soon":                            0,
		"86400":                           longestRetryAfter,
		"86401":                           0,
		"1795341600":                      0,
		"99999999999999999999":            0,
		"Sun, 22 Nov 2026 10:00:30 GMT":   30 * time.Second,
		"Sunday, 22-Nov-26 10:00:30 GMT":  30 * time.Second,
		"Sun Nov 22 10:00:30 2026":        30 * time.Second,
		"Sun, 22 Nov 2026 09:00:00 GMT":   0,
		"Sun, 22 Nov 2126 10:00:30 GMT":   0,
		"Sun, 22 Nov 2026 10:00:30 +0100": 0,
	} {
		assert.Equal(t, want, parseRetryAfter(value, now), value)
	}
}

func FuzzParseRetryAfter(f *testing.F) {
	f.Add("120")
	f.Add("Sun, 22 Nov 2026 10:00:30 GMT")
	f.Fuzz(func(t *testing.T, value string) {
		wait := parseRetryAfter(value, time.Unix(1795341600, 0))
		assert.GreaterOrEqual(t, wait, time.Duration(0))
		assert.LessOrEqual(t, wait, longestRetryAfter)
	})
}
