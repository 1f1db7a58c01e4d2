package traffic

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// small is a shop of a few users for as long as the longest scenario takes.
func small(seed uint64) Settings {
	return Settings{Seed: seed, Start: noon, Duration: 2 * time.Hour, Users: 20}
}

// whole is the traffic of all scenarios, made once for the tests that only read it.
var whole = sync.OnceValues(func() (*Traffic, error) { return Generate(small(1)) })

func generate(t *testing.T, settings Settings) *Traffic {
	t.Helper()
	tr, err := Generate(settings)
	require.NoError(t, err)
	require.NotEmpty(t, tr.Spans)
	return tr
}

func TestTheSameSeedGivesTheSameSpans(t *testing.T) {
	settings := func(seed uint64) Settings {
		return Settings{Seed: seed, Start: noon, Duration: 20 * time.Minute, Users: 20}
	}
	first, again, other := generate(t, settings(7)), generate(t, settings(7)), generate(t, settings(8))
	assert.True(t, reflect.DeepEqual(first.Spans, again.Spans)) // tens of thousands are no difference to be shown
	assert.Equal(t, first.Actors, again.Actors)
	assert.NotEqual(t, first.Spans[0].ID, other.Spans[0].ID)
}

func TestEverySignalHasScenarios(t *testing.T) {
	names := make(map[string]bool)
	count := make(map[apierror.Signal]int)
	for _, s := range Scenarios() {
		assert.False(t, names[s.Name], "%s is there twice", s.Name)
		names[s.Name] = true
		count[s.Signal]++
		assert.True(t, strings.HasPrefix(s.Name, string(s.Signal)+"/"), s.Name)
		assert.NotEmpty(t, s.About, s.Name)
		assert.Positive(t, s.attackers, s.Name)
		assert.Positive(t, s.lasts, s.Name)
	}
	for _, signal := range apierror.Signals() {
		assert.GreaterOrEqual(t, count[signal], 3, "%s: fast, moderate and slow", signal)
	}
}

func TestSpansAreValid(t *testing.T) {
	tr, err := whole()
	require.NoError(t, err)
	known := make(map[uint64]*shop.Span, len(tr.Spans))
	for i := range tr.Spans {
		known[tr.Spans[i].ID] = &tr.Spans[i]
	}
	assert.Len(t, known, len(tr.Spans), "each has an id of its own")
	begin, end := noon.UnixNano(), noon.Add(2*time.Hour+time.Minute).UnixNano()
	faults := make(map[string]int)
	fault := func(what string, isOne bool) {
		if isOne {
			faults[what]++
		}
	}
	var previous int64
	for i := range tr.Spans {
		span := &tr.Spans[i]
		fault("no id", span.ID == 0 || span.TraceID[0] == 0)
		fault("not in the order of the ends", span.End < previous)
		fault("ends before it starts", span.End < span.Start)
		fault("at another time", span.Start < begin || span.Start > end)
		fault("no status", span.Status < 200 || span.Status > 599)
		previous = span.End
		if span.Parent == 0 {
			continue
		}
		parent := known[span.Parent]
		fault("an orphan", parent == nil || parent.TraceID != span.TraceID)
		fault("not within its parent", parent != nil && (span.Start < parent.Start || span.End > parent.End))
	}
	assert.Empty(t, faults)
}

func TestLabelsAreTrue(t *testing.T) {
	tr, err := whole()
	require.NoError(t, err)
	first := make([]int64, len(tr.Actors))
	for i := range tr.Spans {
		span := &tr.Spans[i]
		actor := tr.Actors[span.Actor]
		if span.Hostile && actor.Label != Hostile {
			require.Fail(t, "a friend is hostile", actor.Profile)
		}
		if !span.Hostile && actor.Label == Hostile {
			continue // he does as everybody does
		}
		if first[span.Actor] == 0 || span.Start < first[span.Actor] {
			first[span.Actor] = span.Start
		}
	}
	owners := make(map[Identity]Label)
	for i, actor := range tr.Actors {
		require.Equal(t, i, actor.Index)
		require.NotEmpty(t, actor.Identities, actor.Profile)
		switch actor.Label {
		case Hostile:
			assert.True(t, actor.Signal.Valid(), actor.Profile)
			assert.NotZero(t, first[i], "%s did nothing hostile", actor.Profile)
		default:
			assert.Empty(t, actor.Signal, actor.Profile)
		}
		if first[i] != 0 && actor.Profile != "service" && actor.Profile != "office" && actor.Profile != "carrier-grade NAT" {
			assert.Equal(t, first[i], actor.FirstSpan.UnixNano(), actor.Profile)
		}
		for _, identity := range actor.Identities {
			require.True(t, identity.Type.Valid())
			if owner, taken := owners[identity]; taken && (owner == Innocent) != (actor.Label == Innocent) {
				assert.Fail(t, "an innocent and an attacker share a name", "%v of %s", identity, actor.Profile)
			}
			owners[identity] = actor.Label
		}
	}
}

func TestOnlyChosenScenariosRun(t *testing.T) {
	settings := small(1)
	settings.Scenarios = []string{"geo_anomaly/fast", "brute_force", "brute_force/fast"}
	hostile := make(map[string]bool)
	for _, actor := range generate(t, settings).Actors {
		if actor.Label == Hostile {
			hostile[actor.Profile] = true
		}
	}
	want := map[string]bool{"geo_anomaly/fast": true}
	for _, v := range guessing {
		want["brute_force/"+v.name] = true
	}
	assert.Equal(t, want, hostile)

	settings.Scenarios = []string{"bruteforce"}
	_, err := Generate(settings)
	assert.ErrorContains(t, err, `unknown scenario "bruteforce"`)
}

// Addresses are known to the processor by their network where that is IPv6.
func TestCanonicalAddress(t *testing.T) {
	for text, want := range map[string]string{
		"79.231.4.7": "79.231.4.7", "2a02:3035:1:2:3:4:5:6": "2a02:3035:1:2::/64", "orders": "orders",
	} {
		assert.Equal(t, want, CanonicalAddress(text))
	}
}
