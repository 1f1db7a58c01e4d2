// Command demo shows the project at work: it runs a shop of instrumented services behind the real collector, lets customers,
// attackers and an outage happen to it, and says what the collector made of that. It exits with 1 if the collector missed
// what it is there to see.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/roles"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/supervise"
)

// The kernel ends a child when the thread that started it ends; the main thread lives as long as the process.
func init() { runtime.LockOSThread() }

func main() { os.Exit(run()) }

func run() int {
	if len(os.Args) == 2 && roles.Known(os.Args[1]) {
		return playRole(os.Args[1])
	}
	var opts options
	flag.StringVar(&opts.config, "config", "examples/shop/collector.yaml", "the collector's configuration")
	flag.Uint64Var(&opts.seed, "seed", 1, "what decides who does what")
	flag.BoolVar(&opts.keep, "keep", false, "keep logs, enriched spans and alerts")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := supervise.FollowParent(); err != nil {
		fmt.Fprintf(os.Stderr, "demo: %v\n", err)
		return 1
	}
	err := demonstrate(ctx, opts, newScreen(os.Stdout))
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "\ndemo: interrupted; everything it started has stopped")
		return 130
	case err != nil:
		fmt.Fprintf(os.Stderr, "\ndemo: %v\n", err)
		return 1
	}
	return 0
}

// playRole makes this process one of the shop's services: the demo starts itself again for each, so that one binary is
// built and not two.
func playRole(name string) int {
	if err := roles.Run(name); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintf(os.Stderr, "shop: %s: %v\n", name, err)
		return 1
	}
	return 0
}
