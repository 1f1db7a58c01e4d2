package trial

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/traffic"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// The cast of the tests below, by their places in the list.
const (
	guesser = iota
	scanner
	owner
	bystander
	victim
)

func cast() []*traffic.Actor {
	actor := func(index int, label traffic.Label, signal apierror.Signal, name traffic.Identity) *traffic.Actor {
		return &traffic.Actor{Index: index, Label: label, Signal: signal, Identities: []traffic.Identity{name}}
	}
	client := func(id string) traffic.Identity { return traffic.Identity{Type: apierror.ActorClient, ID: id} }
	user := func(id string) traffic.Identity { return traffic.Identity{Type: apierror.ActorUser, ID: id} }
	return []*traffic.Actor{
		guesser:   actor(guesser, traffic.Hostile, apierror.SignalBruteForce, client("198.51.100.1")),
		scanner:   actor(scanner, traffic.Hostile, apierror.SignalEndpointScanning, client("198.51.100.2")),
		owner:     actor(owner, traffic.Innocent, "", user("anna")),
		bystander: actor(bystander, traffic.Innocent, "", client("192.0.2.9")),
		victim:    actor(victim, traffic.Victim, "", user("ben")),
	}
}

// Who is found depends on whom a verdict names and on who truly sent the span.
func TestWhoIsMeant(t *testing.T) {
	tests := map[string]struct {
		sender  int
		hostile bool
		kind    apierror.ActorType
		id      string
		want    []int
	}{
		"the attacker by his address":                {guesser, true, apierror.ActorClient, "198.51.100.1", []int{guesser}},
		"the account that a guesser tries":           {guesser, true, apierror.ActorUser, "anna", []int{guesser}},
		"an account of nobody":                       {guesser, true, apierror.ActorUser, "nobody", []int{guesser}},
		"nobody, on a guesser's span":                {guesser, true, "", "", []int{guesser}},
		"the scanner by his address":                 {scanner, true, apierror.ActorClient, "198.51.100.2", []int{scanner}},
		"somebody else, on a scanner's span":         {scanner, true, apierror.ActorClient, "192.0.2.9", []int{bystander}},
		"a user, on a scanner's span":                {scanner, true, apierror.ActorUser, "anna", nil},
		"the guesser while he does as others do":     {guesser, false, apierror.ActorUser, "anna", []int{owner}},
		"the owner of the account on her own span":   {owner, false, apierror.ActorUser, "anna", []int{owner}},
		"the attacker's address on somebody's span":  {owner, false, apierror.ActorClient, "198.51.100.1", []int{guesser}},
		"nobody, on an innocent's span":              {bystander, false, "", "", nil},
		"a victim by name, on his own span":          {victim, false, apierror.ActorUser, "ben", []int{victim}},
		"an address that nobody has, on a scanner's": {scanner, true, apierror.ActorClient, "203.0.113.5", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			j := newJudge(cast())
			j.hear(&shop.Span{Actor: test.sender, Hostile: test.hostile}, noon, &apierror.Security{
				Signals: []apierror.Signal{apierror.SignalBruteForce}, Severity: apierror.SeverityHigh,
				Actor: apierror.Actor{Type: test.kind, ID: test.id},
			})
			var got []int
			for index := range j.said {
				if j.said[index].Worst == apierror.SeverityHigh {
					got = append(got, index)
					assert.Equal(t, map[apierror.Signal]int{apierror.SignalBruteForce: 1}, j.said[index].Signals, "once")
				}
			}
			assert.Equal(t, test.want, got)
		})
	}
}

func TestOnlyAlarmsCountAsFound(t *testing.T) {
	j := newJudge(cast())
	verdict := func(severity apierror.Severity, signal apierror.Signal, after time.Duration) {
		j.hear(&shop.Span{Actor: scanner, Hostile: true}, noon.Add(after), &apierror.Security{
			Signals: []apierror.Signal{signal}, Severity: severity,
			Actor: apierror.Actor{Type: apierror.ActorClient, ID: "198.51.100.2"},
		})
	}
	verdict(apierror.SeverityLow, apierror.SignalInjectionAttempt, 0)
	assert.Equal(t, Said{Worst: apierror.SeverityLow}, j.said[scanner])
	verdict(apierror.SeverityMedium, apierror.SignalEndpointScanning, time.Minute)
	verdict(apierror.SeverityLow, apierror.SignalInjectionAttempt, 2*time.Minute)
	verdict(apierror.SeverityHigh, apierror.SignalEndpointScanning, 3*time.Minute)
	assert.Equal(t, Said{
		Worst: apierror.SeverityHigh, Signals: map[apierror.Signal]int{apierror.SignalEndpointScanning: 2}, Found: noon.Add(time.Minute),
	}, j.said[scanner])
}

// What is found is for the detectors' own acceptance to say; here, that everybody is accounted for.
func TestRunAccountsForEverybody(t *testing.T) {
	tr, err := traffic.Generate(traffic.Settings{
		Seed: 1, Start: noon, Duration: 20 * time.Minute, Users: 10, Scenarios: []string{"brute_force", "object_enumeration/fast"},
	})
	require.NoError(t, err)
	report, err := Run(t.Context(), DefaultConfig(), tr, 1)
	require.NoError(t, err)

	var names []string
	for _, g := range report.Scenarios {
		names = append(names, g.Name)
		assert.Equal(t, g.Actors, g.Found+g.LowOnly+g.Missed, g.Name)
		assert.LessOrEqual(t, g.Named, g.Found, g.Name)
	}
	assert.Equal(t, []string{
		"brute_force/fast", "brute_force/moderate", "brute_force/slow", "brute_force/token", "brute_force/distributed",
		"brute_force/neighbours",
		"object_enumeration/fast",
	}, names)
	assert.Equal(t, 4, report.Scenarios[0].Found, "verdicts are read, and told of the right ones")
	assert.Greater(t, report.Totals.Innocents, 500)
}

func TestConfig(t *testing.T) {
	const whole = `
receivers: { otlp: { protocols: { grpc: } } }
processors:
  batch:
  apierror:
  apierror/strict: { actor: { attributes: [tenant.id] } }
  apierror/hashed: { actor: { hash: true, hash_key: sixteen--letters } }
  apierror/wrong: { actor: { attributes: [] } }
  apierror/unknown: { actors: {} }
service: { pipelines: { traces: { receivers: [otlp], processors: [apierror] } } }
`
	config, err := parseConfig([]byte(whole), "apierror")
	require.NoError(t, err)
	assert.Equal(t, DefaultConfig(), config)
	strict, err := parseConfig([]byte(whole), "apierror/strict")
	require.NoError(t, err)
	assert.NotEqual(t, DefaultConfig(), strict)

	for name, want := range map[string]string{
		"apierror/none":    "only: apierror, apierror/hashed",
		"apierror/hashed":  "actor::hash",
		"apierror/wrong":   "actor::attributes",
		"apierror/unknown": "actors",
	} {
		_, err = parseConfig([]byte(whole), name)
		require.ErrorContains(t, err, want, name)
	}
	_, err = parseConfig([]byte("processors: ["), "apierror")
	require.Error(t, err)
	_, err = LoadConfig(t.TempDir()+"/none.yaml", "apierror")
	require.Error(t, err)
}
