package surge

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

var dimensions = []string{"service.version", "partner", "service.instance.id", "customer", "cloud.region"}

// caller draws the values of a call, and how likely it fails.
type caller func(random *rand.Rand) (values [5]string, failing float64)

// play shows contributors some minutes of calls.
func play(c *Contributors, seed uint64, perMinute, minutes int, call caller) {
	random := rand.New(rand.NewPCG(seed, 7))
	for i := range perMinute * minutes {
		values, failing := call(random)
		failed := random.Float64() < failing
		if c.Wants(failed) {
			c.Add(epoch+int64(i)*minute/int64(perMinute), failed, values[:]...)
		}
	}
}

// crowd is a service with two versions, four instances, a thousand customers, and three regions.
func crowd(random *rand.Rand) [5]string {
	version := "2.4.0"
	if random.IntN(10) < 3 {
		version = "2.4.1"
	}
	return [5]string{
		version, "", fmt.Sprint("pod-", random.IntN(4)), fmt.Sprint("customer-", int(1000*math.Pow(random.Float64(), 3))),
		[]string{"eu", "us", "ap"}[random.IntN(3)],
	}
}

func TestWhoContributes(t *testing.T) {
	for _, c := range []struct {
		name  string
		fails func(values *[5]string) float64
		want  string // dimension and value; empty where nobody does
	}{
		{"a version", func(v *[5]string) float64 { return pick(v[0] == "2.4.1", 0.6, 0.002) }, "service.version 2.4.1"},
		{"an instance", func(v *[5]string) float64 { return pick(v[2] == "pod-3", 0.3, 0.01) }, "service.instance.id pod-3"},
		{"a region that fails every call", func(v *[5]string) float64 { return pick(v[4] == "ap", 1, 0.01) }, "cloud.region ap"},
		{"the biggest customer", func(v *[5]string) float64 { return pick(v[3] == "customer-0", 1, 0.005) }, "customer customer-0"},
		{"all alike", func(*[5]string) float64 { return 0.2 }, ""},
		{"all, totally", func(*[5]string) float64 { return 1 }, ""},
		{"none", func(*[5]string) float64 { return 0 }, ""},
		{"a little more in one version", func(v *[5]string) float64 { return pick(v[0] == "2.4.1", 0.25, 0.2) }, ""},
	} {
		for _, perMinute := range []int{600, 20_000} {
			t.Run(fmt.Sprintf("%s/%d", c.name, perMinute), func(t *testing.T) {
				for seed := range uint64(2) {
					contributors := NewContributors(dimensions...)
					play(contributors, seed, perMinute, 6, func(random *rand.Rand) ([5]string, float64) {
						values := crowd(random)
						failing := c.fails(&values)
						return values, failing
					})
					ranked := contributors.Rank(epoch + 6*minute)
					if c.want == "" {
						assert.Empty(t, ranked)
						continue
					}
					require.NotEmpty(t, ranked)
					assert.Equal(t, c.want, ranked[0].Dimension+" "+ranked[0].Value)
					assert.Len(t, ranked, 1, "the others are spread as the traffic is")
				}
			})
		}
	}
}

func pick(is bool, yes, no float64) float64 {
	if is {
		return yes
	}
	return no
}

func TestContributorSays(t *testing.T) {
	c := NewContributors(dimensions...)
	add := func(failed bool, n int, version string) {
		for range n {
			if c.Wants(failed) {
				c.Add(epoch, failed, version)
			}
		}
	}
	add(true, 93, "2.4.1")
	add(false, 60, "2.4.1")
	add(true, 7, "2.4.0")
	add(false, 900, "2.4.0")
	ranked := c.Rank(epoch)
	require.Len(t, ranked, 1)
	assert.Equal(t, `93% of the failures are of service.version "2.4.1", which fails 60.8% of its calls; others fail 0.77%`, ranked[0].String())
	require.NoError(t, pcommon.NewMap().FromRaw(ranked[0].Evidence()))
}

