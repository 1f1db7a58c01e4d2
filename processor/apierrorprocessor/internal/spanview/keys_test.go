package spanview

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestKeys(t *testing.T) {
	var keys Keys
	long := "app." + strings.Repeat("x", 100)
	for _, key := range []string{"user.id", "error", "u", "", long} {
		keys.Add(key)
	}
	keys.AddPrefix("graphql.", 12)
	for _, held := range []string{"user.id", "error", "u", "", long, "graphql.errors", "graphql." + long} {
		assert.True(t, keys.MayHold(held), held)
	}
	for _, not := range []string{"url.scheme", "http.route", "server.port", "user.name", "errors", "graphql.x", "rpc." + long} {
		assert.False(t, keys.MayHold(not), not)
	}
}
