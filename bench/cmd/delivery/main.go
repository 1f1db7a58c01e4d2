// Command delivery measures the exporter alert_webhook in the built collector: under 10,000 findings a second for a minute, in 1,000
// groups that open one after the other, told to 10 destinations; and in a storm of 100,000 actors. It fails beyond its limits.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"
)

const (
	// The slowest of a hundred notifications may take this long beyond group_wait.
	latencyLimit = time.Second
	// A storm of one kind of attack may be told in so many messages a destination.
	stormLimit = 100
	// What the process may take in either, of which some 100 MiB are the collector's own.
	memoryLimit = 512 << 20
)

func main() {
	binary := flag.String("binary", "../_build/otelcol-apierror", "the built collector")
	duration := flag.Duration("duration", time.Minute, "how long findings come")
	actors := flag.Int("actors", 100_000, "how many actors the storm has")
	flag.Parse()
	within, err := run(context.Background(), *binary, *duration, *actors)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if !within {
		fmt.Println("\nbeyond the limits")
		os.Exit(1)
	}
}

func run(ctx context.Context, binary string, duration time.Duration, actors int) (within bool, err error) {
	load, err := measureLoad(ctx, binary, duration)
	if err != nil {
		return false, err
	}
	fmt.Printf("load:  %d findings a second for %s in %d groups to %d destinations, group_wait %s\n",
		findingsPerSecond, duration, groups, destinations, groupWait)
	fmt.Printf("       %d findings acknowledged, %d notifications\n", load.findings, load.notifications)
	fmt.Printf("       from a group's first finding to its request, beyond group_wait: median %s, p99 %s (limit %s), %d of %d groups told by all\n",
		load.median.Round(time.Millisecond), load.p99.Round(time.Millisecond), latencyLimit, load.told, load.opened)
	fmt.Printf("       most memory resident: %d MiB (limit %d)\n", load.resident>>20, memoryLimit>>20)

	storm, err := measureStorm(ctx, binary, actors)
	if err != nil {
		return false, err
	}
	fmt.Printf("storm: %d actors in %s: %d notifications to a destination (limit %d), which count %d actors\n",
		actors, storm.took.Round(100*time.Millisecond), storm.notifications, stormLimit, storm.counted)
	fmt.Printf("       most memory resident: %d MiB (limit %d)\n", storm.resident>>20, memoryLimit>>20)
	return load.p99 <= latencyLimit && load.told == load.opened && load.resident <= memoryLimit &&
		storm.notifications <= stormLimit && storm.counted >= actors && storm.resident <= memoryLimit, nil
}
