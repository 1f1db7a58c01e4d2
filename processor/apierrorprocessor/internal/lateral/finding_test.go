package lateral

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestLateralMovement(t *testing.T) {
	for name, test := range map[string]struct {
		play  func(w *world)
		worst apierror.Severity
	}{
		"a stolen identity is tried at three peers": {func(w *world) {
			w.work().deny("orders", 3, time.Second)
		}, apierror.SeverityMedium},
		"with time in between": {func(w *world) {
			w.work().deny("orders", 3, 25*time.Minute)
		}, apierror.SeverityMedium},
		"at five": {func(w *world) {
			w.work().deny("orders", 5, time.Second)
		}, apierror.SeverityHigh},
		"at three, and a fourth lets it in": {func(w *world) {
			w.work().deny("orders", 3, time.Second)
			w.call("orders", "vault", ok)
		}, apierror.SeverityHigh},
		"at two, and a third lets it in": {func(w *world) {
			w.work().deny("orders", 2, time.Second)
			w.call("orders", "vault", ok)
		}, apierror.SeverityMedium},
		"at five, and a sixth lets it in": {func(w *world) {
			w.work().deny("orders", 5, time.Second)
			w.call("orders", "vault", ok)
		}, apierror.SeverityCritical},
		"at three whose health anybody may ask for": {func(w *world) {
			w.work()
			for i := range 3 {
				w.call("orders", numbered("new", i), ok)
				w.wait(time.Second)
				w.calls(2, numbered("new", i), denied)
			}
		}, apierror.SeverityMedium},
		"at three that it guesses its way into": {func(w *world) {
			w.work()
			for i := range 3 {
				w.calls(5, numbered("new", i), denied)
				w.calls(100, numbered("new", i), ok)
				w.wait(time.Minute)
			}
			w.call("orders", "new-0", denied)
		}, apierror.SeverityHigh},
		"an identity that was watched for a while, but never with success": {func(w *world) {
			w.work()
			for range 15 {
				w.call("agent", "stock", failed)
				w.call("agent", "stock", denied)
				w.wait(time.Minute)
			}
			w.deny("agent", 3, time.Second)
		}, apierror.SeverityMedium},
		"a gateway tries far more peers than it should": {func(w *world) {
			w.knowing("gateway", 40).deny("gateway", 6, time.Second)
		}, apierror.SeverityMedium},
		"a gateway tries all that there are": {func(w *world) {
			w.knowing("gateway", 40).deny("gateway", 10, time.Second)
		}, apierror.SeverityHigh},
		"a mesh of hundreds": {func(w *world) {
			w.knowing("mesh", 400).deny("mesh", 60, time.Second)
		}, apierror.SeverityHigh},

		"a new dependency with credentials that do not work": {func(w *world) {
			w.work()
			for range 500 {
				w.call("orders", "billing", denied)
				w.wait(time.Second)
			}
		}, apierror.SeverityLow},
		"two of them": {func(w *world) {
			w.work().deny("orders", 2, time.Minute)
		}, apierror.SeverityLow},
		"a release with two new dependencies, and one of them works": {func(w *world) {
			w.work().call("orders", "billing", denied)
			w.call("orders", "vault", ok)
		}, apierror.SeverityLow},
		"two of which one works after a while": {func(w *world) {
			w.work().calls(4, "vault", denied)
			w.calls(9, "vault", ok)
			w.wait(time.Second)
			w.call("orders", "billing", denied)
		}, apierror.SeverityLow},
		"a new dependency that worked before others did not": {func(w *world) {
			w.work().wait(time.Second)
			w.deny("orders", 2, time.Second)
			late := call(w.now.Add(-time.Minute), "orders", "vault", ok)
			assert.False(t, w.m.Observe(&late, &Finding{}))
			w.call("orders", "new-0", denied)
		}, apierror.SeverityLow},
		"a credential that ran out": {func(w *world) {
			w.work().calls(50, "stock", denied)
			w.calls(50, "mail", denied)
		}, apierror.SeverityNone},
		"one credential of a job that runs once a night": {func(w *world) {
			for range 3 {
				for i := range 5 {
					w.call("nightly", numbered("known", i), ok)
				}
				w.wait(24 * time.Hour)
				w.work()
			}
			for i := range 5 {
				w.call("nightly", numbered("known", i), denied)
			}
		}, apierror.SeverityNone},
		"a service that is set up": {func(w *world) {
			w.work()
			for range 60 {
				for i := range 6 {
					w.call("reports", numbered("new", i), denied)
				}
				w.wait(time.Minute)
			}
		}, apierror.SeverityNone},
		"a collector that has just started": {func(w *world) {
			for range 60 {
				w.call("orders", "stock", ok)
				w.deny("orders", 6, time.Second)
				w.call("orders", "vault", ok)
				w.wait(time.Minute)
			}
		}, apierror.SeverityNone},
		"one that has learnt a little in three minutes": {func(w *world) {
			for range 4 {
				w.call("orders", "stock", ok)
				w.wait(time.Minute)
			}
			w.deny("orders", 6, time.Second)
		}, apierror.SeverityNone},
		"peers that denied everybody an hour ago": {func(w *world) {
			w.work().wait(4*time.Minute + 30*time.Second)
			for i := range 3 {
				for _, service := range everybody {
					w.call(service, numbered("new", i), denied)
				}
			}
			w.calm()
			w.wait(59 * time.Minute)
			w.deny("orders", 3, time.Second)
		}, apierror.SeverityNone},
		"peers that deny everybody": {func(w *world) {
			w.work()
			for i := range 5 {
				for _, service := range everybody {
					w.call(service, numbered("new", i), denied)
				}
			}
			w.calm()
			for i := range 5 {
				w.call("orders", numbered("new", i), denied)
			}
		}, apierror.SeverityNone},
		"a gateway with a few new peers": {func(w *world) {
			w.knowing("gateway", 40).deny("gateway", 5, time.Second)
		}, apierror.SeverityLow},
		"peers that ask for a token with a denial": {func(w *world) {
			w.work()
			for i := range 8 {
				w.calls(2, numbered("new", i), denied)
				w.calls(2, numbered("new", i), ok)
			}
		}, apierror.SeverityLow},
		"users who may not have everything that a release brings": {func(w *world) {
			w.work()
			for i := range 8 {
				w.calls(20, numbered("new", i), ok)
				w.call("orders", numbered("new", i), denied)
			}
		}, apierror.SeverityNone},
		"new peers that are down": {func(w *world) {
			w.work()
			for i := range 8 {
				w.calls(5, numbered("new", i), failed)
			}
		}, apierror.SeverityNone},
		"a dependency that does not work now and then": {func(w *world) {
			w.work().deny("orders", 8, 31*time.Minute)
		}, apierror.SeverityLow},
		"new peers, and nobody denies anything": {func(w *world) {
			w.work()
			for i := range 30 {
				w.call("orders", numbered("new", i), ok)
			}
		}, apierror.SeverityNone},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			test.play(w)
			assert.Equal(t, test.worst.String(), w.worst.String(), w.last.Rationale)
		})
	}
}