// Where few fail, whose they are is found among those of more minutes; but not of more than it takes.
func TestWhoContributesToFew(t *testing.T) {
	c := NewContributors("customer")
	begins := epoch / halfLength * halfLength
	calls := func(from, to, failed int, customer string) {
		for at := from; at < to; at++ {
			for i := range 30 {
				c.Add(begins+int64(at)*minute, false, strconv.Itoa(i%10))
			}
			for range failed {
				c.Add(begins+int64(at)*minute, true, customer)
			}
		}
	}
	first := func(at int) string {
		ranked := c.Rank(begins + int64(at)*minute)
		if len(ranked) == 0 {
			return ""
		}
		return ranked[0].Value
	}
	calls(0, 5, 1, "1")
	assert.Empty(t, first(5), "five failures are no news of who has a tenth of the calls")
	calls(5, 10, 1, "1")
	assert.Equal(t, "1", first(10))
	assert.False(t, c.Spread())
	calls(10, 15, 1, "1")
	assert.Equal(t, "1", first(15))
	assert.True(t, c.Spread(), "there are enough of them")
	calls(15, 18, 8, "2")
	assert.Equal(t, "2", first(18))
	calls(18, 23, 8, "2")
	ranked := c.Rank(begins + 23*minute)
	require.Len(t, ranked, 1)
	assert.Equal(t, "2", ranked[0].Value)
	assert.InDelta(t, 1, ranked[0].Share, 0, "those of ten minutes ago are forgotten")
	calls(23, 29, 0, "")
	assert.Empty(t, first(29), "what is over is forgotten within five minutes")
}

// What was calm for an hour makes nobody's share of failures look small.
func TestWhoFailsAfterACalm(t *testing.T) {
	for calm := 60; calm < 80; calm++ {
		c := NewContributors("customer")
		for at := range calm + 2 {
			for i := range 100 {
				customer := i % 10
				c.Add(epoch+int64(at)*minute, at >= calm && customer == 1, strconv.Itoa(customer))
			}
		}
		ranked := c.Rank(epoch + int64(calm+2)*minute)
		require.Len(t, ranked, 1)
		assert.Equal(t, "1", ranked[0].Value)
		assert.GreaterOrEqual(t, ranked[0].Rate, 0.4, "two minutes of the last five")
	}
}

func TestFewFailuresAreOfNobody(t *testing.T) {
	c := NewContributors("customer")
	for range 4 {
		c.Add(epoch, true, "a")
	}
	for i := range 1000 {
		c.Add(epoch, false, strconv.Itoa(i%20))
	}
	assert.Empty(t, c.Rank(epoch))
}

// Who fails is found among any number of others that fail once each.
// Whose failures are not, and whether they are nobody's, is known from fewer of them than whose they are.
func TestWhoseFailuresAreNot(t *testing.T) {
	is := func(name string) func(dimension, value string) bool {
		return func(dimension, value string) bool { return dimension+" "+value == name }
	}
	for _, c := range []struct {
		name             string
		failed           int // of a hundred calls
		partner          func(i int) string
		ofAcme, ofGlobex bool // hardly any are of
		spread           bool
	}{
		{"none", 0, func(int) string { return "acme" }, false, false, false},
		{"too few to say", 4, func(int) string { return "acme" }, false, false, false},
		{"all of acme", 20, func(int) string { return "acme" }, false, true, true},
		{"half of each", 20, func(i int) string { return []string{"acme", "globex"}[i%2] }, false, false, true},
		{"a fifth of acme", 10, func(i int) string { return []string{"acme", "globex", "hooli", "initech", "stark"}[i%5] }, true, true, false},
		{"many of others", 40, func(i int) string { return []string{"hooli", "initech", "stark"}[i%3] }, true, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			contributors := NewContributors("partner")
			for i := range 100 {
				if failed := i < c.failed; contributors.Wants(failed) {
					contributors.Add(epoch, failed, c.partner(i))
				}
			}
			assert.Equal(t, c.ofAcme, contributors.Hardly(is("partner acme")))
			assert.Equal(t, c.ofGlobex, contributors.Hardly(is("partner globex")))
			assert.Equal(t, c.spread, contributors.Spread())
		})
	}
}

