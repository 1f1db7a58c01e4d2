package situation

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func stuffing(change ...func(*apierror.Finding)) apierror.Finding {
	f := apierror.Finding{
		ID:   apierror.SecuritySituation(apierror.Actor{Type: apierror.ActorClient, ID: "203.0.113.7"}, apierror.SignalCredentialStuffing),
		Kind: apierror.KindSecurity, Name: "credential_stuffing", Status: apierror.StatusFiring, Count: 57,
		Severity: apierror.SeverityHigh, Summary: "Credential stuffing by client 203.0.113.7 on 31 accounts", Rationale: "57 failed logins",
		Evidence: map[string]any{"accounts": int64(31)},
		Subject: apierror.Subject{
			Actor: apierror.Actor{Type: apierror.ActorClient, ID: "203.0.113.7"}, Signals: []apierror.Signal{apierror.SignalCredentialStuffing},
		},
	}
	for _, c := range change {
		c(&f)
	}
	return f
}

var stuffed = given{service: "accounts", route: "/login", verdict: attack(apierror.SignalCredentialStuffing)}

func TestAnAttackThroughSpansAndFindingsIsOneAlert(t *testing.T) {
	for name, play := range map[string]func(s *scene){
		"spans first": func(s *scene) {
			s.see(stuffed)
			s.wait(time.Minute)
			s.hear(stuffing())
		},
		"the finding first": func(s *scene) {
			s.hear(stuffing())
			s.see(stuffed)
			s.wait(time.Minute)
		},
		"within group_wait": func(s *scene) {
			s.see(stuffed)
			s.wait(2 * time.Second)
			s.hear(stuffing())
			s.wait(time.Minute)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := both(t)
			play(s)
			for range 20 { // more than resolve_after, but for the finding's word
				s.see(stuffed)
				s.see(stuffed)
				s.hear(stuffing())
				s.wait(5 * time.Minute)
			}
			require.Len(t, s.told, 1, "one alert, and spans do not end it")
			s.hear(stuffing(func(f *apierror.Finding) { f.Count = 64 }, ended))
			require.Len(t, s.wait(time.Minute), 1)
			assert.EqualValues(t, 64, s.last().Count, "spans are not added to what the finding counts")
			assert.Equal(t, map[string]any{"accounts": int64(31)}, s.last().Evidence)
		})
	}
}

func TestAFindingWorsensWhatSpansTold(t *testing.T) {
	s := both(t)
	s.see(stuffed)
	s.wait(time.Minute)
	s.hear(stuffing(ofSeverity(apierror.SeverityCritical)))
	assert.Equal(t, []string{"Credential stuffing by client 203.0.113.7 on 31 accounts"}, s.wait(5*time.Second))
}

func TestAnEndFromBeforeTheSpansIsNotTheirs(t *testing.T) {
	s := both(t)
	s.now = t0.Add(time.Minute)
	s.see(stuffed)
	assert.False(t, s.hear(stuffing(func(f *apierror.Finding) { f.UpdatedAt = t0.Add(59 * time.Second) }, ended)))
	assert.Len(t, s.wait(4*time.Minute), 1, "it fires")
	assert.True(t, s.hear(stuffing(ended)))
	assert.Len(t, s.wait(time.Second), 1, "that is its end")
}

func TestSpansAfterTheEndOfAnAttack(t *testing.T) {
	s := both(t)
	s.hear(stuffing())
	s.wait(time.Minute)
	s.hear(stuffing(ended))
	s.wait(time.Minute)
	require.Len(t, s.told, 2)

	straggler := stuffed
	straggler.at = t0.Add(30 * time.Second)
	s.see(straggler)
	assert.Empty(t, s.wait(time.Minute), "a span of before the end")
	s.see(stuffed)
	assert.Len(t, s.wait(time.Minute), 1, "the attack began anew")
	assert.EqualValues(t, 1, s.last().Count)
	assert.False(t, s.hear(stuffing(func(f *apierror.Finding) { f.UpdatedAt = t0.Add(time.Minute) }, ended)), "the former end, once more")
	assert.False(t, s.hear(stuffing(func(f *apierror.Finding) { f.UpdatedAt = t0.Add(30 * time.Second) })), "one from before that")
	s.hear(stuffing())
	assert.Empty(t, s.wait(time.Minute), "the finding of it is the same alert")
	s.hear(stuffing(ended))
	assert.Len(t, s.wait(time.Minute), 1)
}

