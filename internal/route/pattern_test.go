package route

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRoutePatterns(t *testing.T) {
	tests := map[string]struct{ matches, misses []string }{
		"/api/v1/orders": {
			matches: []string{"GET /api/v1/orders", "POST /api/v1/orders", "GET /api/v1/orders/"},
			misses:  []string{"GET /api/v1/orders/7", "GET /api/v1", "GET /api/v1/orders//", "GET /x/api/v1/orders"},
		},
		"/api/v1/carts/": {
			matches: []string{"GET /api/v1/carts/", "GET /api/v1/carts"},
			misses:  []string{"GET /api/v1/carts/7"},
		},
		"POST /api/v1/orders": {
			matches: []string{"POST /api/v1/orders"},
			misses:  []string{"GET /api/v1/orders", "PATCH /api/v1/orders"},
		},
		"/api/*/orders": {
			matches: []string{"GET /api/v1/orders", "GET /api/{version}/orders"},
			misses:  []string{"GET /api/orders", "GET /api/v1/beta/orders"},
		},
		"/api/v1/payments/**": {
			matches: []string{"GET /api/v1/payments", "GET /api/v1/payments/7", "GET /api/v1/payments/{id}/refunds/{refund}"},
			misses:  []string{"GET /api/v1/paymentsx", "GET /api/v1"},
		},
		"/**/refunds": {
			matches: []string{"GET /refunds", "GET /a/refunds", "GET /a/b/refunds", "GET /refunds/refunds"},
			misses:  []string{"GET /a/refunds/7", "GET /"},
		},
		"/a/**/b/*/c": {
			matches: []string{"GET /a/b/x/c", "GET /a/y/b/x/c", "GET /a/b/b/b/c", "GET /a/b/x/b/y/c"},
			misses:  []string{"GET /a/b/c", "GET /a/b/x/y/c"},
		},
		"/orders/{id}": {
			matches: []string{"GET /orders/{id}", "GET /orders/{orderId}", "GET /orders/17", "GET /orders/:id", "GET /orders/17/"},
			misses:  []string{"GET /orders", "GET /orders/", "GET /orders/17/items"},
		},
		"/orders/{id:[0-9]+}": {matches: []string{"GET /orders/{id:[0-9]+}", "GET /orders/17"}, misses: []string{"GET /orders/"}},
		"/":                   {matches: []string{"GET /"}, misses: []string{"GET /x"}},
	}
	for pattern, test := range tests {
		t.Run(pattern, func(t *testing.T) {
			compiled, err := ParsePattern(pattern)
			require.NoError(t, err)
			for _, call := range test.matches {
				method, path, _ := strings.Cut(call, " ")
				assert.True(t, compiled.Matches(method, path), call)
			}
			for _, call := range test.misses {
				method, path, _ := strings.Cut(call, " ")
				assert.False(t, compiled.Matches(method, path), call)
			}
		})
	}
}

func TestBadRoutePatterns(t *testing.T) {
	tests := map[string]string{
		"":               "begin with /",
		"orders":         "begin with /",
		"FETCH /orders":  `method "FETCH": one of GET, HEAD, POST`,
		"post /orders":   `method "post"`,
		"/orders/ab*":    `segment "ab*"`,
		"/orders/***":    `segment "***"`,
		"/orders?page=1": `segment "orders?page=1"`,
		"POST orders":    "begin with /",
		"/a/[x":          `segment "[x": [ and ] stand for nothing`,
		"/a/[xy]":        `segment "[xy]"`,
		"/a/{x":          `segment "{x": { and } must come in pairs`,
		"/a/x}":          `segment "x}"`,
		"/a/}x{":         `segment "}x{"`,
		"/a/{x}{":        `segment "{x}{"`,
		"/a/b\tc":        "control characters",
		"GET  /a":        "begin with /",
	}
	for pattern, want := range tests {
		t.Run(pattern, func(t *testing.T) {
			_, err := ParsePattern(pattern)
			assert.ErrorContains(t, err, want)
		})
	}
}

// A hostile path must not make a pattern with several ** run away.
func TestHostilePathIsCheap(t *testing.T) {
	pattern, err := ParsePattern("/**/a/**/a/**/a/**/a/**/b")
	require.NoError(t, err)
	path := strings.Repeat("/a", 32<<10)
	began := time.Now()
	assert.False(t, pattern.Matches("GET", path))
	assert.Less(t, time.Since(began), 2*time.Second)
}

// FuzzMatch holds the matcher against a plain recursive one.
func FuzzMatch(f *testing.F) {
	f.Add("a/**/b", "a/x/y/b")
	f.Add("**/a/**", "b/a")
	f.Fuzz(func(t *testing.T, pattern, path string) {
		segments := strings.Split(pattern, "/")
		if len(segments) > 6 || len(path) > 40 {
			return
		}
		got := matchSegments(segments, path, false)
		assert.Equal(t, matchSlowly(segments, strings.Split(path, "/")), got, "%q against %q", pattern, path)
	})
}

func matchSlowly(pattern, path []string) bool {
	switch {
	case len(pattern) == 0:
		return len(path) == 0
	case pattern[0] == "**":
		return matchSlowly(pattern[1:], path) || (len(path) > 0 && matchSlowly(pattern, path[1:]))
	case len(path) == 0:
		return false
	default:
		return segmentMatches(pattern[0], path[0]) && matchSlowly(pattern[1:], path[1:])
	}
}
