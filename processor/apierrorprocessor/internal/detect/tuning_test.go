package detect

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func tunedTo(t *testing.T, settings map[string]Setting) *Detectors {
	t.Helper()
	tuning, err := CompileTuning(settings)
	require.NoError(t, err)
	return New(Settings{Limits: DefaultLimits(), Seed: 42, Tuning: tuning})
}

func no() *bool { return new(bool) }

func yes() *bool {
	enabled := true
	return &enabled
}

func TestTuning(t *testing.T) {
	guesses := func(n int) traffic {
		return calls(n, 0, time.Second, func(int) Event { return wrongPassword(attacker, "alice") })
	}
	patient := calls(40, 0, time.Minute, func(int) Event { return wrongPassword(attacker, "alice") })
	scan := func(path string) traffic {
		return calls(40, 0, time.Second, func(i int) Event { return missing(attacker, path+plainPath(i)) })
	}
	takeover := together(guesses(20), calls(1, 21*time.Second, 0, func(int) Event { return login(attacker, "alice") }))
	medium, low := apierror.SeverityMedium, apierror.SeverityLow
	scanning := outcome{apierror.SignalEndpointScanning: apierror.SeverityHigh}
	tests := []struct {
		name   string
		set    map[string]Setting
		script traffic
		want   outcome
	}{
		{"nothing is changed", nil, guesses(20), outcome{apierror.SignalBruteForce: medium}},
		{"a threshold that is lower", map[string]Setting{
			"brute_force/one_account": {Thresholds: map[string]int{"low": 4}},
		}, guesses(5), outcome{apierror.SignalBruteForce: low}},
		{"one that is higher", map[string]Setting{
			"brute_force/one_account": {Thresholds: map[string]int{"medium": 21}},
		}, guesses(20), outcome{}},
		{"a severity that is left out is not reached", map[string]Setting{
			"brute_force/one_account": {Thresholds: map[string]int{"medium": 10}},
			"brute_force/distributed": {Enabled: no()},
		}, guesses(60), outcome{apierror.SignalBruteForce: medium}},
		{"a longer window", map[string]Setting{
			"brute_force/one_account": {Window: 20 * time.Minute},
		}, patient, outcome{apierror.SignalBruteForce: medium}},
		{"and without", nil, patient, outcome{apierror.SignalBruteForce: low}},
		{"a shorter window", map[string]Setting{"brute_force/slow": {Window: 20 * time.Minute}}, patient, outcome{}},

		{"a signal that is disabled", map[string]Setting{"brute_force": {Enabled: no()}}, guesses(60), outcome{}},
		{"is still gone by", map[string]Setting{"brute_force": {Enabled: no()}}, takeover, outcome{apierror.SignalAccountTakeover: medium}},
		{"a signal that is disabled but for one detector", map[string]Setting{
			"brute_force": {Enabled: no()}, "brute_force/slow": {Enabled: yes()},
		}, together(guesses(60), patient), outcome{apierror.SignalBruteForce: low}},
		{"takeover goes by guesses of any window", map[string]Setting{
			"brute_force/one_account": {Window: 5 * time.Minute},
		}, takeover, outcome{apierror.SignalBruteForce: medium, apierror.SignalAccountTakeover: medium}},

		{"a route that is excepted", map[string]Setting{
			"endpoint_scanning": {Except: &Scope{Routes: []string{"/api/**"}}},
		}, scan("/api"), outcome{}},
		{"and another", map[string]Setting{"endpoint_scanning": {Except: &Scope{Routes: []string{"/api/**"}}}}, scan("/new"), scanning},
		{"of another service", map[string]Setting{
			"endpoint_scanning": {Except: &Scope{Services: []string{"blog"}, Routes: []string{"/api/**"}}},
		}, scan("/api"), scanning},
		{"a caller who is excepted", map[string]Setting{
			"endpoint_scanning": {Except: &Scope{Routes: []string{"/elsewhere"}, Actors: []string{attacker}}},
		}, scan(""), outcome{}},
		{"only elsewhere", map[string]Setting{"endpoint_scanning": {Only: &Scope{Services: []string{"admin"}}}}, scan(""), outcome{}},
		{"only here", map[string]Setting{"endpoint_scanning": {Only: &Scope{Services: []string{"shop"}}}}, scan(""), scanning},
		{"only here, by somebody else", map[string]Setting{
			"endpoint_scanning": {Only: &Scope{Services: []string{"shop"}, Actors: []string{"mallory"}}},
		}, scan(""), outcome{}},
		{"the signal's scope and the detector's", map[string]Setting{
			"endpoint_scanning":               {Only: &Scope{Services: []string{"shop"}}},
			"endpoint_scanning/missing_paths": {Except: &Scope{Routes: []string{"/api/**"}}},
			"endpoint_scanning/slow":          {Except: &Scope{Routes: []string{"/api/**"}}},
		}, scan("/api"), outcome{}},
		{"whoever is excepted by the account's name is not the account", map[string]Setting{
			"brute_force": {Except: &Scope{Actors: []string{"alice"}}},
		}, guesses(20), outcome{apierror.SignalBruteForce: medium}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := play(tunedTo(t, test.set), test.script.numbered())
			assert.Equal(t, test.want, p.worst, "last rationale: %s", p.last.Rationale)
		})
	}
}

