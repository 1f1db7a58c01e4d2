package cascade

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestCause(t *testing.T) {
	const (
		internal   = apierror.CategoryInternal
		dependency = apierror.CategoryDependency
		network    = apierror.CategoryNetwork
		timeout    = apierror.CategoryTimeout
		cancelled  = apierror.CategoryCancelled
	)
	for name, c := range map[string]struct {
		facts []Fact
		want  string
		vague bool // it began elsewhere
	}{
		"three tiers": {facts: three(), want: `"/charge" in service "payments" (internal)`},
		"three tiers, the deepest not seen": {
			facts: three()[:4], want: `"payments.internal", called by service "orders" (dependency)`,
		},
		"only what passed it on": {facts: three()[:1], want: `"/buy" in service "storefront" (dependency)`, vague: true},
		"each hop judged by itself calls its own dependency the cause": {
			facts: []Fact{
				span("a", "", server, "front", "/", dependency, true),
				span("c", "b", server, "middle", "/m", dependency, true),
				span("e", "d", server, "back", "/b", internal, true),
			},
			want: `"/b" in service "back" (internal)`,
		},
		"a database": {
			facts: []Fact{
				span("a", "", server, "orders", "/orders", internal, false),
				span("b", "a", client, "orders", "", network, true).calls("postgresql", "db1.internal"),
			},
			want: `"postgresql at db1.internal", called by service "orders" (network)`,
		},
		"a database refuses what it was asked for": {
			facts: []Fact{
				span("a", "", server, "orders", "/orders", internal, false),
				span("b", "a", client, "orders", "", apierror.CategoryConflict, true).calls("postgresql", "db1.internal"),
			},
			want: `"/orders" in service "orders" (conflict)`,
		},
		"a step within a call": {
			facts: []Fact{
				span("a", "", server, "orders", "/orders", internal, false),
				span("c", "b", inside, "orders", "", apierror.CategoryCapacity, true),
			},
			want: `"/orders" in service "orders" (capacity)`,
		},
		"a step within one of two calls that no link leads to": {
			facts: []Fact{
				span("a", "", server, "orders", "/orders", internal, false),
				span("b", "a", server, "orders", "/stock", internal, false),
				span("e", "d", inside, "orders", "", apierror.CategoryCapacity, true),
			},
			want: `service "orders" (capacity)`,
		},
		"a caller that timed out on what failed more slowly": {
			facts: []Fact{
				span("a", "", client, "front", "", timeout, true).calls("", "back.internal"),
				span("b", "a", server, "back", "/b", internal, true),
			},
			want: `"/b" in service "back" (internal)`,
		},
		"what was cancelled is no cause": {
			facts: []Fact{
				span("a", "", client, "front", "", timeout, true).calls("", "back.internal"),
				span("b", "a", server, "back", "/b", cancelled, true),
			},
			want: `"back.internal", called by service "front" (timeout)`,
		},
		"the processor saw a failed call handled": {
			facts: []Fact{
				span("a", "", server, "orders", "/orders", internal, true),
				span("b", "a", client, "orders", "", dependency, true).calls("", "cache.internal"),
			},
			want: `"/orders" in service "orders" (internal)`,
		},
		"the processor saw that what is below only passed it on": {
			facts: []Fact{
				span("a", "", server, "front", "/", internal, true),
				span("b", "a", client, "front", "", dependency, false).calls("", "back.internal"),
			},
			want: `"/" in service "front" (internal)`,
		},
		"a partner, whatever the category": {
			facts: []Fact{
				span("a", "", server, "payments", "/charge", dependency, true),
				func() Fact {
					f := span("c", "b", client, "payments", "", dependency, true).calls("", "api.cardnet.example")
					f.Partner = "cardnet"
					return f
				}(),
			},
			want: `partner "cardnet", called by service "payments" (dependency)`,
		},
		"both sides of a call under one id": {
			facts: []Fact{
				span("a", "", client, "front", "", dependency, true).calls("", "back.internal"),
				span("a", "", server, "back", "/b", dependency, false),
				span("b", "a", client, "back", "", network, true).calls("", "db.internal"),
			},
			want: `"db.internal", called by service "back" (network)`,
		},
		"unlinked, the one within the other": {
			facts: []Fact{
				span("a", "", server, "front", "/", internal, true),
				span("d", "c", server, "back", "/b", internal, true),
			},
			want: `"/b" in service "back" (internal)`,
		},
		"two calls side by side: the first": {
			facts: []Fact{
				span("a", "", server, "front", "/", dependency, false),
				span("b", "a", server, "tips", "/tips", internal, true),
				span("c", "a", server, "pay", "/pay", internal, true),
			},
			want: `"/tips" in service "tips" (internal)`,
		},
		"a circle of parents": {
			facts: []Fact{
				span("a", "b", server, "front", "/", internal, true),
				span("b", "a", server, "back", "/b", internal, true),
			},
			want: `"/" in service "front" (internal)`,
		},
		"its own parent": {
			facts: []Fact{span("a", "a", server, "front", "/", internal, true)},
			want:  `"/" in service "front" (internal)`,
		},
		"retried": {
			facts: []Fact{
				span("a", "", server, "front", "/", dependency, false),
				span("b", "a", client, "front", "", dependency, true).calls("", "back.internal"),
				span("c", "a", client, "front", "", dependency, true).calls("", "back.internal"),
				span("d", "b", server, "back", "/b", internal, true),
				span("e", "c", server, "back", "/b", internal, true),
			},
			want: `"/b" in service "back" (internal)`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			for range 20 { // in whatever order and batches the spans come, and however often
				random.Shuffle(len(c.facts), func(i, j int) { c.facts[i], c.facts[j] = c.facts[j], c.facts[i] })
				m := newMemory(t)
				for _, f := range c.facts {
					note(m, f, f)
					m.Cause(traceID(0)) // what is known so far may be asked for at any time
				}
				place, began := m.Cause(traceID(0))
				require.Equal(t, c.want, place.String())
				require.Equal(t, !c.vague, began)
				require.EqualValues(t, len(c.facts), m.TakeCounts().Duplicates)
			}
		})
	}
}

