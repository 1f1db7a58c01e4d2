package trial

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// Explain writes why the processor says what it says of the actors of a group: of a scenario, of a signal or of a profile.
func (r *Report) Explain(w io.Writer, group string) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, reason := range r.Reasons {
		if reason.Group == group || strings.HasPrefix(reason.Group, group+"/") {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", reason.Group, reason.Actor, reason.Worst, reason.Why)
		}
	}
	return table.Flush()
}

// Print writes the report as text.
func (r *Report) Print(w io.Writer) error {
	if len(r.Scenarios) > 0 {
		if err := printAttackers(w, "SCENARIO", r.Scenarios); err != nil {
			return err
		}
		if err := printAttackers(w, "\nSIGNAL", r.Signals); err != nil {
			return err
		}
	}
	if err := r.printInnocents(w); err != nil {
		return err
	}
	if r.Idle > 0 {
		if _, err := fmt.Fprintf(w, "\n%s had no time to attack: a longer --duration has room for all\n", sentence.Count(int64(r.Idle), "attacker")); err != nil {
			return err
		}
	}
	t := &r.Totals
	_, err := fmt.Fprintf(w, "\nattackers found  %d of %d (recall %s), named rightly %d of %d (%s)\n"+
		"innocents flagged  %d of %d (%s)\nprecision  %s\n",
		t.Found, t.Attackers, percent(t.Recall()), t.Named, t.Found, percent(t.RightlyNamed()),
		t.InnocentFlagged, t.Innocents, percent(t.FlaggedShare()), percent(t.Precision()))
	return err
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

func printAttackers(w io.Writer, title string, groups []Attackers) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, title+"\tACTORS\tFOUND\tNAMED\tLOW ONLY\tMISSED\tFOUND AFTER\tSAID OF THEM")
	for i := range groups {
		g := &groups[i]
		after := "-"
		if g.Found > 0 {
			after = g.After.Round(time.Second).String()
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%s\t%s\n",
			g.Name, g.Actors, g.Found, g.Named, g.LowOnly, g.Missed, after, list(g.Signals))
	}
	return table.Flush()
}

func (r *Report) printInnocents(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\nINNOCENT PROFILE\tACTORS\tFLAGGED\tSAID OF THEM")
	for i := range r.Profiles {
		p := &r.Profiles[i]
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\n", p.Profile, p.Actors, p.Flagged, list(p.Signals))
	}
	return table.Flush()
}

// list writes the signals, the most frequent first.
func list(signals map[apierror.Signal]int) string {
	names := slices.SortedFunc(maps.Keys(signals), func(a, b apierror.Signal) int {
		return cmp.Or(cmp.Compare(signals[b], signals[a]), cmp.Compare(a, b))
	})
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = fmt.Sprintf("%s %d", name, signals[name])
	}
	return strings.Join(parts, ", ")
}
