// Command apiforecast shows what the forecasting core makes of one's own numbers: it detects what is out of the ordinary in a series,
// predicts how it goes on, and draws it.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

const usage = `usage: apiforecast <command> [flags] < series.csv

  detect    timestamp,value in; the same with anomaly_score, expected, lower, upper and explanation out. A score of 0.5 or
            more is an alert, raised once a situation. Each row is judged by the rows up to it alone.
            -feedback FILE holds back what is like alerts of which its lines timestamp,verdict say false or expected
  predict   timestamp,value in; step, forecast, lower and upper out: -horizon N (steps), -level 0.95
  plot      the series, its band and its alerts as SVG, of timestamp,value or of what detect wrote: -title TEXT
`

// commands read a series and write what they make of it.
var commands = map[string]func(args []string, in io.Reader, out io.Writer) error{
	"detect":  detect,
	"predict": predict,
	"plot":    plot,
}

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(os.Stderr, usage)
	case err != nil:
		fmt.Fprintln(os.Stderr, "apiforecast:", err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("name a command: detect, predict or plot (-h says what they do)")
	}
	if args[0] == "-h" || args[0] == "-help" || args[0] == "--help" || args[0] == "help" {
		return flag.ErrHelp
	}
	command, known := commands[args[0]]
	if !known {
		return fmt.Errorf("no command %q: use detect, predict or plot", args[0])
	}
	buffered := bufio.NewWriter(out)
	if err := command(args[1:], prompt{in, buffered}, buffered); err != nil {
		return errors.Join(err, buffered.Flush())
	}
	return buffered.Flush()
}

// prompt hands on what is known before it waits for more: rows that come one by one are answered one by one.
type prompt struct {
	in  io.Reader
	out *bufio.Writer
}

func (p prompt) Read(b []byte) (int, error) {
	if err := p.out.Flush(); err != nil {
		return 0, err
	}
	return p.in.Read(b)
}

// parse reads a command's flags. What is left over is refused, for a file named there would be ignored.
func parse(flags *flag.FlagSet, args []string) error {
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%s reads the series from its standard input: write `apiforecast %s < %s`", flags.Name(), flags.Name(), flags.Arg(0))
	}
	return nil
}