func TestCauseOfNothing(t *testing.T) {
	m := newMemory(t)
	_, began := m.Cause(traceID(1))
	assert.False(t, began)
	f := span("a", "", server, "front", "/", apierror.CategoryInternal, true)
	f.TraceID = pcommon.TraceID{}
	note(m, f)
	_, began = m.Cause(pcommon.TraceID{})
	assert.False(t, began, "what is in no trace explains nothing")
	assert.Zero(t, m.Len())
}

func TestATraceIsForgottenInTime(t *testing.T) {
	m := newMemory(t)
	note(m, three()...)
	late := three()[4].in(1)
	m.Note(&late, start+int64(5*time.Minute))
	assert.Equal(t, 2, m.Len())
	m.Note(&late, start+int64(5*time.Minute)+1)
	assert.Equal(t, 1, m.Len())
	assert.Zero(t, m.TakeCounts().Evicted, "its time was over")
	_, began := m.Cause(traceID(0))
	assert.False(t, began)
	_, began = m.Cause(traceID(1))
	assert.True(t, began)
}

func TestTracesAreBounded(t *testing.T) {
	m := newMemory(t)
	f := three()[4]
	for n := range 1_000_000 {
		f.TraceID = traceID(n)
		m.Note(&f, start)
	}
	assert.Equal(t, 20_000, m.Len())
	assert.Len(t, m.byTrace, 20_000)
	assert.Len(t, m.traces, 20_000)
	assert.EqualValues(t, 980_000, m.TakeCounts().Evicted)
	_, began := m.Cause(traceID(980_000))
	assert.True(t, began, "the latest stay")
	_, began = m.Cause(traceID(979_999))
	assert.False(t, began)
}

func TestSpansOfATraceAreBounded(t *testing.T) {
	m := newMemory(t)
	for i := range 1000 {
		f := span("a", "", client, "front", "", apierror.CategoryDependency, i%2 == 0)
		f.SpanID[1], f.SpanID[2] = byte(i), byte(1+i>>8)
		note(m, f)
	}
	note(m, three()[4])
	place, began := m.Cause(traceID(0))
	assert.True(t, began)
	assert.Equal(t, "payments", place.Service, "what explains more takes the place of what explains less")
	assert.Len(t, m.traces[0].facts, maxFacts)
	assert.EqualValues(t, 1000+1-maxFacts, m.TakeCounts().Dropped)
}

func TestHostileNames(t *testing.T) {
	m := newMemory(t)
	long := string(make([]byte, 1<<20))
	f := Fact{
		TraceID: traceID(0), Service: "\xff" + long, Endpoint: long, Category: "gossip", Reason: long, Origin: "moon",
		RootCause: true, Callee: long, Address: long, Partner: long, Kind: client, Process: long, Criticality: "odd", Currency: long,
		Start: 1 << 62, End: -1 << 62,
	}
	note(m, f)
	place, _ := m.Cause(traceID(0))
	assert.LessOrEqual(t, len(place.Service), maxText+2)
	assert.Empty(t, place.Category)
	assert.Empty(t, place.Origin)
	assert.Less(t, len(place.String()), 2000)
	r := m.Radius(traceIDs(0, 1))
	assert.LessOrEqual(t, len(r.Processes[0].Name), maxText)
}

func TestLocalAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"localhost": true, "LOCALHOST:5432": true, "127.0.0.1": true, "127.0.0.1:5432": true, "::1": true, "[::1]": true,
		"/var/run/postgresql": true, "0.0.0.0": true, "10.0.0.1": false, "db1:5432": false, "db1": false, "2001:db8::1": false,
	} {
		assert.Equal(t, want, isLocal(address), address)
	}
}

func BenchmarkNote(b *testing.B) {
	b.Run("span of a new trace", func(b *testing.B) {
		m := NewMemory(DefaultRules())
		f := three()[2]
		b.ReportAllocs()
		for n := 0; b.Loop(); n++ {
			f.TraceID = traceID(n)
			m.Note(&f, start)
		}
	})
	b.Run("three tiers", func(b *testing.B) {
		m := NewMemory(DefaultRules())
		facts := three()
		b.ReportAllocs()
		for n := 0; b.Loop(); n++ {
			for i := range facts {
				facts[i].TraceID = traceID(n)
				m.Note(&facts[i], start)
			}
		}
	})
}

func BenchmarkCause(b *testing.B) {
	m := NewMemory(DefaultRules())
	for i := range maxFacts {
		f := span(string(rune('b'+i)), string(rune('a'+i)), server, "x", "/", apierror.CategoryInternal, true)
		note(m, f)
	}
	b.ReportAllocs()
	for b.Loop() {
		m.traces[0].judged = false
		m.Cause(traceID(0))
	}
}
