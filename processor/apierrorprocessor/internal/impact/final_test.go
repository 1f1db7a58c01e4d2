package impact

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const money = `
processes:
  - name: orders
    match: { services: [checkout] }
    criticality: critical
    value: { attribute: amount, default: 10 }
    abandonment: 0.5
`

// server, client and step make calls of trace 1: id, parent, from, to.
func server(id, parent uint64, start, end int) call {
	return call{trace: 1, id: id, parent: parent, name: "POST /orders", start: start, end: end}
}

func client(id, parent uint64, start, end int) call {
	return call{
		trace: 1, id: id, parent: parent, kind: ptrace.SpanKindClient, name: "POST", start: start, end: end,
		attrs: map[string]any{"url.full": "https://cardnet.example/charges"},
	}
}

func step(id, parent uint64, start, end int) call {
	return call{trace: 1, id: id, parent: parent, kind: ptrace.SpanKindInternal, name: "charge", start: start, end: end}
}

func fails(c call) call { c.failed = true; return c }

func with(c call, key string, value any) call {
	c.attrs = maps.Clone(c.attrs)
	if c.attrs == nil {
		c.attrs = make(map[string]any)
	}
	c.attrs[key] = value
	return c
}

func in(c call, trace uint64) call { c.trace = trace; return c }

func of(c call, kind ptrace.SpanKind) call { c.kind = kind; return c }

func conflicts(c call) call {
	c.failed, c.failure = true, apierror.Failure{Category: apierror.CategoryConflict}
	return c
}

func duplicates(c call) call {
	c.failed, c.failure = true, apierror.Failure{Category: apierror.CategoryConflict, Reason: "duplicate_key"}
	return c
}

