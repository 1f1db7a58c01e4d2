package drift

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// stream plays calls a second apart, minute after minute.
type stream struct {
	tracker *Tracker
	now     int64
	verdict apierror.Failure // of the last call that broke the contract
	told    map[string]int
}

func newStream() *stream {
	return &stream{tracker: NewTracker(1), now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).UnixNano(), told: map[string]int{}}
}

// traffic is what one party does: so many calls a minute, of which one in so many breaks the contract (0 for none).
type traffic struct {
	call    Call
	calls   int
	oneIn   int
	sources int
}

func (s *stream) play(minutes int, all ...traffic) {
	for range minutes {
		for _, t := range all {
			for i := range t.calls {
				c := t.call
				c.Time = s.now + int64(time.Minute)*int64(i)/int64(t.calls)
				if t.sources > 0 {
					c.Source = strconv.Itoa(i % t.sources)
				}
				if t.oneIn == 0 || i%t.oneIn != 0 {
					s.tracker.Kept(&c)
				} else if s.tracker.Broken(&c, &s.verdict) {
					s.told[s.verdict.Reason]++
				}
			}
		}
		s.now += int64(time.Minute)
	}
}

func orders(party, version string) Call {
	return Call{Service: "shop", Version: version, Method: "POST", Route: "/orders", Party: party}
}

func TestWhichSideMoved(t *testing.T) {
	web, android5, android6 := orders("web", "1"), orders("android/5", "1"), orders("android/6", "1")
	cardnet := Call{Service: "shop", Version: "1", Method: "POST", Route: "cardnet", Party: "cardnet", Calling: true}
	renewed := func(c Call) Call { c.Version = "2"; return c }
	for name, test := range map[string]struct {
		before, after []traffic
		reason        string
		origin        apierror.Origin
	}{
		"a client that worked sends something else": {
			[]traffic{{web, 20, 0, 9}, {android5, 20, 0, 9}},
			[]traffic{{web, 20, 0, 9}, {android5, 20, 1, 9}},
			"client_drift", apierror.OriginCaller,
		},
		"a new version of a client": {
			[]traffic{{web, 20, 0, 9}, {android5, 20, 0, 9}},
			[]traffic{{web, 20, 0, 9}, {android5, 10, 0, 9}, {android6, 10, 1, 9}},
			"client_drift", apierror.OriginCaller,
		},
		"the service no longer understands anybody": {
			[]traffic{{web, 20, 0, 9}, {android5, 20, 0, 9}},
			[]traffic{{renewed(web), 20, 1, 9}, {renewed(android5), 20, 1, 9}},
			"service_drift", apierror.OriginService,
		},
		"the service no longer understands its only client": {
			[]traffic{{web, 20, 0, 9}}, []traffic{{renewed(web), 20, 1, 9}}, "service_drift", apierror.OriginService,
		},
		"a partner refuses what it took": {
			[]traffic{{cardnet, 20, 0, 0}}, []traffic{{cardnet, 20, 1, 0}}, "provider_drift", apierror.OriginDependency,
		},
		"a release of ours that a partner does not understand": {
			[]traffic{{cardnet, 20, 0, 0}}, []traffic{{renewed(cardnet), 20, 1, 0}}, "client_drift", apierror.OriginService,
		},
		"customers who mistype": {
			[]traffic{{web, 20, 10, 9}, {android5, 20, 10, 9}}, []traffic{{web, 40, 5, 9}, {android5, 20, 10, 9}}, "", "",
		},
		"a client that was always wrong": {
			[]traffic{{web, 20, 0, 9}, {android5, 20, 1, 9}}, []traffic{{web, 20, 0, 9}, {android5, 40, 1, 9}}, "", "",
		},
		"a fuzzer": {
			[]traffic{{web, 20, 0, 9}}, []traffic{{web, 20, 0, 9}, {orders("sqlmap/1.8", "1"), 60, 1, 1}}, "", "",
		},
		"a test run with every third call wrong on purpose": {
			[]traffic{{web, 20, 0, 9}}, []traffic{{web, 20, 0, 9}, {orders("newman/6", "1"), 60, 3, 1}}, "", "",
		},
		"a few bad calls on a quiet route": {
			[]traffic{{web, 1, 0, 9}}, []traffic{{web, 1, 1, 9}}, "", "",
		},
		"nobody knows what was usual": {
			nil, []traffic{{web, 20, 1, 9}}, "", "",
		},
		"a partner that nobody knows": {
			nil, []traffic{{cardnet, 20, 1, 0}}, "", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStream()
			s.play(30, test.before...)
			assert.Empty(t, s.told, "before anything changed")
			s.play(6, test.after...)
			if test.reason == "" {
				assert.Empty(t, s.told, s.verdict.Rationale)
				return
			}
			assert.Len(t, s.told, 1)
			assert.Greater(t, s.told[test.reason], 10)
			assert.Equal(t, apierror.CategoryContract, s.verdict.Category)
			assert.Equal(t, test.origin, s.verdict.Origin)
			assert.Contains(t, s.verdict.Rationale, "broke the contract within")
		})
	}
}