func TestAnAttackAfterOneThatNobodyWasToldOf(t *testing.T) {
	s := both(t)
	s.hear(stuffing(ofSeverity(apierror.SeverityLow)))
	s.wait(time.Minute)
	s.hear(stuffing(ofSeverity(apierror.SeverityLow), ended))
	s.wait(time.Minute)
	s.see(stuffed)
	assert.Empty(t, s.wait(4*time.Second))
	require.Len(t, s.wait(time.Second), 1)
	assert.EqualValues(t, 1, s.last().Count, "it is another")
}

func TestWhatIsJudgedOnCountsIsLeftToFindings(t *testing.T) {
	surge := given{service: "orders", route: "/orders", verdict: failed(apierror.CategoryInternal, apierror.SeverityCritical)}
	drift := given{service: "orders", route: "/orders", verdict: failed(apierror.CategoryContract, apierror.SeverityHigh)}
	process := given{service: "orders", verdict: inProcess(failed(apierror.CategoryInternal, apierror.SeverityHigh), "checkout", 10)}
	partner := given{service: "orders", verdict: breach("cardnet")}
	partner.verdict.Business.Impact = apierror.ImpactHigh
	leak := given{service: "orders", verdict: attack(apierror.SignalErrorDataLeak)}
	for name, test := range map[string]struct {
		given given
		left  bool
	}{
		"surge": {surge, true}, "contract_drift": {drift, true}, "business_failure": {process, true}, "sla_breach": {partner, true},
		"data_leak": {leak, true},
		"security":  {stuffed, false},
	} {
		t.Run(name, func(t *testing.T) {
			alone := newScene(t, rules())
			alone.see(test.given)
			assert.Len(t, alone.wait(time.Minute), 1, "spans are all there is")
			assert.Zero(t, alone.tracker.TakeCounts().LeftToFindings)

			s := both(t)
			s.see(test.given)
			said := s.wait(time.Minute)
			if test.left {
				assert.Empty(t, said)
				assert.Zero(t, s.tracker.Len())
				assert.EqualValues(t, 1, s.tracker.TakeCounts().LeftToFindings)
			} else {
				assert.Len(t, said, 1)
				assert.Zero(t, s.tracker.TakeCounts().LeftToFindings)
			}
		})
	}
}

func TestASurgeIsToldByItsFindingAndNotCountedTwice(t *testing.T) {
	s := both(t)
	for trace := range byte(50) {
		s.see(given{service: "orders", route: "/orders", trace: trace + 1, verdict: failed(apierror.CategoryInternal, apierror.SeverityHigh)})
	}
	assert.Empty(t, s.wait(10*time.Second))
	s.hear(surgeOn("/orders"))
	for trace := range byte(50) {
		s.see(given{service: "orders", route: "/orders", trace: trace + 100, verdict: failed(apierror.CategoryInternal, apierror.SeverityHigh)})
	}
	require.Len(t, s.wait(time.Minute), 1)
	assert.EqualValues(t, 40, s.last().Count)
	assert.InDelta(t, 1700, s.last().Subject.Business.ValueAtRisk, 0)
}

func TestACallThatTurnsOutToBelongElsewhereTakesNothingFromAFinding(t *testing.T) {
	s := newScene(t, rules()) // no pipeline of findings when the spans came
	gateway, orders, _ := cascade(1)
	s.see(orders)
	f := surgeOn("/orders", func(f *apierror.Finding) {
		f.ID, f.Kind = apierror.BusinessFailureSituation("checkout", apierror.CategoryDependency), apierror.KindBusinessFailure
	})
	s.hear(f)
	s.see(gateway)
	assert.EqualValues(t, 40, s.tracker.byID[f.ID].finding.Count)
}