func TestAFloodOfValues(t *testing.T) {
	c := NewContributors("customer", "instance")
	for i := range 20_000 {
		value := fmt.Sprint("made-up-", i)
		if i%3 == 0 {
			value = "culprit"
		}
		if failed := i%3 == 0 || i%4 == 0; c.Wants(failed) {
			c.Add(epoch+int64(i)*5*int64(1e6), failed, value, strings.Repeat(value, 1000))
		}
	}
	assert.Len(t, c.dimensions[0].values, maxValues)
	assert.Positive(t, c.Replaced())
	for _, v := range c.dimensions[1].values {
		assert.LessOrEqual(t, len(v.text), maxValue)
	}
	ranked := c.Rank(epoch)
	require.NotEmpty(t, ranked)
	assert.Equal(t, "culprit", ranked[0].Value)
}

func TestOldCallsAreForgotten(t *testing.T) {
	c := NewContributors("version")
	for i := range 1000 {
		c.Add(epoch, i%10 == 0, []string{"bad", "good"}[min(1, i%10)])
	}
	require.NotEmpty(t, c.Rank(epoch+minute))
	assert.Empty(t, c.Rank(epoch+6*minute))
	assert.Empty(t, c.dimensions[0].values)
}

func TestContributorsAtAbsurdTimes(t *testing.T) {
	c := NewContributors("version")
	for _, at := range []int64{math.MaxInt64, epoch, math.MinInt64, 0, epoch, epoch - minute, epoch + minute} {
		c.Add(at, true, "v", "one too many", "\xff")
	}
	assert.InDelta(t, 3, c.all.of(failing), 0, "those after the last turn of the clock")
	assert.Empty(t, NewContributors().Rank(math.MaxInt64))
	NewContributors(append(dimensions, "a sixth")...).Add(epoch, true, "1", "2", "3", "4", "5", "6")
}

func TestMemoryOfContributors(t *testing.T) {
	size := unsafe.Sizeof(Contributors{}) + MaxDimensions*(unsafe.Sizeof(dimension{})+maxValues*unsafe.Sizeof(value{}))
	assert.LessOrEqual(t, size, uintptr(7<<10))
}

// However many calls there are, a few thousand of each half are looked at, and stand for all.
func TestSampler(t *testing.T) {
	for _, calls := range []int{100, 5000, 300_000, 4_000_000} {
		var s sampler
		for range 2 {
			taken, stand := 0, 0.0
			for range calls {
				if s.take() {
					taken++
					stand += float64(s.weight())
				}
			}
			assert.LessOrEqual(t, taken, 16*sampleAfter)
			assert.InEpsilon(t, float64(calls), stand, 0.1)
			s.turn(false)
		}
	}
}

func BenchmarkContributorsClean(b *testing.B) {
	c := NewContributors(dimensions...)
	random := rand.New(rand.NewPCG(1, 1))
	values := make([][5]string, 1024)
	for i := range values {
		values[i] = crowd(random)
	}
	at := epoch
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at += 1_000_000 // 60,000 a minute
		if c.Wants(false) {
			c.Add(at, false, values[i%1024][:]...)
		}
	}
}

func BenchmarkContributorsWanted(b *testing.B) {
	c := NewContributors(dimensions...)
	random := rand.New(rand.NewPCG(1, 1))
	values := make([][5]string, 1024)
	for i := range values {
		values[i] = crowd(random)
	}
	at := epoch
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at += 100_000_000
		c.Add(at, i%10 == 0, values[i%1024][:]...)
	}
}
