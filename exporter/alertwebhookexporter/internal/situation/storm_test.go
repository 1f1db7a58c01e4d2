package situation

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Ten thousand findings a second in a thousand groups at ten destinations, with twenty looks a second: ns/op is what one finding
// costs with its share in the looks. Below 30,000 that is less than 30% of a core.
func BenchmarkStorm(b *testing.B) {
	destinations := make([]string, 10)
	for i := range destinations {
		destinations[i] = fmt.Sprint("destination", i)
	}
	r := rulesFor(destinations, byTenant)
	r.MaxSituations = 10_000
	tracker := NewTracker(r)
	reports := make([]Report, 8_000)
	for i := range reports {
		reports[i].Finding = surgeOn(strconv.Itoa(i), ofTenant(strconv.Itoa(i%1000)))
		reports[i].StartedAt = t0
	}
	now := t0
	heard, told := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		f := &reports[heard%len(reports)]
		f.UpdatedAt = now
		f.Status = apierror.StatusFiring
		if heard/len(reports)%40 == 39 {
			f.Status = apierror.StatusResolved
		}
		tracker.Hear(f, now)
		heard++
		if heard%500 == 0 {
			now = now.Add(50 * time.Millisecond)
			for _, destination := range destinations {
				for _, n := range tracker.Due(destination, 256, now, false) {
					tracker.Told(n, now)
					told++
				}
			}
			tracker.Expire(now)
			tracker.changes = newChanges() // saving is the storage's cost
		}
	}
	b.ReportMetric(float64(told)/float64(heard), "notifications/finding")
}

// What a look costs where nothing is due: ten thousand situations that fire.
func BenchmarkIdle(b *testing.B) {
	r := rules()
	r.MaxSituations = 10_000
	tracker := NewTracker(r)
	for i := range r.MaxSituations {
		f := Report{Finding: surgeOn(strconv.Itoa(i))}
		f.StartedAt, f.UpdatedAt = t0, t0
		tracker.Hear(&f, t0)
	}
	now := t0
	var due []*notification.Notification
	for due = tracker.Due("ops", 1<<20, now, true); len(due) > 0; due = tracker.Due("ops", 1<<20, now, true) {
		for _, n := range due {
			tracker.Told(n, now)
		}
		now = now.Add(time.Second)
	}
	b.ReportAllocs()
	for b.Loop() {
		tracker.Due("ops", 256, now, false)
		tracker.Expire(now)
	}
}