// What is denied for weeks is no news.
func TestDeniedForLong(t *testing.T) {
	w := newWorld().work()
	for range 24 * 60 {
		w.call("orders", "billing", denied)
		w.wait(time.Minute)
	}
	assert.Equal(t, 60, w.found, "minutes in which it was new")
	w.calm()
	w.deny("orders", 2, time.Second)
	assert.Equal(t, apierror.SeverityLow, w.worst)
	assert.Contains(t, w.last.Rationale, "denied by 2 peers")
}

// A finding lasts as long as what it is made of, and then goes down in one piece.
func TestFindingLasts(t *testing.T) {
	w := newWorld().work()
	w.deny("orders", 5, 0)
	for range 59 {
		w.wait(time.Minute)
		require.True(t, w.call("orders", "new-0", denied))
		require.Equal(t, apierror.SeverityHigh, w.last.Severity)
	}
	w.wait(time.Minute)
	assert.False(t, w.call("orders", "new-0", denied))

	// Each of five leaves it in its turn.
	w = newWorld().work()
	w.deny("orders", 5, 11*time.Minute)
	var falls []apierror.Severity
	for range 5 {
		w.call("orders", "new-4", denied)
		falls = append(falls, w.last.Severity)
		w.wait(11 * time.Minute)
	}
	assert.Equal(t, []apierror.Severity{
		apierror.SeverityHigh, apierror.SeverityHigh, apierror.SeverityHigh, apierror.SeverityMedium, apierror.SeverityLow,
	}, falls)

	// Somebody who hovers about the threshold stays above it.
	w = newWorld().work()
	w.deny("orders", 3, 19*time.Minute)
	for i := range 10 {
		w.wait(31 * time.Minute)
		require.True(t, w.call("orders", numbered("slow", i), denied))
		require.Equal(t, apierror.SeverityMedium, w.last.Severity, w.last.Rationale)
	}
	w.wait(3 * time.Hour)
	w.calm()
	w.call("orders", "another", denied)
	w.call("orders", "one more", denied)
	assert.Equal(t, apierror.SeverityLow, w.worst, "the old finding is over")
}

