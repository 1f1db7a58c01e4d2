package content

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// number reads a finite number of evidence.
func number(value any) (float64, bool) {
	switch value := value.(type) {
	case int64:
		return float64(value), true
	case int:
		return float64(value), true
	case float64:
		return value, !math.IsNaN(value) && !math.IsInf(value, 0)
	default:
		return 0, false
	}
}

// counted is how many of something evidence has: a number, or a list of them; 0 for anything else.
func counted(evidence map[string]any, key string) int64 {
	const most = 1e15 // no more is a count
	if listed, ok := evidence[key].([]any); ok {
		return int64(len(listed))
	}
	count, ok := number(evidence[key])
	if !ok || count < 0 || count > most {
		return 0
	}
	return int64(count)
}

// texts are the texts of a list.
func texts(value any) []string {
	listed, _ := value.([]any)
	found := make([]string, 0, len(listed))
	for _, element := range listed {
		if text, ok := element.(string); ok && text != "" {
			found = append(found, text)
		}
	}
	return found
}

// telling are the numbers that a person asks for first, by the names that the detectors give them.
var telling = []string{
	"cause", "causes", "rate", "usual_rate", "burn_rate_1h", "error_budget_left", "exhausted_in_seconds",
	"availability", "availability_agreed", "latency_estimated", "latency_agreed", "failed",
}

// elsewhere is what other lines say.
func elsewhere(key string) bool {
	switch key {
	case "calls", "services", "routes", "processes", "contributors", "arithmetic", "penalty", "currency", "part_of", "state", "status",
		"log10_p", "level_shifted", "baseline_cold":
		return true
	}
	return strings.HasSuffix(key, "_total") || slices.ContainsFunc(people, func(p struct{ key, noun string }) bool { return p.key == key })
}

// evident writes the first few pieces of evidence that no other line has: what tells most first, then by name.
func evident(evidence map[string]any) string {
	const most = 6
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(evidence)), elsewhere)
	slices.SortStableFunc(keys, func(a, b string) int { return rank(a) - rank(b) })
	var said []string
	for _, key := range keys {
		value := measured(key, evidence[key])
		if value == "" || len(said) == most {
			continue
		}
		name := named(key)
		if name == key { // a plain word
			name = strings.ReplaceAll(strings.TrimSuffix(key, "_seconds"), "_", " ")
		}
		said = append(said, name+" "+value)
	}
	if len(said) == 0 {
		return ""
	}
	return "Evidence: " + strings.Join(said, "; ")
}

func rank(key string) int {
	if at := slices.Index(telling, key); at >= 0 {
		return at
	}
	return len(telling)
}

// shares are the numbers from 0 to 1 that people think of in percent.
var shares = []string{"rate", "usual_rate", "error_budget_left", "availability", "availability_agreed"}

// measured writes a value in the unit that its key tells.
func measured(key string, value any) string {
	n, ok := number(value)
	const most = 100 * 365 * 24 * 3600 // seconds; no more is a duration
	switch {
	case ok && slices.Contains(shares, key):
		return strconv.FormatFloat(100*n, 'g', 4, 64) + "%"
	case ok && strings.HasSuffix(key, "_seconds") && n >= 0 && n <= most:
		return span(time.Duration(n) * time.Second)
	default:
		return written(value)
	}
}

// phrase writes a text as named does, but for what needs escapes: a text may have values in quotes, which people read better without.
func phrase(value string) string {
	const longest = 96 // bytes
	text := named(value)
	if !strings.Contains(text, `\`) {
		return text
	}
	bare := strings.TrimSpace(line(strings.ReplaceAll(value, `"`, ""), maxText))
	if short := apierror.Cut(bare, longest); len(short) < len(bare) {
		return `"` + short + `"…`
	}
	return `"` + bare + `"`
}

// written is a value for people; "" for one that has no short form.
func written(value any) string {
	const names3 = 3
	switch value := value.(type) {
	case string:
		return phrase(value)
	case bool:
		return strconv.FormatBool(value)
	case []any:
		listed := texts(value)
		listed = listed[:min(len(listed), names3)]
		for i := range listed {
			listed[i] = phrase(listed[i])
		}
		return strings.Join(listed, ", ")
	}
	n, ok := number(value)
	switch {
	case !ok:
		return ""
	case n == math.Trunc(n) && math.Abs(n) < 1e15:
		sign := ""
		if n < 0 {
			sign = "-"
		}
		return sign + sentence.Grouped(uint64(math.Abs(n)))
	default:
		return strconv.FormatFloat(n, 'g', 4, 64)
	}
}
