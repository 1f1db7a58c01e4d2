package untrusted

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEvidenceKeepsWhatJSONCanSay(t *testing.T) {
	got := Evidence(map[string]any{
		"bytes": []byte("hi"), "inf": math.Inf(1), "int": int64(3), "list": []any{"a", math.NaN(), true}, "nan": math.NaN(),
		"nothing": nil, "strange": struct{}{}, "deep": map[string]any{"a": map[string]any{"b": map[string]any{"c": "too deep"}}},
	}, 1<<10)
	assert.Equal(t, map[string]any{
		"bytes": "aGk=", "int": int64(3), "list": []any{"a", true},
		"deep": map[string]any{"a": map[string]any{"b": map[string]any{}}},
	}, got)
}

func TestEvidenceIsBounded(t *testing.T) {
	long := strings.Repeat("x", 10<<10)
	for name, raw := range map[string]map[string]any{
		"a long text":     {"a": long},
		"a long key":      {long: 1},
		"many keys":       manyKeys(1000),
		"a long list":     {"a": make([]any, 1000)},
		"many long lists": {"a": []any{long, long, long, long}, "b": []any{long, long, long, long}},
	} {
		t.Run(name, func(t *testing.T) {
			encoded, err := json.Marshal(Evidence(raw, 2<<10))
			require.NoError(t, err)
			assert.LessOrEqual(t, len(encoded), 2<<10)
		})
	}
	assert.Equal(t, map[string]any{"a": int64(1)}, Evidence(map[string]any{"a": int64(1), "b": long}, 100), "what comes first is kept")
}

func manyKeys(n int) map[string]any {
	raw := make(map[string]any, n)
	for i := range n {
		raw["key"+strings.Repeat("k", i%200)+string(rune('a'+i%26))] = i
	}
	return raw
}

func TestEvidenceThatWasBoundedStaysAsItIs(t *testing.T) {
	once := Evidence(map[string]any{"services": []any{"orders", strings.Repeat("ü", 2<<10)}, "share": 0.5, "\x00": "\xff"}, 8<<10)
	assert.Equal(t, once, Evidence(once, 12<<10))
}
