// Package outlook says what will happen to a place: its error rate or latency will pass a limit, it is running out of room, its next peak
// is more than it has served well, an error budget will be used up. Each with a probability, a time, and why.
//
// A Place gathers calls in windows of a minute, or of five where few come, and feeds them to the streaming forecasts of package
// forecast. A rise that goes on, or the season, has to lead over the limit: chance alone is not told, and neither is what has been passed
// already (that is a surge), what jumps (a deployment cannot be foreseen), or what too few calls are known of. A forecast is told once it
// held at two evaluations, and ends when it came true, when it was below half of its probability for ten minutes and came no nearer, or when its time
// went by; then it is not told again until it has become unlikely.
//
// A Record, one for all places, holds what was forecast against what happened, whether or not it was told: probabilities are corrected by it, and a
// measure whose forecasts do worse than the last value, or come true much less often than they say, is silent until they do better.
//
// A Place takes about 1.2 KB, and 2 KB at most for each of its Series: error rate and latency, and traffic from 30 calls a minute on.
// Time is the calls' own, in Unix nanoseconds. Nothing here is safe for concurrent use.
package outlook
