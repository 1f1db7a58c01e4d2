package slo

import "math"

// LeastBad is how many bad calls there have to be in the long window, however few calls there are: fewer may be one user who tries
// again. The workbook leaves low traffic open; with ten, an objective of 99.9% that gets 20 calls an hour is told of after half an
// hour of total outage, and one bad call of three at night is not.
const LeastBad = 10

// level is the chance at which an objective that is kept exactly may look as if it were not.
const level = 0.001

// gate keeps few failures of few calls from firing: there have to be LeastBad, and more than chance explains.
func gate(seen Counts, allowed float64) bool {
	return seen.Bad >= LeastBad && significant(seen, allowed)
}

// significant reports whether calls of which that share may be bad would give as many bad ones with a chance below the level. It
// bounds the tail of the binomial distribution by Hoeffding's theorem 1 (1963): P(K ≥ k) ≤ exp(-n·D(k/n‖p)). That is never less than
// the exact tail, so it is never surer than one may be, and it costs the same for any number of calls.
//
// It tests against the share that the objective allows, not against the burn rate of a rule: the latter would move the workbook's
// thresholds, 14.4 at 18,000 calls to 17.7.
func significant(seen Counts, allowed float64) bool {
	share := seen.Share()
	if share <= allowed {
		return false
	}
	divergence := share * math.Log(share/allowed)
	if share < 1 {
		divergence += (1 - share) * math.Log((1-share)/(1-allowed))
	}
	return float64(seen.Calls)*divergence >= -math.Log(level)
}
