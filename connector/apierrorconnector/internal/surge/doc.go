// Package surge notices that an error rate left its normal range: that of an endpoint of a service, or of a business process,
// for one category of failure. It tests counts, not percentages, so it is right for one call a minute as for 100,000: one
// failure of two calls is no surge.
//
// # What is usual
//
// For the first hour and a half of an endpoint nothing is known of it. Then a service's own faults are told of from one call in five on, where that is no accident of one in ten, and
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
//
// A rate that is drawn anew each hour has been drawn a few times only on an endpoint's first morning, and the twelve blocks of each draw say the same. So a part
// φ of the blocks is taken for fresh, and the others for none: one less what two blocks in a row are off together, by what they are off; until they tell, a rate is taken
// to hold, for an hour at most. Fresh blocks alone tell how much the rate varies, and p is known as the mean of so many draws, to c/φm for m blocks. History
// that is read at the start counts as any.
//
// Outbreaks of the past must not make the next one look usual, as Farrington et al. say of epidemics (A statistical algorithm for the
// early detection of outbreaks of infectious disease, J. R. Statist. Soc. A 159, 1996): a surge is learnt for its first five minutes
// only, and any block as no more than the upper edge of the normal range. Bursts that come again and again do widen the range.
//
// # What grows
//
// A rate that doubles every quarter of an hour would teach the baseline to grow and to vary with it, and so hide itself: from 0.2% to half of all calls
// without a word. So no block becomes usual while the last half hour has a p-value of 0.03 or less. It is learnt when that is over or has gone on
// for four hours, and never if a rise is told of. Nothing is censored, so that what varies innocently is learnt to vary, somewhat later. On its first day,
// when the slow reference below knows nothing, an endpoint that fails 22% by its own fault, at four times the usual odds, is told of however much it seems to vary.
// The rate at which a ramp is told of, where three hours are known and it fails steadily before (six runs, TestRampsAreToldOf makes three; a dash where one or more were
// never told of, in brackets what it was before the baseline waited):
//
//	calls/min  from   doubled every 5 min      15 min       20 min      30 min     60 min    120 min
//	       30  0.2%         10.5% (10.1%)    5.1%  (-)    6.1%  (-)   5.3% (-)    7.0% (-)  18.2% (-)
//	      300  0.2%          4.8%  (4.1%)    3.1%  (-)    3.2%  (-)   2.7% (-)   14.0% (-)  23.1% (-)
//	    3,000  0.2%          2.5%  (1.5%)    1.7% (1.1%)  1.7%  (-)   1.5% (-)    1.5% (-)  12.4% (-)
//	       30    1%         19.5% (18.6%)   17.6%  (-)   17.1%  (-)  16.5% (-)   22.3% (-)  23.6% (-)
//	      300    1%         13.4%  (8.5%)   10.0% (7.0%)  9.4%  (-)   8.4% (-)    8.7% (-)  23.1% (-)
//	    3,000    1%          9.0%  (5.1%)    6.7% (4.0%)  6.3% (3.9%) 6.0% (-)    5.8% (-)  20.5% (-)
//
// # What is a surge
//
// The rate of a stretch is then a draw from Beta(a, b) with mean p, where 1/a = c(1+1/φm) + 1/(f+f0): how much rates vary, and how little
// is known of p. The failures among n calls follow the beta-binomial distribution (Skellam, J. R. Statist. Soc. B 10, 1948), and its
// upper tail at what was seen is the p-value. The last 5, 10, 20 and 30 minutes are tested, the long ones for low traffic and for
// creeping rises; none reaches back before the end of the last rise. It has to be below a limit, 1e-8 where nothing else is asked. It also has
// to matter: see effect.go.
//
// The onset is where the likelihood of the higher rate over the usual one, summed up to now, is largest (Page, Continuous
// inspection schemes, Biometrika 41, 1954). A rise is a Blip until the calls outside of its worst two minutes show it as well. It
// ends by a lower threshold than it began. One that lasts is what is usual from then on: after two hours in which its rate did not
// grow by a quarter, or after such a day if a fifth of the calls fail. How much its rate varies was learnt meanwhile, so that a step from there is told of as any (TestAStepUponAStep). A rate
// that fell for two hours is usual as well.
//
// # What creeps
//
// A rate that doubles in six hours or twelve takes the baseline of half a day with it, and none of these stretches ever shows it. So hours with calls
// are compared with a slow reference, the mean of some days (half is forgotten after four), by Page's cumulative sum of log-likelihoods: of twice the
// odds over those of the crest of what is usual, one and a half standard deviations of an hour's rate above the reference, two where callers
// decide. An hour counts four nats at most. The reference is brought up to date once a day only, and not while the sum grows: else it would take the
// beginning of a rise for how much the rate varies.
//
// It needs a day to know anything. Of 1,000 calls a minute of which 2% fail at first, a rise that doubles in six hours is told of after 6 hours if the
// rate is steady, as any surge, and after 9.3 if it varies by a fifth; one that doubles in twelve after 15, and after 18 if it varies by half. What
// never gets to 1.6 times the usual odds and one point more is not told. A wave of half the rate, of four fifths where callers decide, with the hour of the
// day or against it, and a batch each night are not either (TestSeasonsDoNotCreep). A weekend with twice the failures or more is, the first few times.
//
// # False alarms
//
// The caller says how many are acceptable in a thousand days of an endpoint; the categories that fail now and then share them, and what creeps
// gets a tenth. What p-value that takes is measured (BenchmarkConfiguredFalseAlarms), on innocent series with 1 to 100,000 calls a minute by
// day, a tenth of it by night, of which none, 0.1%, 1% or 5% fail, at a rate that is steady or drawn anew every five minutes or every hour from
// a gamma distribution with a deviation of a fifth or half; 34,300 days for each setting:
//
//	configured                1000    100     10      1
//	told of, the mean          167     16    1.3   0.06
//	told of, the worst kind    977    100    2.9    1.2
//
// The mean is lower since most kinds cannot be told of whatever the p-value: too few fail, or too steadily, for a rise that matters to be an
// accident. The figures of the worst kind at 10 and 1 are of the ten kinds that are told of most, drawn anew every hour with a deviation of half
// (BenchmarkWorstFalseAlarms): 1,400 days of each at 10, and 4,200 at 1, where 0.3 is their mean. Before blocks that say the same counted as one, 4.8 were told of
// the worst kind at 1, and 1.4 in the mean of these. Judging every 5 seconds instead of every 30 tells of a tenth more. Settings below 1 are extrapolated.
//
// It does not hold for wilder series. At the default of 1 (BenchmarkFalseAlarms, 4,200 days of each kind), 2 are told of in a thousand days where the
// draws are log-normal with a deviation of half, 8 with a gamma deviation of one, 17 with that for an hour. Of rates that wander by half with a memory of one
// hour or four, 1 and 4 are, and none by a third for two (BenchmarkFalseAlarmsOfWhatWanders); nor of those that go with the day by four fifths. Nor does it hold for the first
// hours of a service that fails a fifth of all calls by its own fault: that is meant to be told of, 84 in a thousand days, and 112 where it
// varies by half; 10 where callers are at fault.
//
// Time is the calls' own, in Unix nanoseconds. Nothing here is safe for concurrent use.
package surge