// everybody is so many services that whoever denies all of them is at fault himself.
var everybody = []string{"mail", "stock", "orders", "search", "prices", "carts", "labels", "loyalty", "sitemap", "reports"}

// Calls that say nothing about it are not part of it.
func TestOnlyItsCallsArePart(t *testing.T) {
	w := newWorld().work()
	w.deny("orders", 3, time.Second)
	assert.False(t, w.call("orders", "stock", denied), "a known edge")
	assert.False(t, w.call("orders", "stock", ok))
	assert.False(t, w.call("orders", "new-0", failed))
	assert.True(t, w.call("orders", "vault", ok), "it got in")
	assert.True(t, w.call("orders", "new-0", denied))
	for _, service := range everybody {
		w.call(service, "new-0", denied)
	}
	assert.False(t, w.call("orders", "new-0", denied), "that peer denies everybody")
	assert.True(t, w.call("orders", "new-1", denied))
	assert.Contains(t, w.last.Rationale, `("new-1", "new-2")`)
}

func TestRationale(t *testing.T) {
	w := newWorld().work()
	w.call("orders", "billing", denied)
	assert.Equal(t, Finding{
		Severity: apierror.SeverityLow, Confidence: 0.3,
		Rationale: `service "orders" was denied by 1 peer that it had no working calls to before ("billing") within 60 minutes (threshold 3); ` +
			`it is known to call 2 peers: a new dependency with credentials that do not work looks the same`,
		References: []string{"owasp:API2:2023", "attack:T1021", "attack:T1078"},
	}, w.last)
	w.deny("orders", 4, time.Second)
	w.call("orders", "vault", ok)
	assert.Equal(t, `service "orders" was denied by 5 peers that it had no working calls to before ("billing", "new-0", "new-1" and 2 more) `+
		`within 60 minutes (threshold 3), and then let in by 1 peer ("vault"); it is known to call 2 peers: `+
		`these peers do not deny others as well, so the fault is hardly theirs`, w.last.Rationale)
	assert.InDelta(t, 0.85, w.last.Confidence, 0)
	assert.False(t, w.call("reports", "billing", denied), "reports is new here, and so is every peer of it")

	w = newWorld().work()
	for i := range 3 {
		w.calls(5, numbered("guessed", i), denied)
		w.calls(1, numbered("guessed", i), ok)
	}
	w.deny("orders", 3, time.Second)
	assert.Contains(t, w.last.Rationale, `denied by 6 peers that it had no working calls to before ("guessed-0", "guessed-1", "guessed-2" and 3 more)`)
	assert.Contains(t, w.last.Rationale, `let in by 2 peers ("guessed-1", "guessed-2")`)
	w.restart(t)
	w.call("orders", "another", denied)
	assert.Contains(t, w.last.Rationale, `denied by 7 peers that it had no working calls to before ("another" and 6 more)`)
}
