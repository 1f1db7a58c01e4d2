package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/receiver"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/report"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/roles"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/load"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// attacksEndWithin is more than an attack needs to be over: resolve_after in collector.yaml is ten seconds.
const attacksEndWithin = 75 * time.Second

// kept is what the demo's folder holds.
const kept = "logs, enriched spans, metrics, findings and alerts:"

type options struct {
	config string
	seed   uint64
	keep   bool
}

// demonstrate runs the whole demo and prints its summary. The error says what the collector missed, or what went wrong.
func demonstrate(ctx context.Context, opts options, show *screen) (err error) {
	binary, err := binaryPath()
	if err != nil {
		return err
	}
	if _, err = os.Stat(opts.config); err != nil {
		return fmt.Errorf("start the demo in the project's root: %w", err)
	}
	dir, err := os.MkdirTemp("", "otelcol-apierror-demo-")
	if err != nil {
		return err
	}
	defer func() {
		switch {
		case err != nil && ctx.Err() == nil:
			err = fmt.Errorf("%w\n\n%s %s", err, kept, dir)
		case opts.keep:
			show.line("\n" + kept + " " + dir)
		default:
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	show.line(show.style.Bold("A shop, its customers, its attackers and an outage: what does the collector make of them?") +
		"\nIt takes a minute. Every span below is sent by a running service; nothing is made up.\nA line with » is a signed alert at the moment it reaches the webhook.\n")
	deliveries, err := perform(ctx, opts, binary, dir, show)
	if err != nil {
		return err
	}
	if err := keepAlerts(filepath.Join(dir, "alerts.json"), deliveries); err != nil {
		return err
	}
	return conclude(dir, deliveries, show)
}

// perform starts everything, lets it play, and stops everything, also when something goes wrong on the way.
func perform(ctx context.Context, opts options, binary, dir string, show *screen) (arrived []receiver.Delivery, err error) {
	hook, err := receiver.Start(func(delivery receiver.Delivery) { show.alert(asAlert(delivery)) })
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, hook.Close(context.WithoutCancel(ctx))) }()
	set, err := newStage(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, set.stop()) }()

	show.step("Starting the collector and the shop's services")
	reviews, missing := installReviews(ctx, dir, show)
	if err := set.startCollector(ctx, binary, opts.config, hook); err != nil {
		return nil, err
	}
	if err := set.startServices(ctx, reviews); err != nil {
		return nil, err
	}
	if missing != nil {
		show.note("without the Node service: %v", missing)
	}
	show.note("%d processes are up", len(set.services)+1)

	var tally load.Tally
	shop := load.NewShop("http://"+set.addresses[roles.EnvStorefront], &tally)
	defer shop.Close()
	playing, stopPlaying := set.watched(ctx)
	defer stopPlaying()
	if err := play(playing, shop, &tally, opts.seed, set.cardNetwork, show); err != nil {
		return nil, err
	}
	show.step("The shop closes; the attacks are over when nothing is seen of them for a while")
	if err := awaitEndOfAttacks(playing, hook); err != nil {
		return nil, err
	}
	stopPlaying()
	if err := set.stop(); err != nil {
		return nil, err
	}
	return hook.Deliveries(), nil
}

// watched is ctx that also ends, with the reason, when one of the processes stops by itself.
func (s *stage) watched(ctx context.Context) (context.Context, context.CancelFunc) {
	watched, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case process := <-s.exited:
			cancel(stopped(process))
		case <-watched.Done():
		}
	}()
	return watched, func() { cancel(nil) }
}

// awaitEndOfAttacks returns when every attack that an alert told of has ended, or has had time enough to. That an objective
// burns its budget would take minutes more.
func awaitEndOfAttacks(ctx context.Context, hook *receiver.Receiver) error {
	deadline := time.Now().Add(attacksEndWithin)
	for time.Now().Before(deadline) {
		if arrived := asAlerts(hook.Deliveries()); len(arrived) > 0 && !report.UnderAttack(arrived) {
			return nil
		}
		if err := linger(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

// conclude prints the summary and judges it.
func conclude(dir string, deliveries []receiver.Delivery, show *screen) error {
	run, err := outcome(dir, asAlerts(deliveries))
	if err != nil {
		return err
	}
	run.Begin = show.begin
	summary := report.Summarise(run)
	show.line("")
	if err := report.Write(show.out, summary, show.style); err != nil {
		return err
	}
	return report.Judge(summary, report.Expected{
		Attackers: map[string]string{"the password guesser": load.GuesserAddress, "the scanner": load.ScannerAddress},
		Process:   "checkout",
		Findings:  map[apierror.Kind]string{apierror.KindSLOBurn: "payments-availability", apierror.KindSLABreach: "cardnet"},
	})
}