// Only final failures lose money, once each. A line a failed call: id, value, cost, and why it is nothing.
func TestWhatIsFinal(t *testing.T) {
	const retried, recovered = "a later attempt succeeded", "the call that it was made for succeeded"
	const inTrace, byKey = "already counted in this trace", "already counted under this idempotency key"
	key := func(c call, key any) call { return with(c, "http.request.header.idempotency-key", key) }
	tests := map[string]struct {
		batches [][]call
		want    []string
	}{
		"a failure": {[][]call{{fails(server(1, 9, 0, 50))}}, []string{"1: 10 5"}},

		"a form that was sent twice": {
			[][]call{{duplicates(server(1, 9, 0, 50))}}, []string{"1: 0 0 what was asked for is there already"},
		},
		"a conflict over what changed meanwhile": {[][]call{{conflicts(server(1, 9, 0, 50))}}, []string{"1: 10 5"}},

		"a retry that succeeded": {
			[][]call{{fails(client(1, 9, 0, 10)), client(2, 9, 20, 30)}}, []string{"1: 0 0 " + retried},
		},
		"a retry that succeeded, the spans in another order": {
			[][]call{{client(2, 9, 20, 30), fails(client(1, 9, 0, 10))}}, []string{"1: 0 0 " + retried},
		},
		"two retries, of which one succeeded": {
			[][]call{{fails(client(1, 9, 0, 10)), fails(client(2, 9, 20, 30)), client(3, 9, 40, 50)}},
			[]string{"1: 0 0 " + retried, "2: 0 0 " + retried},
		},
		"a retry that failed": {
			[][]call{{fails(client(1, 9, 0, 10)), fails(client(2, 9, 20, 30))}}, []string{"1: 10 5", "2: 0 0 " + inTrace},
		},
		"a retry, as the side that was called sees it": {
			[][]call{{fails(server(3, 1, 2, 8)), fails(client(1, 9, 0, 10)), client(2, 9, 20, 30), server(4, 2, 22, 28)}},
			[]string{"3: 0 0 " + retried, "1: 0 0 " + retried},
		},
		"a retry of a step below": {
			[][]call{{fails(step(5, 3, 3, 7)), fails(server(3, 1, 2, 8)), fails(client(1, 9, 0, 10)), client(2, 9, 20, 30)}},
			[]string{"5: 0 0 " + retried, "3: 0 0 " + retried, "1: 0 0 " + retried},
		},
		"a request that the client sent again": {
			[][]call{{conflicts(client(1, 9, 0, 10)), with(client(2, 9, 20, 30), "http.request.resend_count", 1)}}, []string{"1: 0 0 " + retried},
		},

		"a success before is no retry":     {[][]call{{client(2, 9, 0, 10), fails(client(1, 9, 20, 30))}}, []string{"1: 10 5"}},
		"a success meanwhile is no retry":  {[][]call{{fails(client(1, 9, 0, 10)), client(2, 9, 5, 30)}}, []string{"1: 10 5"}},
		"another call is no retry":         {[][]call{{fails(client(1, 9, 0, 10)), with(client(2, 9, 20, 30), "url.full", "https://cardnet.example/refunds")}}, []string{"1: 10 5"}},
		"a call of another span's":         {[][]call{{fails(client(1, 9, 0, 10)), client(2, 8, 20, 30)}}, []string{"1: 10 5"}},
		"a call in another trace":          {[][]call{{fails(client(1, 9, 0, 10)), in(client(2, 9, 20, 30), 2)}}, []string{"1: 10 5"}},
		"the next order of a loop":         {[][]call{{with(fails(client(1, 9, 0, 10)), "amount", 4), with(client(2, 9, 20, 30), "amount", 7)}}, []string{"1: 4 2"}},
		"a conflict is not tried again":    {[][]call{{conflicts(client(1, 9, 0, 10)), client(2, 9, 20, 30)}}, []string{"1: 10 5"}},
		"the next request of another key":  {[][]call{{key(fails(client(1, 9, 0, 10)), "a"), key(client(2, 9, 20, 30), "b")}}, []string{"1: 10 5"}},
		"a call that only looks succeeded": {[][]call{{fails(client(1, 9, 0, 10)), func() call { c := client(2, 9, 20, 30); c.failed, c.hidden = true, true; return c }()}}, []string{"1: 10 5", "2: 0 0 " + inTrace}},

		"the call it was made for succeeded": {
			[][]call{{server(1, 9, 0, 100), step(2, 1, 5, 60), fails(client(3, 2, 10, 50))}}, []string{"3: 0 0 " + recovered},
		},
		"the call it was made for failed": {
			[][]call{{fails(server(1, 9, 0, 100)), fails(client(3, 1, 10, 50))}}, []string{"1: 10 5", "3: 0 0 " + inTrace},
		},
		"whoever answered before does not know": {
			[][]call{{server(1, 9, 0, 20), fails(client(3, 1, 10, 500))}}, []string{"3: 10 5"},
		},
		"nobody waits for a message": {
			[][]call{{server(1, 9, 0, 900), of(client(2, 1, 10, 12), ptrace.SpanKindProducer), fails(of(server(3, 2, 100, 500), ptrace.SpanKindConsumer))}},
			[]string{"3: 10 5"},
		},
		"whoever was answered well did not notice": {
			[][]call{{server(1, 9, 0, 100), client(2, 1, 5, 60), fails(server(3, 2, 10, 50))}}, []string{"3: 10 5"},
		},
		"an outcome that only a rule tells": {
			[][]call{{server(1, 9, 0, 100), func() call { c := fails(client(3, 1, 10, 50)); c.hidden = true; return c }()}}, []string{"3: 10 5"},
		},

		"a cascade, in one batch": {
			[][]call{{fails(server(3, 2, 20, 40)), fails(client(2, 1, 10, 50)), fails(server(1, 9, 0, 60))}},
			[]string{"3: 10 5", "2: 0 0 " + inTrace, "1: 0 0 " + inTrace},
		},
		"a cascade, of which the edge knows the amount": {
			[][]call{{fails(server(3, 2, 20, 40)), fails(client(2, 1, 10, 50)), with(fails(server(1, 9, 0, 60)), "amount", 99)}},
			[]string{"3: 0 0 " + inTrace, "2: 0 0 " + inTrace, "1: 99 49.5"},
		},
		"a cascade in pieces, from below": {
			[][]call{{fails(server(3, 2, 20, 40))}, {fails(client(2, 1, 10, 50)), fails(server(1, 9, 0, 60))}},
			[]string{"3: 10 5", "2: 0 0 " + inTrace, "1: 0 0 " + inTrace},
		},
		"a cascade in pieces, from above": {
			[][]call{{fails(server(1, 9, 0, 60))}, {fails(client(2, 1, 10, 50))}, {fails(server(3, 2, 20, 40))}},
			[]string{"1: 10 5", "2: 0 0 " + inTrace, "3: 0 0 " + inTrace},
		},
		"a batch that comes twice": {
			[][]call{{fails(server(1, 9, 0, 60))}, {fails(server(1, 9, 0, 60))}}, []string{"1: 10 5", "1: 0 0 " + inTrace},
		},
		"a span that is in a batch twice": {
			[][]call{{fails(server(1, 9, 0, 60)), fails(server(1, 9, 0, 60))}}, []string{"1: 10 5", "1: 0 0 " + inTrace},
		},
		"another trace":                {[][]call{{fails(server(1, 9, 0, 60)), in(fails(server(2, 9, 0, 60)), 2)}}, []string{"1: 10 5", "2: 10 5"}},
		"no trace at all":              {[][]call{{in(fails(server(1, 9, 0, 60)), 0), in(fails(server(2, 9, 0, 60)), 0)}}, []string{"1: 10 5", "2: 10 5"}},
		"a trace that lasts for hours": {[][]call{{fails(server(1, 9, 0, 60))}, {fails(server(2, 9, 0, 3_600_000))}}, []string{"1: 10 5", "2: 10 5"}},
		"a late piece of a trace":      {[][]call{{fails(server(1, 9, 60_000, 90_000))}, {fails(server(2, 9, 0, 60))}}, []string{"1: 10 5", "2: 0 0 " + inTrace}},
		"after a retry that succeeded, what failed for good": {
			[][]call{{fails(client(1, 9, 0, 10)), client(2, 9, 20, 30)}, {fails(server(9, 0, 0, 60))}}, []string{"1: 0 0 " + retried, "9: 10 5"},
		},

		"a repeat under the same key": {
			[][]call{{key(fails(server(1, 9, 0, 50)), "k")}, {in(key(fails(server(2, 9, 5000, 5050)), "k"), 2)}}, []string{"1: 10 5", "2: 0 0 " + byKey},
		},
		"a repeat in the same batch": {
			[][]call{{key(fails(server(1, 9, 0, 50)), "k"), in(key(fails(server(2, 9, 5000, 5050)), "k"), 2)}}, []string{"1: 10 5", "2: 0 0 " + byKey},
		},
		"a key as captured headers are": {
			[][]call{{key(fails(server(1, 9, 0, 50)), []any{"k"})}, {in(key(fails(server(2, 9, 50, 60)), "k"), 2)}}, []string{"1: 10 5", "2: 0 0 " + byKey},
		},
		"what failed for a repeat, in another service": {
			[][]call{
				{key(fails(server(1, 9, 0, 50)), "k")},
				{in(fails(client(4, 3, 5010, 5040)), 2), in(key(fails(server(3, 9, 5000, 5050)), "k"), 2)},
			},
			[]string{"1: 10 5", "4: 0 0 " + inTrace, "3: 0 0 " + byKey},
		},
		"another key":             {[][]call{{key(fails(server(1, 9, 0, 50)), "k"), in(key(fails(server(2, 9, 0, 50)), "l"), 2)}}, []string{"1: 10 5", "2: 10 5"}},
		"a key of the wrong type": {[][]call{{key(fails(server(1, 9, 0, 50)), 7), in(key(fails(server(2, 9, 0, 50)), 7), 2)}}, []string{"1: 10 5", "2: 10 5"}},
		"a key of no text":        {[][]call{{key(fails(server(1, 9, 0, 50)), []any{}), in(key(fails(server(2, 9, 0, 50)), ""), 2)}}, []string{"1: 10 5", "2: 10 5"}},
		"the same key in the next hour but one": {
			[][]call{{key(fails(server(1, 9, 0, 50)), "k")}, {in(key(fails(server(2, 9, 0, 2*3_600_000)), "k"), 2)}}, []string{"1: 10 5", "2: 10 5"},
		},
		"ids in a circle": {
			[][]call{{fails(step(1, 2, 0, 10)), fails(step(2, 1, 0, 10)), server(3, 3, 0, 50)}}, []string{"1: 10 5", "2: 0 0 " + inTrace},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m := model(t, money)
			var got []string
			for _, batch := range test.batches {
				got = append(got, lines(batch, judge(t, m.assessor(), batch...))...)
			}
			assert.Equal(t, test.want, got)
		})
	}
}

