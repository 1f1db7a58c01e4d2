package main

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/supervise"
)

// awaitPort returns when somebody listens at the address, or says why nobody will.
func awaitPort(ctx context.Context, address string, process *supervise.Process) error {
	ctx, cancel := context.WithTimeoutCause(ctx, readyWithin, fmt.Errorf("%s was not ready within %s", process.Name, readyWithin))
	defer cancel()
	dialer := net.Dialer{Timeout: time.Second}
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		conn, err := dialer.DialContext(ctx, "tcp", address)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-process.Done():
			return stopped(process)
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-again.C:
		}
	}
}

// stopped tells of a program that ended before it was asked to.
func stopped(process *supervise.Process) error {
	why := "it exited with success"
	if err := process.Err(); err != nil {
		why = err.Error()
	}
	return fmt.Errorf("%s stopped by itself (%s); its last words:\n%s", process.Name, why, process.Tail(12))
}
