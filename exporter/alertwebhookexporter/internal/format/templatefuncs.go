package format

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"net/url"
	"slices"
	"strings"
	"text/template"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// templateFuncs are the functions of our own that a template can call. None reads anything but its arguments.
var templateFuncs = template.FuncMap{
	"json":       templateJSON,
	"jsonEscape": templateJSONEscape,
	"upper":      func(v any) (string, error) { return bounded(strings.ToUpper(textOf(v))) },
	"lower":      func(v any) (string, error) { return bounded(strings.ToLower(textOf(v))) },
	"join":       templateJoin,
	"trunc":      templateTrunc,
	"default":    templateDefault,
	"urlquery":   func(v any) (string, error) { return bounded(url.QueryEscape(textOf(v))) },
	"money":      templateMoney,
	"duration":   templateDuration,
	"rfc3339":    templateRFC3339,
	"unix":       templateUnix,
}

// templateFunctions are all that it can call: of those that text/template has, the ones that decide, compare and look up.
var templateFunctions = slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(templateFuncs)),
	"and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "index", "slice", "len")))

var errFunctionTooLong = errors.New("gives too much: the most is 256 KiB")

func bounded(text string) (string, error) {
	if len(text) > maxOutput {
		return "", errFunctionTooLong
	}
	return text, nil
}

// textOf is a value as a template writes it; "" for none.
func textOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		return fmt.Sprint(v)
	}
}

// templateJSON writes a value as JSON, with its quotes.
func templateJSON(v any) (string, error) {
	encoded, err := marshal(v)
	if err != nil {
		return "", err
	}
	return bounded(string(encoded))
}

// templateJSONEscape writes a value to stand within quotes that the template has.
func templateJSONEscape(v any) (string, error) {
	quoted, err := templateJSON(textOf(v))
	if err != nil {
		return "", err
	}
	return quoted[1 : len(quoted)-1], nil
}

// templateJoin joins a list: join ", " .lines
func templateJoin(separator string, list any) (string, error) {
	var parts []string
	switch list := list.(type) {
	case nil:
	case []any:
		for _, element := range list {
			parts = append(parts, textOf(element))
		}
	default:
		return "", errors.New("needs a separator and a list")
	}
	size := len(separator) * len(parts)
	for _, part := range parts {
		size += len(part)
	}
	if size > maxOutput {
		return "", errFunctionTooLong
	}
	return strings.Join(parts, separator), nil
}

// templateTrunc keeps the first n characters: trunc 80 .data.summary
func templateTrunc(n int, v any) (string, error) {
	if n < 0 {
		return "", errors.New("needs a number of characters, 0 or more, and a text")
	}
	text := textOf(v)
	for i := range text {
		if n == 0 {
			return text[:i], nil
		}
		n--
	}
	return text, nil
}

// templateDefault gives the first where the second is empty: default "nobody" .data.actor.id
func templateDefault(otherwise, v any) any {
	if truth, _ := template.IsTrue(v); truth {
		return v
	}
	return otherwise
}

// templateMoney writes a sum: money .data.business.value_at_risk .data.business.currency
func templateMoney(value any, currency string) (string, error) {
	amount, ok := numberOf(value)
	if !ok {
		return "", errors.New("needs a number and a currency")
	}
	return bounded(sentence.Money(amount, currency))
}

// templateDuration writes seconds as 1h2m3s.
func templateDuration(seconds any) (string, error) {
	number, ok := numberOf(seconds)
	if !ok || math.Abs(number) > math.MaxInt32 {
		return "", errors.New("needs a number of seconds")
	}
	return sentence.Lasted(time.Duration(number * float64(time.Second))), nil
}

// templateRFC3339 cuts a time to whole seconds, which is what most receivers read; "" stays "".
func templateRFC3339(at string) (string, error) {
	if at == "" {
		return "", nil
	}
	parsed, err := timeOf(at)
	return parsed.Truncate(time.Second).Format(time.RFC3339), err
}

// templateUnix is a time in whole seconds since 1970; 0 for none.
func templateUnix(at string) (int64, error) {
	if at == "" {
		return 0, nil
	}
	parsed, err := timeOf(at)
	return parsed.Unix(), err
}

func timeOf(at string) (time.Time, error) {
	parsed, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		// The parser's own error repeats the value.
		return time.Time{}, errors.New("needs a time, such as .timestamp or .data.started_at")
	}
	return parsed.UTC(), nil
}

func numberOf(v any) (float64, bool) {
	switch v := v.(type) {
	case number:
		return float64(v), true
	case float64:
		return v, true
	case int64:
		return float64(v), true
	case int:
		return float64(v), true
	case uint64:
		return float64(v), true
	default:
		return 0, false
	}
}
