// Package e2e starts the real binary, sends it real OTLP, and reads what comes out at the other end.
package e2e

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"
)

// collectorPath is the built binary: `make test` builds it and names it.
var collectorPath = "../../_build/otelcol-apierror"

func TestMain(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		fmt.Println("end-to-end tests are skipped with -short")
		return
	}
	if path := os.Getenv("OTELCOL_APIERROR"); path != "" {
		collectorPath = path
	}
	if _, err := os.Stat(collectorPath); err != nil {
		fmt.Fprintln(os.Stderr, "no collector at", collectorPath, "- run: make build")
		os.Exit(1)
	}
	collectorPath, _ = filepath.Abs(collectorPath)
	goleak.VerifyTestMain(m)
}
