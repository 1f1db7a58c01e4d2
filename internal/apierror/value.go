package apierror

import (
	"math"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// The readers below take an attribute for what it should be and give the zero value for anything else.

func text(value pcommon.Value) string {
	if value.Type() != pcommon.ValueTypeStr {
		return ""
	}
	return value.Str()
}

// texts reads a list of strings; elements of other types are left out.
func texts(value pcommon.Value) []string {
	if value.Type() != pcommon.ValueTypeSlice {
		return nil
	}
	var list []string
	for _, element := range value.Slice().All() {
		if element.Type() == pcommon.ValueTypeStr {
			list = append(list, element.Str())
		}
	}
	return list
}

func severity(value pcommon.Value) Severity {
	parsed, err := ParseSeverity(text(value))
	if err != nil {
		return SeverityNone
	}
	return parsed
}

// fraction reads a number from 0 to 1.
func fraction(value pcommon.Value) float64 {
	return max(0, min(1, number(value)))
}

// amount reads a sum of money that is not negative.
func amount(value pcommon.Value) float64 {
	return max(0, number(value))
}

// number reads a double, or an integer, which is what many write where there are no cents; 0 for anything else.
func number(value pcommon.Value) float64 {
	switch value.Type() {
	case pcommon.ValueTypeDouble:
		return finite(value.Double())
	case pcommon.ValueTypeInt:
		return float64(value.Int())
	default:
		return 0
	}
}

// Positive is the number where it is finite and above 0, and 0 for any other: what comes of telemetry is added up.
func Positive(number float64) float64 { return max(0, finite(number)) }

// Cents is a sum of money without what sums of cents leave in the last digits, which no currency has; neither below 0 nor without end.
func Cents(sum float64) float64 {
	if rounded := math.Round(sum*1e4) / 1e4; !math.IsInf(rounded, 0) {
		sum = rounded
	}
	return max(0, min(sum, math.MaxFloat64))
}

func finite(number float64) float64 {
	if math.IsNaN(number) || math.IsInf(number, 0) {
		return 0
	}
	return number
}

// enum is a word of the vocabulary.
type enum interface {
	~string
	Valid() bool
}

// Known keeps a word of the vocabulary and drops any other.
func Known[T enum](word T) T {
	if !word.Valid() {
		return ""
	}
	return word
}
