package untrusted

import (
	"encoding/base64"
	"maps"
	"math"
	"slices"
)

const (
	maxEvidenceDepth = 4
	maxEvidenceText  = 1 << 10
	maxEvidenceKey   = 256
	maxEvidenceList  = 16

	// A value of evidence costs this much beside its text: quotes, a comma, a number's digits.
	evidenceOverhead = 32
)

// Evidence makes whatever a finding holds encodable in JSON and bounded, to size bytes of text before escapes. What does not fit is
// left out, keys in alphabetical order. It is a copy.
func Evidence(raw map[string]any, size int) map[string]any {
	left := size
	bounded, _ := boundedValue(raw, &left, maxEvidenceDepth).(map[string]any)
	return bounded
}

// boundedValue copies a value as long as left lasts, and gives nil for what JSON has no form of.
func boundedValue(value any, left *int, depth int) any {
	*left -= evidenceOverhead
	if *left <= 0 || depth == 0 {
		return nil
	}
	switch value := value.(type) {
	case string:
		return boundedText(value, left)
	case []byte:
		return boundedText(base64.StdEncoding.EncodeToString(value[:min(len(value), maxEvidenceText)]), left)
	case bool, int, int64:
		return value
	case float64:
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return nil
		}
		return value
	case []any:
		return boundedList(value, left, depth)
	case map[string]any:
		return boundedMap(value, left, depth)
	default:
		return nil
	}
}

func boundedText(value string, left *int) string {
	value = Text(value, maxEvidenceText)
	*left -= len(value)
	return value
}

func boundedList(raw []any, left *int, depth int) []any {
	list := make([]any, 0, min(len(raw), maxEvidenceList))
	for _, element := range raw {
		bounded := boundedValue(element, left, depth-1)
		if *left <= 0 {
			break
		}
		if bounded != nil {
			list = append(list, bounded)
		}
	}
	return list
}

func boundedMap(raw map[string]any, left *int, depth int) map[string]any {
	bounded := make(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		shown := Text(key, maxEvidenceKey)
		*left -= len(shown)
		value := boundedValue(raw[key], left, depth-1)
		if *left <= 0 {
			break
		}
		if value != nil {
			bounded[shown] = value
		}
	}
	return bounded
}
