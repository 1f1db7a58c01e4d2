package slo

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const ruleCount = 3

// rule fires when both windows burn as fast: the long one says that it matters, the short one that it goes on.
type rule struct {
	long, short Window
	burn        float64
	severity    apierror.Severity
	// settled keeps the rule quiet until the tracker has lived through the short window. A slow burn is not known sooner; an outage is.
	settled bool
}

// workbook has the windows, and the share of the budget that is spent in the long one by the SRE workbook. Of 30 days
// that makes the burn rates 14.4, 6 and 1 (burn = share × period / window). The first two page, the last is a ticket.
var workbook = [ruleCount]struct {
	long, short Window
	reach       uint8 // the ring of the long window
	share       float64
	severity    apierror.Severity
	settled     bool
}{
	{Window1h, Window5m, ring1h, 0.02, apierror.SeverityHigh, false},
	{Window6h, Window30m, ring6h, 0.05, apierror.SeverityMedium, true},
	{Window3d, Window6h, ring3d, 0.10, apierror.SeverityLow, true},
}

const (
	// leastScaledPeriod is the shortest period that burn rates are scaled to. An hour is so large a part of a shorter one that two
	// percent of the budget are less than it may spend.
	leastScaledPeriod = 7 * 24 * time.Hour
	// leastBurn is where an objective is no longer kept.
	leastBurn = 1
	// mostBad is the share of bad calls that is enough for any rule: a low target, or a long period, would ask for more bad calls than
	// there are calls.
	mostBad = 0.9
)

// rulesOf scales the workbook's burn rates to the objective's period.
func rulesOf(o *Objective) [ruleCount]rule {
	var rules [ruleCount]rule
	period := max(o.Period(), leastScaledPeriod)
	for i, of := range workbook {
		burn := of.share * float64(period) / float64(lengths[of.reach])
		rules[i] = rule{
			long: of.long, short: of.short, severity: of.severity, settled: of.settled,
			burn: min(max(leastBurn, burn), max(leastBurn, mostBad/o.Allowed())),
		}
	}
	return rules
}

// fires reports whether the rule begins to hold.
func (r *rule) fires(s *Standing, allowed float64) bool {
	if r.settled && s.Seen < viewOf(r.short, s.Period).length {
		return false
	}
	return r.reached(s.Burn[r.long]) && r.reached(s.Burn[r.short]) && gate(s.Counts[r.long], allowed)
}

// reached forgives the last bits of a division.
func (r *rule) reached(burn float64) bool { return burn >= r.burn*(1-1e-9) }
