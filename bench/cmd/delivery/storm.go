package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

type stormFigures struct {
	took                   time.Duration
	notifications, counted int
	resident               int64
}

// measureStorm tells of very many actors at once, with no grouping configured.
func measureStorm(ctx context.Context, binary string, actors int) (f stormFigures, err error) {
	hooks := startReceivers(1)
	defer hooks.close()
	c, err := startCollector(ctx, binary, hooks.configuration()+"    group_wait: 1s\n    route: { group_interval: 5s }\n")
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, c.stop()) }()
	began := time.Now()
	batch := make([]apierror.Finding, 0, 500)
	for i := range actors {
		batch = append(batch, attack(i))
		if len(batch) == cap(batch) || i == actors-1 {
			if told := c.tell(ctx, batch...); told != nil {
				return f, told
			}
			batch = batch[:0]
		}
	}
	f.took = time.Since(began)
	for range 60 {
		time.Sleep(time.Second)
		if hooks.situations() >= actors {
			break
		}
	}
	f.notifications, f.counted = hooks.received(), hooks.situations()
	f.resident, err = c.resident()
	return f, err
}

func attack(i int) apierror.Finding {
	now := time.Now()
	actor := apierror.Actor{Type: apierror.ActorClient, ID: fmt.Sprintf("10.%d.%d.%d", i>>16&255, i>>8&255, i&255)}
	return apierror.Finding{
		ID: apierror.SecuritySituation(actor, apierror.SignalCredentialStuffing), Kind: apierror.KindSecurity,
		Name: string(apierror.SignalCredentialStuffing), Status: apierror.StatusFiring,
		StartedAt: now.Add(-time.Minute), UpdatedAt: now, Count: 50, Severity: apierror.SeverityHigh, Confidence: 0.9,
		Summary: "Credential stuffing by client " + actor.ID, Rationale: "50 failed logins on 30 accounts in 1m0s",
		Subject: apierror.Subject{Service: "accounts", Route: "/login", Actor: actor, Signals: []apierror.Signal{apierror.SignalCredentialStuffing}},
	}
}
