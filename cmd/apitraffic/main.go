// Command apitraffic plays the callers of a shop's interface, innocent and hostile, and sends what its services report of
// them, or shows it to the apierror processor and says how well that told them apart.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"go.opentelemetry.io/collector/component"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/delivery"
	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/traffic"
	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/trial"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "apitraffic:", err)
		os.Exit(1)
	}
}

// options are the command line's.
type options struct {
	settings traffic.Settings
	start    string
	names    string
	speed    float64

	list, report          bool
	endpoint, out, labels string
	config, processor     string
	explain               string
}

func parse(args []string, stderr io.Writer) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("apitraffic", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Uint64Var(&o.settings.Seed, "seed", 1, "decides who does what: the same seed, start, duration and users give the same spans")
	flags.DurationVar(&o.settings.Duration, "duration", 2*time.Hour, "simulated time")
	flags.IntVar(&o.settings.Users, "users", 500, "ordinary users; most other innocents come in proportion")
	flags.StringVar(&o.start, "start", "", "when the simulated time begins, RFC 3339 (default: so that it ends a minute ago)")
	flags.StringVar(&o.names, "scenarios", "", "hostile scenarios or signals to play, separated by commas, or none (default: all)")
	flags.BoolVar(&o.list, "list", false, "list the scenarios and the innocent profiles")
	flags.BoolVar(&o.report, "report", false, "show the traffic to the apierror processor and say whom it found")
	flags.StringVar(&o.config, "config", "", "with --report: a collector's configuration (default: the processor's default settings)")
	flags.StringVar(&o.explain, "explain", "", "with --report: a scenario, a signal or an innocent profile, of whose actors it prints what was said and why")
	flags.StringVar(&o.processor, "processor", "apierror", "with --config: which of its processors")
	flags.StringVar(&o.endpoint, "endpoint", "", "send OTLP/HTTP there, e.g. http://localhost:4318")
	flags.Float64Var(&o.speed, "speed", 0, "with --endpoint: times as fast as real time; 0 is as fast as possible")
	flags.StringVar(&o.out, "out", "", "write OTLP JSON, one request a line, to this file")
	flags.StringVar(&o.labels, "labels", "", "write who is who, as CSV, to this file")
	err := flags.Parse(args)
	if err != nil {
		return nil, err
	}
	err = o.complete(flags)
	return o, err
}

func (o *options) complete(flags *flag.FlagSet) error {
	if flags.NArg() > 0 {
		return fmt.Errorf("unknown argument %q", flags.Arg(0))
	}
	if o.settings.Duration < time.Minute {
		return fmt.Errorf("--duration %s: at least 1m", o.settings.Duration)
	}
	if o.settings.Users < 1 {
		return fmt.Errorf("--users %d: at least 1", o.settings.Users)
	}
	if !(o.speed >= 0) {
		return fmt.Errorf("--speed %v: 0 or more", o.speed)
	}
	o.settings.Start = time.Now().UTC().Add(-o.settings.Duration - time.Minute).Truncate(time.Second)
	if o.start != "" {
		start, err := time.Parse(time.RFC3339, o.start)
		if err != nil {
			return fmt.Errorf("--start: %w", err)
		}
		o.settings.Start = start.UTC()
	}
	if o.names != "" {
		for name := range strings.SplitSeq(o.names, ",") {
			o.settings.Scenarios = append(o.settings.Scenarios, strings.TrimSpace(name))
		}
	}
	if !o.list && !o.report && o.endpoint == "" && o.out == "" && o.labels == "" {
		return errors.New("nothing to do: give --report, --endpoint, --out, --labels or --list (--help explains them)")
	}
	return nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stderr)
	if err != nil {
		return err
	}
	if o.list {
		return list(stdout)
	}
	config, err := o.loadConfig()
	if err != nil {
		return err
	}
	tr, err := traffic.Generate(o.settings)
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "%d spans of %s from %s on\n", len(tr.Spans), o.settings.Duration, o.settings.Start.Format(time.RFC3339))
	if err = o.deliver(ctx, tr); err != nil || !o.report {
		return err
	}
	report, err := trial.Run(ctx, config, tr, o.settings.Seed)
	if err != nil {
		return err
	}
	if o.explain != "" {
		return report.Explain(stdout, o.explain)
	}
	return report.Print(stdout)
}

// loadConfig gives that of the processor under trial.
func (o *options) loadConfig() (component.Config, error) {
	if o.config == "" {
		return trial.DefaultConfig(), nil
	}
	return trial.LoadConfig(o.config, o.processor)
}

// deliver writes and sends what was asked for.
func (o *options) deliver(ctx context.Context, tr *traffic.Traffic) error {
	if o.labels != "" {
		if err := writeFile(o.labels, func(w io.Writer) error { return delivery.Labels(w, tr.Actors) }); err != nil {
			return err
		}
	}
	if o.out != "" {
		if err := writeFile(o.out, func(w io.Writer) error { return o.send(ctx, tr, delivery.Lines(w)) }); err != nil {
			return err
		}
	}
	if o.endpoint == "" {
		return nil
	}
	return o.send(ctx, tr, delivery.Paced(delivery.Post(o.endpoint), o.speed))
}

func (o *options) send(ctx context.Context, tr *traffic.Traffic, send delivery.Sender) error {
	for batch := range delivery.Batches(tr.Spans, o.settings.Seed) {
		if err := send(ctx, &batch); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name string, write func(io.Writer) error) (err error) {
	file, err := os.Create(name) //nolint:gosec // the user names it
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	buffered := bufio.NewWriter(file)
	if err := write(buffered); err != nil {
		return err
	}
	return buffered.Flush()
}

func list(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "HOSTILE SCENARIO\tWHAT HAPPENS")
	for _, s := range traffic.Scenarios() {
		fmt.Fprintf(table, "%s\t%s\n", s.Name, s.About)
	}
	fmt.Fprintln(table, "\nINNOCENT PROFILE\t")
	for _, p := range traffic.Profiles() {
		fmt.Fprintf(table, "%s\t%s\n", p.Name, p.About)
	}
	return table.Flush()
}
