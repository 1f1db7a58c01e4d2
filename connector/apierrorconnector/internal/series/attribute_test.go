package series

import (
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

func TestAttributesAreOfTheirTypes(t *testing.T) {
	encoded, changeable := appendAttributes(nil, []Attribute{
		String("text", "checkout"), String("empty", ""), Int("int", math.MinInt64), Double("double", 0.25), Bool("yes", true), Bool("no", false),
	})
	assert.False(t, changeable)
	got := pcommon.NewMap()
	putAttributes(string(encoded), got)
	assert.Equal(t, map[string]any{
		"text": "checkout", "empty": "", "int": int64(math.MinInt64), "double": 0.25, "yes": true, "no": false,
	}, got.AsRaw())
}

func TestClean(t *testing.T) {
	long := strings.Repeat("x", TextLimit)
	for _, c := range []struct {
		name, text, want string
		changeable       bool
	}{
		{"ordinary", "/api/v1/orders/{id}", "/api/v1/orders/{id}", false},
		{"characters of several bytes", "/köln/東京", "/köln/東京", false},
		{"empty", "", "", false},
		{"as long as is kept", long, long, true},
		{"too long", long + "yz", long, true},
		{"cut inside a character", long[1:] + "é", long[1:], true},
		{"invalid", "a\xffb", "a\uFFFDb", true},
		{"it looks as if it was invalid", "a\uFFFDb", "a\uFFFDb", true},
		{"all continuation bytes", "ab" + strings.Repeat("\x80", 10_000), "ab\uFFFD", true},
		{"it grows by being corrected", strings.Repeat("a\xff", TextLimit), strings.Repeat("a\uFFFD", TextLimit/4), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, changeable := clean(c.text)
			assert.Equal(t, c.want, got)
			assert.Equal(t, c.changeable, changeable)
		})
	}
}

func TestWhatLooksTheSameIsOneGroup(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests"})
	long := strings.Repeat("x", TextLimit)
	for key, route := range []string{long, long + "1", long + "2", "a\xff", "a\xfe", "a\uFFFD", "a"} {
		requests.Add(group(calls, uint64(key), String("route", route)), 1)
	}
	requests.Add(group(calls, 90, Double("n", math.NaN())), 1)
	requests.Add(group(calls, 91, Double("n", math.Float64frombits(math.Float64bits(math.NaN())+1))), 1)
	tells(t, `
		requests  Delta monotonic=true
		route=`+long+` [0s 1s] int 3
		route=a`+"\uFFFD"+` [0s 1s] int 3
		route=a [0s 1s] int 1
		n=NaN [0s 1s] int 2
	`, collected(store, time.Second))
	assert.Equal(t, 4, calls.Stats().Groups)
}

func TestAttributesAreCopied(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests"})
	buffer := []byte("checkout")
	attributes := []Attribute{String("service.name", string(buffer))}
	requests.Add(calls.Add(1, attributes...), 1)
	attributes[0] = String("service.name", "changed")
	assert.Contains(t, collected(store, time.Second), "service.name=checkout")
}

// Two groups never look the same, whatever their attributes are, and all that is told is valid.
func FuzzGroupsDiffer(f *testing.F) {
	long := strings.Repeat("x", TextLimit)
	f.Add("a", "b")
	f.Add(long, long+"x")
	f.Add(long[2:]+"é", long[2:]+"\xc3")
	f.Add("\xff", "\xfe\xfe")
	f.Fuzz(func(t *testing.T, a, b string) {
		calls := delta().NewSet(10)
		first, second := group(calls, 1, String("k", a)), group(calls, 2, String("k", b))
		attributes := pcommon.NewMap()
		putAttributes(calls.groups.at(first.place).attributes, attributes)
		one, ok := attributes.Get("k")
		require.True(t, ok)
		shown := one.Str()
		putAttributes(calls.groups.at(second.place).attributes, attributes)
		two, ok := attributes.Get("k")
		require.True(t, ok)
		require.True(t, utf8.ValidString(shown))
		require.LessOrEqual(t, len(shown), TextLimit)
		if a != b {
			require.Equal(t, first == second, shown == two.Str())
		}
	})
}
