package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	findingsPerSecond = 10_000
	groups            = 1_000
	perGroup          = 10 // situations
	destinations      = 10
	groupWait         = 5 * time.Second // as by default
	batchEvery        = 50 * time.Millisecond
)

type loadFigures struct {
	findings, notifications, opened, told int
	median, p99                           time.Duration
	resident                              int64
}

// measureLoad opens a group after the other, evenly over the duration, and goes on telling of all that are open.
func measureLoad(ctx context.Context, binary string, duration time.Duration) (f loadFigures, err error) {
	hooks := startReceivers(destinations)
	defer hooks.close()
	c, err := startCollector(ctx, binary, hooks.configuration()+fmt.Sprintf(
		"    group_wait: %s\n    route: { group_by: [service], group_interval: 10s }\n", groupWait))
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, c.stop()) }()

	openedAt := make([]time.Time, 0, groups)
	began, next := time.Now(), 0
	for tick := time.Duration(0); tick < duration; tick += batchEvery {
		time.Sleep(time.Until(began.Add(tick)))
		open := min(groups, int(int64(groups)*int64(tick+batchEvery)/int64(duration)))
		batch := make([]apierror.Finding, 0, findingsPerSecond*int(batchEvery)/int(time.Second))
		for len(openedAt) < open {
			for n := range perGroup {
				batch = append(batch, situation(len(openedAt), n))
			}
			openedAt = append(openedAt, time.Now())
		}
		for len(batch) < cap(batch) && open > 0 {
			next = (next + 1) % (open * perGroup)
			batch = append(batch, situation(next/perGroup, next%perGroup))
		}
		if told := c.tell(ctx, batch...); told != nil {
			return f, told
		}
		f.findings += len(batch)
	}
	time.Sleep(groupWait + 10*time.Second)
	f.notifications, f.opened = hooks.received(), len(openedAt)
	f.latencies(hooks, openedAt)
	f.resident, err = c.resident()
	return f, err
}

func (f *loadFigures) latencies(hooks *receivers, openedAt []time.Time) {
	hooks.mu.Lock()
	defer hooks.mu.Unlock()
	var beyond []time.Duration
	for group, opened := range openedAt {
		first := hooks.first[service(group)]
		if len(first) == destinations {
			f.told++
		}
		for _, at := range first {
			beyond = append(beyond, at.Sub(opened)-groupWait)
		}
	}
	if len(beyond) == 0 {
		return
	}
	slices.Sort(beyond)
	f.median, f.p99 = beyond[len(beyond)/2], beyond[len(beyond)*99/100]
}

func service(group int) string { return fmt.Sprintf("service-%d", group) }

func situation(group, n int) apierror.Finding {
	now, name := time.Now(), fmt.Sprintf("/orders/%d", n)
	return apierror.Finding{
		ID: apierror.SituationID(apierror.KindSurge, service(group), name), Kind: apierror.KindSurge, Name: "timeout", Status: apierror.StatusFiring,
		StartedAt: now.Add(-time.Minute), UpdatedAt: now, Count: 100, Severity: apierror.SeverityHigh, Confidence: 0.9,
		Summary: "Timeouts at " + name, Rationale: "100 of 200 calls failed in 1m0s, usually 1%",
		Evidence: map[string]any{"calls": int64(200)},
		Subject:  apierror.Subject{Service: service(group), Route: name, Category: apierror.CategoryTimeout, Origin: apierror.OriginService},
	}
}
