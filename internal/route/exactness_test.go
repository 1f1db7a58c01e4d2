package route

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestExactness(t *testing.T) {
	tests := map[string]struct {
		exactness Exactness
		literals  int
		path      string
	}{
		"/api/v1/orders":         {Literal, 3, "/api/v1/orders"},
		"POST /api/v1/orders/":   {Literal, 3, "/api/v1/orders"},
		"/api/v1/orders/{id}":    {AnySegment, 3, "/api/v1/orders/*"},
		"/api/v1/orders/:id":     {AnySegment, 3, "/api/v1/orders/*"},
		"/api/*/orders":          {AnySegment, 2, "/api/*/orders"},
		"/api/**":                {AnyDepth, 1, "/api/**"},
		"/api/*/**":              {AnyDepth, 1, "/api/*/**"},
		"/**":                    {AnyDepth, 0, "/**"},
		"GET /":                  {Literal, 1, "/"},
		"/orders/{id:[0-9]+}/**": {AnyDepth, 1, "/orders/*/**"},
	}
	for pattern, want := range tests {
		compiled, err := ParsePattern(pattern)
		require.NoError(t, err)
		assert.Equal(t, want.exactness, compiled.Exactness(), pattern)
		assert.Equal(t, want.literals, compiled.Literals(), pattern)
		assert.Equal(t, want.path, compiled.Path(), pattern)
	}
	compiled, err := ParsePattern("POST /a")
	require.NoError(t, err)
	assert.Equal(t, "POST", compiled.Method())
}

func TestMethods(t *testing.T) {
	require.NoError(t, CheckMethod("PATCH"))
	for _, bad := range []string{"", "post", "FETCH", "GET /", "* "} {
		assert.ErrorContains(t, CheckMethod(bad), "one of GET, HEAD", bad)
	}
}