// A drift goes on until it is mended, or has become what is usual.
func TestDriftLasts(t *testing.T) {
	s := newStream()
	cardnet := Call{Service: "shop", Version: "1", Method: "POST", Route: "cardnet", Party: "cardnet", Calling: true}
	s.play(30, traffic{cardnet, 20, 0, 0})
	s.play(120, traffic{cardnet, 20, 1, 0})
	assert.Greater(t, s.told["provider_drift"], 115*20)
	s.told = map[string]int{}
	s.play(20, traffic{cardnet, 20, 0, 0})
	s.play(2, traffic{cardnet, 20, 5, 0})
	assert.Empty(t, s.told, "mended")
	s.play(10, traffic{cardnet, 20, 1, 0})
	assert.NotEmpty(t, s.told, "and broken again")
	s.play(3*24*60, traffic{cardnet, 20, 1, 0})
	s.told = map[string]int{}
	s.play(60, traffic{cardnet, 20, 1, 0})
	assert.Empty(t, s.told, "usual by now")
}

// Two versions report in turn while a release rolls out: the newer one is new once.
func TestRollingRelease(t *testing.T) {
	s := newStream()
	one, two := orders("web", "1"), orders("web", "2")
	s.play(30, traffic{one, 20, 0, 9})
	s.play(30, traffic{one, 10, 0, 9}, traffic{two, 10, 0, 9})
	key := s.tracker.hash(s.tracker.seed, "shop")
	assert.Equal(t, (s.now-int64(30*time.Minute))/slotLength, s.tracker.version(key, "2", s.now/slotLength))
}

// After a pause of hours what was usual is forgotten, and nothing of the window is left.
func TestLongPause(t *testing.T) {
	var usual tally
	for slot := range int64(60) {
		usual.add(1000+slot, calls{all: 10})
	}
	assert.InDelta(t, 60, usual.lately(1059).all, 0.1)
	assert.InDelta(t, 0, usual.lately(1059+600).all, 0)
	assert.InDelta(t, 10*60, float64(usual.past.all), 200)
	usual.add(1059+600-100, calls{all: 1}) // hours late
	assert.InDelta(t, 1, usual.lately(1059+600).all, 0)
}

// Attackers choose user agents.
func TestTrackerIsBounded(t *testing.T) {
	tracker := NewTracker(1)
	var verdict apierror.Failure
	for i := range 3 * partyLimit {
		c := orders(fmt.Sprintf("agent/%d", i), strconv.Itoa(i))
		c.Service, c.Route, c.Time = strconv.Itoa(i%(2*serviceLimit)), strconv.Itoa(i), int64(i)*1e6
		assert.False(t, tracker.Broken(&c, &verdict))
	}
	assert.LessOrEqual(t, tracker.Tracked(), routeLimit+partyLimit+serviceLimit)
	assert.NotZero(t, tracker.Evictions())
}

func BenchmarkBroken(b *testing.B) {
	tracker := NewTracker(1)
	var verdict apierror.Failure
	c := orders("web", "1")
	tracker.Kept(&Call{Service: "shop", Method: "POST", Route: "/orders", Party: "web", Weight: 1 << 20})
	b.ReportAllocs()
	for i := range b.N {
		c.Time = int64(i) * 1e6
		tracker.Broken(&c, &verdict)
	}
}
