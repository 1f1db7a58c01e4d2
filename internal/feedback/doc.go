// Package feedback makes what people say of findings count: a verdict `false` or `expected` moves the limits from which on the like is told, `true`
// holds them where they are.
//
// A Book remembers what was told lately (ledger.go), binds verdicts to it (binding.go), and learns limits from all of them at once, so that a verdict
// that is taken back has never counted: removing it from the file reverts what it did, and an empty file reverts all. Verdicts are pooled from the
// narrow to the wide (pool.go, decide.go), and what a wide pool may hold back is little:
//
//	route    the same situation. `expected`: at the hours of the day or week at which it recurs, up to 1.5 times the effect that was judged; at any hour
//	         once it was expected at three. `false`: at its hours, or at any once it was at two, by 4 times the least effect or 3 decades of the p-value
//	         for each verdict, whichever is the smaller step, 16 and 6 in all.
//	service  the same failure on other routes of a service, at the same hours, once two of its routes were judged: by 2 times the least effect, and as
//	         much for each route more, 8 in all.
//	class    the same failure on routes with as much traffic, read or written, as critical, once three of them were called false: by one decade of the
//	         p-value, and one for each route more, 3 in all. It moves no effect: what is real and lasts gains evidence, so this costs time, not recall.
//	kind     findings of the same kind, once four routes were called false: by half a decade, and half for each route more, 2 in all.
//
// What the detector saw to be somebody's, a tenant's or a version's whose calls fail far more often than the others', is held back as theirs on its route and
// service: what another causes is told, though it looks the same, and so is what hardly any failures of are theirs though nobody stands out, but for
// what ebbs, within half an hour of when they did. Where nobody stood out,
// or three did in turn, it is anybody's; where nobody did among a dozen failures, it is not what one causes. What is clearly theirs, and was called false, is held back
// at any hour, by 16 times the least effect for each verdict and 64 in all.
//
// Each limit is replayed against the verdicts of its pool before it counts: it has to hold back a benign one, and none that was called true, with room to
// spare. A route that was rightly told as often as not is left alone by the wider pools. What is critical is always told; so is what is high,
// unless it was called expected when it was as grave; so is an attack from high on, and of lesser ones only the very same actor and signal are held back.
// What lasts a quarter longer than what was judged, and five minutes, is told as well; the rest of the very occurrence that was judged is not, unless it
// becomes 1.5 times as strong.
//
// What twenty verdicts do to what comes after them, in simulated shops whose incidents are as large as what only looks like it
// (simulation_test.go, on seeds that nothing was chosen by): false alarms fall by 86% where they recur and by 89% where they come by chance, and 99.5% of the
// incidents or more are told still. Where all twenty are wrong, 98.5% are, and all of the severe ones.
//
// With the connector's detector of surges, BenchmarkTwentyVerdicts of its engine, false alarms fall by 89%, and 99.3% of the faults are told.
package feedback