// lines tells of each failed call its id, value, cost, and why it is nothing.
func lines(batch []call, said []apierror.Business) []string {
	var lines []string
	for i, b := range said {
		if !batch[i].failed {
			continue
		}
		_, why, _ := strings.Cut(b.Rationale, "; nothing is ")
		_, why, _ = strings.Cut(why, ": ")
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%d: %g %g %s", batch[i].id, b.ValueAtRisk, b.Cost, why)))
	}
	return lines
}

// A failure that was made good does nothing to the business, but a broken agreement stays broken.
func TestImpactOfWhatWasMadeGood(t *testing.T) {
	first := fails(client(1, 9, 0, 900))
	first.attrs = map[string]any{"url.full": "https://cardnet.example/charges"}
	second := client(2, 9, 1000, 1010)
	said := judge(t, model(t, money).assessor(), first, second)[0]
	assert.Equal(t, apierror.ImpactNone, said.Impact)
	assert.Equal(t, "USD", said.Currency)

	said = judge(t, model(t, money+`
partners: [{ name: cardnet, match: { servers: [cardnet.example] }, sla: { latency: 800ms } }]
`).assessor(), first, second)[0]
	assert.Equal(t, apierror.ImpactLow, said.Impact)
	assert.True(t, said.SLABreached)
}

