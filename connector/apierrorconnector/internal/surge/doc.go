// Package surge notices that an error rate left its normal range: that of an endpoint of a service, or of a business process,
// for one category of failure. It tests counts, not percentages, so it is right for one call a minute as for 100,000: one
// failure of two calls is no surge.
//
// # What is usual
//
// For the first hour and a half of an endpoint nothing is known of it. Then a service's own faults are told of from one call in five on, and
// anything else where an ordinary API would hardly fail so.
//
// Calls n and failures f of the past are summed in blocks of five minutes. A block is learnt when it is nearly half an hour old,
// when it is no longer under test, and is half forgotten after twelve hours of traffic. The usual rate is p = (f+f0)/(n+n0) with the prior
// of the category: 0.5 of 50 calls for faults of a system, 0.5 of 5 for those that depend on what callers do.
//
// Real rates vary more than a coin of fixed bias. The blocks tell by how much: c, the square of the relative deviation of
// their rates from p, less what the coin alone explains,
//
//	c = Σ g ((f-μ)²/q - μ)/μ² / Σ g   with μ = np, q = 1-p, g = (c0μ/(1+c0μ))²
//
// which is the moment estimate of Williams (Extra-binomial variation in logistic linear models, Applied Statistics 31, 1982), weighted
// by what a block of that size can tell, and begun with six made-up blocks of c0 = 0.15. The upper end of what c may
// be is used.
// Outbreaks of the past must not make the next one look usual, as Farrington et al. say of epidemics (A statistical algorithm for the
// early detection of outbreaks of infectious disease, J. R. Statist. Soc. A 159, 1996): a surge is learnt for its first five minutes
// only, and any block as no more than the upper edge of the normal range. Bursts that come again and again do widen the range.
//
// # What is a surge
//
// The rate of a stretch is then a draw from Beta(a, b) with mean p, where 1/a = c + 1/(f+f0): how much rates vary, and how little
// is known of p. The failures among n calls follow the beta-binomial distribution (Skellam, J. R. Statist. Soc. B 10, 1948), and its
// upper tail at what was seen is the p-value. The last 5, 10, 20 and 30 minutes are tested, the long ones for low traffic and for
// creeping rises; none reaches back before the end of the last rise. It has to be below 1e-8. It also has to matter: see
// effect.go.
//
// # False alarms
//
// In a thousand simulated days of an endpoint (BenchmarkFalseAlarms, 4,200 days of each kind): none where up to 5% of the calls fail, at a rate that
// is steady or drawn anew every five minutes from a gamma distribution with a deviation of up to half; 0.2 where each draw holds for an hour. Wilder
// ones are told of: 3 where the draws are log-normal, 9 with a deviation of one, 8 with that for an hour. Where a fifth of all calls fails by the
// service's own fault that is told of in its first hours, 86 in a thousand days, and 115 where it varies by half; 10 where callers are at fault.
//
// The onset is where the likelihood of the higher rate over the usual one, summed up to now, is largest (Page, Continuous
// inspection schemes, Biometrika 41, 1954). A rise is a Blip until the calls outside of its worst two minutes show it as well. It
// ends by a lower threshold than it began. One that lasts is what is usual from then on: after two hours, or after a day if a fifth
// of the calls fail. A rate that fell for two hours is so as well.
//
// Time is the calls' own, in Unix nanoseconds. Nothing here is safe for concurrent use.
package surge
