package routing

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTexts(t *testing.T) {
	for _, test := range []struct {
		texts   string
		fit     string
		fitsNot string
	}{
		{"checkout", "checkout", "Checkout checkout2 check * recheckout"},
		{"checkout*", "checkout checkout-eu", "recheckout check"},
		{"*.eu", "pay.eu .eu", "eu pay.eu2"},
		{"a*b*c", "abc aXbYc abbc abcabc", "ab acb bc ac"},
		{"a*a", "aa aba aaa", "a"},
		{"*", "anything", ""},
		{"x y*", "x yes", "z"},
	} {
		fitting := newTexts(strings.Fields(test.texts))
		for _, value := range strings.Fields(test.fit) {
			assert.True(t, fitting.fit(value), "%s: %s", test.texts, value)
		}
		for _, value := range strings.Fields(test.fitsNot) {
			assert.False(t, fitting.fit(value), "%s: %s", test.texts, value)
		}
	}
	assert.True(t, newTexts(nil).fit(""), "nothing is asked for")
	assert.False(t, newTexts([]string{"*"}).fit(""), "something is asked for")
}

func word(rng *rand.Rand, letters string, length int) string {
	text := make([]byte, rng.IntN(length))
	for i := range text {
		text[i] = letters[rng.IntN(len(letters))]
	}
	return string(text)
}

// TestPatternsAreThoseOfRegularExpressions also holds what is said of two patterns against what they match.
func TestPatternsAreThoseOfRegularExpressions(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	covered, distinct := 0, 0
	for range 30_000 {
		a, b := word(rng, "ab**", 6)+"a", word(rng, "ab*", 6)+"a"
		value := word(rng, "ab", 8) + "a"
		fits := func(pattern string) bool {
			return regexp.MustCompile(`^` + strings.ReplaceAll(pattern, "*", ".*") + `$`).MatchString(value)
		}
		require.Equal(t, fits(a), newTexts([]string{a}).fit(value), "%s %s", a, value)
		if covers([]string{a}, []string{b}) {
			covered++
			require.False(t, fits(b) && !fits(a), "%s does not cover %s: %s", a, b, value)
		}
		if apart([]string{a}, []string{b}) {
			distinct++
			require.False(t, fits(a) && fits(b), "%s and %s are not apart: %s", a, b, value)
		}
	}
	require.Greater(t, covered, 1000)
	require.Greater(t, distinct, 1000)
}