func TestNetworksAreMatchedByAddress(t *testing.T) {
	hashed := func(i int) Event { // its id says nothing of the address
		ev := missing("8be0c5a1", plainPath(i))
		ev.Address = netip.MustParseAddr("10.1.2.3")
		return ev
	}
	for network, want := range map[string]int{"10.0.0.0/8": 0, "192.0.2.0/24": 27} {
		d := tunedTo(t, map[string]Setting{
			"endpoint_scanning": {Except: &Scope{Networks: []netip.Prefix{netip.MustParsePrefix(network)}}},
		})
		assert.Equal(t, want, play(d, calls(40, 0, time.Second, hashed).numbered()).flagged[apierror.SignalEndpointScanning], network)
		assert.True(t, d.tuning.AsksNetworks())
	}
	var none *Tuning
	assert.False(t, none.AsksNetworks())
}

// The rationale names what is in force.
func TestTunedDetectorsExplainThemselves(t *testing.T) {
	d := tunedTo(t, map[string]Setting{"brute_force/one_account": {Thresholds: map[string]int{"low": 4, "high": 12}, Window: 2 * time.Minute}})
	p := play(d, together(
		calls(6, 0, 15*time.Second, func(int) Event { return wrongPassword(attacker, "alice") }),
		calls(1, 100*time.Second, 0, func(int) Event { return login(attacker, "alice") }),
	).numbered())
	assert.Contains(t, p.last.Rationale, `succeeded after 6 that failed from client "203.0.113.7" within 2m0s (threshold 5)`)
	p = play(d, calls(14, 3*time.Hour, time.Second, func(int) Event { return wrongPassword(attacker, "bob") }))
	assert.Contains(t, p.last.Rationale, "14 failed logins")
	assert.Contains(t, p.last.Rationale, "within 2m0s (threshold 4)")
	assert.Equal(t, apierror.SeverityHigh, p.last.Severity)
}

func TestAllows(t *testing.T) {
	tuning, err := CompileTuning(map[string]Setting{
		"geo_anomaly":         {Enabled: no()},
		"lateral_movement":    {Except: &Scope{Services: []string{"mailer"}}},
		"resource_exhaustion": {Enabled: yes(), Only: &Scope{Routes: []string{"/reports/**"}}},
	})
	require.NoError(t, err)
	for _, c := range []struct {
		signal apierror.Signal
		ev     Event
		want   bool
	}{
		{apierror.SignalGeoAnomaly, Event{}, false},
		{apierror.SignalLateralMovement, Event{Service: "mailer"}, false},
		{apierror.SignalLateralMovement, Event{Service: "orders"}, true},
		{apierror.SignalResourceExhaustion, Event{Path: "/reports/2026"}, true},
		{apierror.SignalResourceExhaustion, Event{Route: "/reports/{year}", Path: "/"}, true},
		{apierror.SignalResourceExhaustion, Event{Path: "/orders"}, false},
		{apierror.SignalErrorDataLeak, Event{}, true},
	} {
		assert.Equal(t, c.want, tuning.Allows(c.signal, &c.ev), "%s %+v", c.signal, c.ev)
	}
	var none *Tuning
	assert.True(t, none.Allows(apierror.SignalGeoAnomaly, &Event{}))
}

// What is disabled says nothing of what it remembers either.
func TestFindingsOfAMemoryAreTuned(t *testing.T) {
	for disabled, want := range map[string]bool{"lateral_movement": false, "geo_anomaly": true} {
		d := tunedTo(t, map[string]Setting{disabled: {Enabled: no()}})
		var out apierror.Security
		found := false
		for i := range 120 {
			c := Connection{Time: noon.Add(time.Duration(i) * time.Minute).UnixNano(), SpanID: uint64(i + 1), From: "mailer", To: "catalog"}
			if i >= 60 {
				c.To, c.Denied, c.Failed = fmt.Sprint("peer", i%5), true, true
			}
			found = d.ObserveConnection(&c, &out) || found
		}
		assert.Equal(t, want, found, disabled)
	}
}

// Whatever is declared could be set, and nothing is lost by setting it.
func TestWhatIsDeclaredCanBeSet(t *testing.T) {
	for _, d := range declarations() {
		thresholds := make(map[string]int, len(d.steps))
		for _, s := range d.steps {
			thresholds[s.severity.String()] = s.from
		}
		setting := Setting{Thresholds: thresholds}
		if errs := CheckSetting(d.fullName(), &setting); d.per == byPlace {
			assert.Len(t, errs, 1, d.fullName())
			continue
		} else {
			require.Empty(t, errs, d.fullName())
		}
		tuning, err := CompileTuning(map[string]Setting{d.fullName(): setting})
		require.NoError(t, err)
		same := d
		tuning.apply(&same)
		assert.Equal(t, d.steps, same.steps)
		assert.Equal(t, d.many, same.many)
	}
}