// Processes are counted apart: what one loses is not what the other does.
func TestEachProcessCountsItsOwn(t *testing.T) {
	m := model(t, `
processes:
  - { name: orders, match: { methods: [POST] }, value: { default: 10 } }
  - { name: reading, match: { methods: [GET] }, value: { default: 1 } }
`)
	method := func(c call, method string) call { return with(c, "http.request.method", method) }
	said := judge(t, m.assessor(), method(fails(server(1, 0, 0, 10)), "POST"), method(fails(server(2, 0, 0, 10)), "GET"), method(fails(server(3, 0, 0, 10)), "GET"))
	assert.Equal(t, []float64{10, 1, 0}, []float64{said[0].ValueAtRisk, said[1].ValueAtRisk, said[2].ValueAtRisk})
}

// However many workers get the pieces of a trace, it is counted once.
func TestWorkersCountOnce(t *testing.T) {
	const workers, traces = 8, 200
	m := model(t, money)
	sums := make([]float64, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			a := m.assessor()
			for i := range traces {
				// Each worker begins elsewhere, and gets another span of the trace.
				c := in(fails(server(uint64(w+1), 9, 0, 50)), uint64((i+w*traces/workers)%traces+1))
				for _, b := range judge(t, a, with(c, "user.id", strconv.Itoa(w))) {
					sums[w] += b.ValueAtRisk
				}
			}
		})
	}
	wg.Wait()
	total := 0.0
	for _, sum := range sums {
		total += sum
	}
	assert.InDelta(t, 10*traces, total, 0)
}

// What is counted takes a fixed memory, and what had to go too early is told.
func TestWhatIsCountedIsBounded(t *testing.T) {
	m := model(t, money)
	a := m.assessor()
	for i := range 40_000 {
		c := in(fails(server(1, 9, 0, 50)), uint64(i+1))
		if i%2 == 0 {
			c = with(c, "http.request.header.idempotency-key", strconv.Itoa(i))
		}
		judge(t, a, c)
	}
	assert.Len(t, m.counted.traces.buckets, 1<<claimBits)
	assert.NotZero(t, m.Evictions())

	before := m.Evictions()
	judge(t, a, in(fails(server(1, 9, 0, 10*3_600_000)), 77_777))
	assert.Equal(t, before, m.Evictions(), "what is out of date is no loss")
}

// A giant batch does not hold its memory for good.
func TestAnAssessorLetsGoOfTheBatch(t *testing.T) {
	a := model(t, money).assessor()
	batch := make([]call, 2*keptLosses)
	for i := range batch {
		batch[i] = in(client(uint64(i+1), 7, 20*(i%2), 20*(i%2)+10), uint64(i/2+1))
		batch[i].failed = i%2 == 0
	}
	said := judge(t, a, batch...)
	lost := slices.DeleteFunc(said, func(b apierror.Business) bool { return !strings.Contains(b.Rationale, "later attempt") })
	assert.Len(t, lost, keptLosses)
	assert.Empty(t, a.losses)
	assert.LessOrEqual(t, cap(a.losses), keptLosses)
	assert.Empty(t, a.lost.spans)
	assert.Empty(t, a.lost.succeeded)
}
