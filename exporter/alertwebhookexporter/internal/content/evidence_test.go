package content

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEvident(t *testing.T) {
	for want, evidence := range map[string]map[string]any{
		"": {"calls": int64(3), "services": []any{"a"}, "contributors": []any{}, "users": 3, "log10_p": -9.0, "routes_total": 4, "x": math.NaN(), "y": nil},
		"Evidence: usual rate 0.8%; exhausted in 34h; a 1; level shift true": {
			"a": 1, "level_shift": true, "usual_rate": 0.008, "exhausted_in_seconds": int64(122400),
		},
		`Evidence: cause "postgresql at db.internal"; a 1; b 2; c 3; d 0.1235; e x, y, z`: {
			"a": 1, "b": 2.0, "c": int64(3), "d": 0.123456, "e": []any{"x", "y", 3, "z", "!"}, "f": "left out", "cause": "postgresql at db.internal",
		},
		`Evidence: causes "capacity, pool_exhausted on /api/v1/orders in service checkout", x; failed 64,738; note "a�[31mb c C:\x"; of -12,000; y "a b"`: {
			"causes": []any{`capacity, pool_exhausted on "/api/v1/orders" in service "checkout"`, "x"}, "failed": int64(64738),
			"note": "a\x1b[31mb\nc \u202eC:\\x", "of": -12e3, "y": "a b",
		},
		`Evidence: note "` + strings.Repeat("é", 48) + `"…`: {"note": `"` + strings.Repeat("é", 50)},
		`Evidence: "a b" 1; x seconds -1`:                   {"a b": 1, "x_seconds_seconds": -1},
	} {
		assert.Equal(t, want, evident(evidence))
	}
}

func TestCounted(t *testing.T) {
	evidence := map[string]any{"a": []any{1, 2}, "b": int64(7), "c": 7.9, "d": -1, "e": math.Inf(1), "f": 1e16, "g": "7"}
	for key, want := range map[string]int64{"a": 2, "b": 7, "c": 7, "d": 0, "e": 0, "f": 0, "g": 0, "h": 0} {
		assert.Equal(t, want, counted(evidence, key), key)
	}
}