// Each error names the key, the value, and what is allowed.
func TestBadSettings(t *testing.T) {
	some := Setting{Enabled: no()}
	thresholds := func(from map[string]int) Setting { return Setting{Thresholds: from} }
	window := func(length time.Duration) Setting { return Setting{Window: length} }
	tests := []struct {
		name    string
		setting Setting
		want    string
	}{
		{"brute_froce", some, "brute_froce: is unknown, perhaps brute_force: one of brute_force, credential_stuffing, "},
		{"brute_froce/slow", some, "brute_froce/slow: is unknown, perhaps brute_force/slow: one of"},
		{"brute_force/slwo", some, "brute_force/slwo: is unknown, perhaps brute_force/slow: one of brute_force/one_account, "},
		{"brute_force/", some, "brute_force/: is unknown"},
		{"mind_reading", some, "mind_reading: is unknown: one of brute_force, "},
		{"geo_anomaly/speed", some, "geo_anomaly/speed: is unknown: geo_anomaly is a single detector"},
		{"", some, ": is unknown: one of"},
		{"brute_force/slow", Setting{}, "brute_force/slow: sets nothing: enabled, thresholds, window, only or except"},

		{"brute_force", thresholds(map[string]int{"low": 5}), "brute_force::thresholds: brute_force has several detectors: set it for one, brute_force/one_account, "},
		{"brute_force", window(time.Minute), "brute_force::window: brute_force has several detectors"},
		{"geo_anomaly", thresholds(map[string]int{"low": 5}), "geo_anomaly::thresholds: geo_anomaly has a memory of its own"},
		{"error_data_leak", window(time.Minute), "error_data_leak::window: error_data_leak has several detectors: set it for one, error_data_leak/harvest"},
		{"password_spraying/distributed", thresholds(map[string]int{"medium": 50}), "password_spraying/distributed::thresholds: password_spraying/distributed learns"},
		{"account_takeover/guessed", window(time.Minute), "account_takeover/guessed::window: account_takeover/guessed looks back as far as the detectors of brute_force"},

		{"brute_force/slow", thresholds(map[string]int{}), "brute_force/slow::thresholds: is empty: low, medium, high, or some of them"},
		{"brute_force/slow", thresholds(map[string]int{"critical": 50}), "brute_force/slow::thresholds::critical: is unknown: low, medium or high"},
		{"brute_force/one_account", thresholds(map[string]int{"low": 0}), "brute_force/one_account::thresholds::low: 0: from 1 to 65535 calls"},
		{"brute_force/one_account", thresholds(map[string]int{"low": -4}), "::low: -4: from 1"},
		{"brute_force/slow", thresholds(map[string]int{"low": 1}), "::low: 1: from 2 to 65535 calls"},
		{"brute_force/distributed", thresholds(map[string]int{"low": 2}), "::low: 2: from 3 to"},
		{"password_spraying/day", thresholds(map[string]int{"low": 64}), "::low: 64: from 2 to 63 accounts"},
		{"token_abuse/session_networks", thresholds(map[string]int{"low": 1}), "::low: 1: from 2 to 63 networks"},
		{"object_enumeration/succeeded", thresholds(map[string]int{"low": 3}), "::low: 3: from 4 to 63 different ones"},
		{
			"object_enumeration/denied", thresholds(map[string]int{"medium": 30, "high": 60}),
			"object_enumeration/denied::thresholds::high: 60 is not more than twice that of medium, 30: a severity holds until half",
		},
		{"brute_force/one_account", thresholds(map[string]int{"low": 30, "high": 5}), "::high: 5 is not more than twice that of low, 30"},

		{"brute_force/slow", window(5 * time.Second), "brute_force/slow::window: 5s: from 12s to 48h0m0s"},
		{"brute_force/slow", window(-time.Hour), "brute_force/slow::window: -1h0m0s: from 12s"},
		{"brute_force/slow", window(49 * time.Hour), "brute_force/slow::window: 49h0m0s: from 12s to 48h0m0s"},
		{"brute_force/slow", window(600), "brute_force/slow::window: 600ns: a duration needs its unit, e.g. 10m"},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			errs := CheckSetting(test.name, &test.setting)
			require.Len(t, errs, 1)
			require.ErrorContains(t, errs[0], test.want)
			_, err := CompileTuning(map[string]Setting{test.name: test.setting})
			assert.EqualError(t, err, errs[0].Error())
		})
	}
	_, err := CompileTuning(map[string]Setting{"brute_force": {Only: &Scope{Routes: []string{"a"}}}})
	require.ErrorContains(t, err, "must begin with /")
	known := CheckSetting("mind_reading", &some)[0].Error()
	for _, signal := range apierror.Signals() {
		assert.Contains(t, known, string(signal))
	}
}

func TestScopesAllocateNothing(t *testing.T) {
	d := tunedTo(t, map[string]Setting{
		"brute_force": {Except: &Scope{Routes: []string{"/a/**", "/b/*"}, Networks: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}},
	})
	ev := wrongPassword(phone, "bob")
	ev.Address = netip.MustParseAddr(phone)
	var out apierror.Security
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		ev.Time += int64(5 * time.Minute)
		d.Observe(&ev, &out)
	}))
}
