package rootcause

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// grow makes a trace of spans that call each other, some of which fail. There are no retries, fallbacks, cancellations and
// transactions in it: these are told from what stands beside a span, so from within one batch only.
func grow(random *rand.Rand) []failure {
	categories := []apierror.Category{
		"", "", apierror.CategoryInternal, apierror.CategoryInternal, apierror.CategoryDependency, apierror.CategoryTimeout,
		apierror.CategoryValidation, apierror.CategoryConflict,
	}
	spans := []failure{{id: "0", service: "s0", kind: server, from: 0, to: 1 << 20}}
	for i := 1; i < 2+random.IntN(30); i++ {
		parent := &spans[random.IntN(len(spans))]
		f := failure{id: strconv.Itoa(i), parent: parent.id, service: parent.service}
		width := parent.to - parent.from
		f.from = parent.from + random.IntN(width/2+1)
		f.to = f.from + random.IntN(width/2+1) + 1
		switch {
		case parent.kind == client:
			f.kind, f.service = server, "s"+strconv.Itoa(i)
		case random.IntN(2) == 0:
			f.kind = client
		default:
			f.kind = internal
		}
		spans = append(spans, f)
	}
	for i := range spans {
		spans[i].category = categories[random.IntN(len(categories))]
		if spans[i].category == apierror.CategoryInternal && random.IntN(4) == 0 {
			spans[i].reason, spans[i].errorName = "null_reference", "NullPointerException"
		}
	}
	return spans
}

// roots are the failed spans of batches where a failure began, by what was said last.
func roots(batches ...[]failure) map[string]bool {
	g := newGraph()
	began := map[string]bool{}
	for _, failures := range batches {
		batch(g, failures)
		at := 0
		for i := range failures {
			if failures[i].category != "" {
				passed, _ := g.Verdict(at)
				began[failures[i].id] = !passed
				at++
			}
		}
	}
	return began
}

func TestVerdictsOfWholeTraces(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		spans := grow(random)
		whole := roots(spans)
		if len(whole) > 0 {
			require.Contains(t, values(whole), true, "something began somewhere: %+v", spans)
		}

		shuffled := slices.Clone(spans)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		require.Equal(t, whole, roots(shuffled), "the order does not matter: %+v", spans)

		twice := append(slices.Clone(shuffled), spans[:random.IntN(len(spans))]...)
		require.Equal(t, whole, roots(twice), "nor does what comes twice: %+v", spans)
		require.Equal(t, whole, roots(spans, spans), "in another batch: %+v", spans)

		pieces := cut(random, shuffled)
		for id, began := range roots(pieces...) {
			if !began {
				require.False(t, whole[id], "a piece of a trace shows no more than the whole, span %s: %+v", id, pieces)
			}
		}
	}
}

// TestVerdictsOfPieces holds where no clean step without a status stands between failures and spans come as they end.
func TestVerdictsOfPieces(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		spans := grow(random)
		for i := range spans {
			spans[i].status = ptrace.StatusCodeOk
		}
		// A span's children come before it, whatever the clocks say.
		slices.SortStableFunc(spans, func(a, b failure) int { return -cmp.Compare(number(a.id), number(b.id)) })
		require.Equal(t, roots(spans), roots(cut(random, spans)...), "%+v", spans)
	}
}

func number(id string) int { n, _ := strconv.Atoi(id); return n }

// cut makes batches of spans in their order.
func cut(random *rand.Rand, spans []failure) (batches [][]failure) {
	for len(spans) > 0 {
		n := 1 + random.IntN(len(spans))
		batches = append(batches, spans[:n])
		spans = spans[n:]
	}
	return batches
}

func values(m map[string]bool) (list []bool) {
	for _, v := range m {
		list = append(list, v)
	}
	return list
}

// TestHostileShapes takes shapes at which anything but linear work would not end.
func TestHostileShapes(t *testing.T) {
	const spans = 140_000
	id := func(i int) (id pcommon.SpanID) {
		id[0], id[1], id[2], id[3] = 1, byte(i>>16), byte(i>>8), byte(i)
		return id
	}
	shapes := map[string]func(i int) (parent int){
		"children of one parent": func(int) int { return 0 },
		"a chain":                func(i int) int { return max(0, i-1) },
		"a circle":               func(i int) int { return (i + 1) % spans },
		"all the same span":      func(int) int { return -1 },
	}
	for name, parent := range shapes {
		for _, every := range []int{1, 2} {
			t.Run(name+", failed 1 of "+strconv.Itoa(every), func(t *testing.T) {
				td := ptrace.NewTraces()
				list := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
				list.EnsureCapacity(spans)
				g := newGraph()
				began := time.Now()
				for i := range spans {
					span := list.AppendEmpty()
					span.SetTraceID(pcommon.TraceID{1})
					span.SetSpanID(id(max(i, 0)))
					if parent(i) < 0 {
						span.SetSpanID(id(0))
					}
					span.SetParentSpanID(id(max(0, parent(i))))
					span.SetKind(internal)
					if i%every == 0 {
						span.SetKind(client)
						span.Status().SetCode(ptrace.StatusCodeError)
						view := spanview.View{Kind: client, DBSystem: "x", Message: "connection is closed"}
						g.Add(span, &view, &apierror.Failure{Category: apierror.CategoryDependency, Retryable: true}, "", 0)
					}
				}
				g.Settle(td, arrival)
				assert.Less(t, time.Since(began), 20*time.Second)
				g.Reset()
				assert.Nil(t, g.nodes, "a giant batch holds no memory")
			})
		}
	}
}

// FuzzSettle takes spans of any shape, six bytes each, a batch of eight at a time: nothing may crash or hang, an origin is a
// span where a failure began, and where nothing was cancelled something began somewhere.
func FuzzSettle(f *testing.F) {
	f.Add([]byte{1, 0, 2, 3, 0, 90, 2, 1, 3, 4, 1, 80, 3, 2, 2, 3, 2, 70})
	f.Add([]byte{1, 2, 2, 3, 0, 90, 2, 1, 3, 4, 1, 80, 2, 1, 2, 17, 2, 70})
	categories := apierror.Categories()
	f.Fuzz(func(t *testing.T, data []byte) {
		g := newGraph()
		for len(data) >= 6 {
			var failures []failure
			cancelledAny := false
			for ; len(data) >= 6 && len(failures) < 8; data = data[6:] {
				s := failure{
					id: string(data[0:1]), parent: string(data[1:2]), kind: ptrace.SpanKind(data[2] % 6), service: string(data[2] / 6 % 3),
					from: int(data[4]), to: int(data[5]), retryable: data[3] > 127, http: int(data[2])%3*250 + int(data[3])%2,
				}
				if n := int(data[3]) % (len(categories) + 3); n < len(categories) {
					s.category = categories[n]
				}
				if data[4]%4 == 0 {
					s.store, s.message = "redis", "connection is closed"
				}
				if data[4]%4 == 1 {
					s.host = "h"
				}
				cancelledAny = cancelledAny || s.category == apierror.CategoryCancelled
				failures = append(failures, s)
			}
			first := g.memory.children.keys == nil
			batch(g, failures)
			passed := 0
			for i := range g.Len() {
				passedOn, origin := g.Verdict(i)
				if passedOn {
					passed++
				}
				if origin >= 0 {
					require.True(t, passedOn)
					wrong, _ := g.Verdict(origin)
					require.False(t, wrong)
				}
			}
			require.Equal(t, g.PassedOn(), passed)
			if first && !cancelledAny && g.Len() > 0 {
				require.Less(t, passed, g.Len())
			}
		}
	})
}
