package routing

import (
	"fmt"
	"time"

	"go.opentelemetry.io/collector/confmap"
)

// What YAML takes for a time where nobody wrote quotes, the collector hands on as one, and its own errors name neither the value nor
// what is allowed.

// checkTime reports what is written where a time should be.
func checkTime(key string, written any) error {
	text, ok := written.(string)
	if !ok {
		return nil
	}
	if _, err := time.Parse(time.RFC3339, text); err != nil {
		return fmt.Errorf("%s: %q is no time: RFC 3339 with an offset, e.g. 2026-12-01T22:00:00+01:00", key, text)
	}
	return nil
}

// writtenDates gives dates their text back.
func writtenDates(conf *confmap.Conf) error {
	dates, ok := conf.Get("dates").([]any)
	if !ok {
		return nil
	}
	texts := make([]any, len(dates))
	for i, date := range dates {
		texts[i] = date
		if at, ok := date.(time.Time); ok {
			texts[i] = at.Format(time.DateOnly)
		}
	}
	return conf.Merge(confmap.NewFromStringMap(map[string]any{"dates": texts}))
}
