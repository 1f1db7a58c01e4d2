package main

import (
	"context"
	"sync"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/cardnet"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/load"
)

// How long each part takes; the guesser and the scanner take as long as their lists.
const (
	quietTime    = 6 * time.Second
	outagePart   = 7 * time.Second
	recoveryTime = 8 * time.Second
)

// play lets things happen to the shop. Customers come and buy throughout.
func play(ctx context.Context, shop *load.Shop, tally *load.Tally, seed uint64, cards func(context.Context, string) error, show *screen) error {
	ctx, closeShop := context.WithCancel(ctx)
	var visitors sync.WaitGroup
	defer visitors.Wait()
	defer closeShop()
	visitors.Go(func() { load.Customers(ctx, shop, seed) })

	before := tally.Now()
	told := func() {
		now := tally.Now()
		show.counted(now.Since(before))
		before = now
	}
	show.step("Business as usual: %d customers shop, with the usual mistakes", load.Shoppers)
	if err := linger(ctx, quietTime); err != nil {
		return err
	}
	told()

	show.step("A password guesser: %d stolen passwords, then %d guesses at one account", load.LeakedPairs, load.OneAccount)
	opened := load.Guesser(ctx, shop, seed, load.GuessEvery)
	told()
	show.note("%d account opened; the customers keep shopping", opened)

	show.step("A scanner looks for %d things that should not be there", load.Probes())
	load.Scanner(ctx, shop, load.ProbeEvery)
	told()

	show.step("The card network fails: slow, then overloaded, then gone")
	for _, mode := range []cardnet.Mode{cardnet.Slow, cardnet.Overloaded, cardnet.Down} {
		if err := cards(ctx, string(mode)); err != nil {
			return err
		}
		if err := linger(ctx, outagePart); err != nil {
			return err
		}
	}
	told()

	show.step("The card network is back")
	if err := cards(ctx, string(cardnet.Up)); err != nil {
		return err
	}
	if err := linger(ctx, recoveryTime); err != nil {
		return err
	}
	told()
	return nil
}

// linger lets time pass; it ends early, with the reason, when ctx does.
func linger(ctx context.Context, length time.Duration) error {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
