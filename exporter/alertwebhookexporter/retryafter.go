package alertwebhookexporter

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestRetryAfter is where a receiver's wish stops being one: a lifetime bounds it further.
const longestRetryAfter = 24 * time.Hour

// parseRetryAfter reads a Retry-After header: seconds, or an HTTP date. It returns 0 for anything else, and for the past.
func parseRetryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0
	}
	if strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds > int64(longestRetryAfter/time.Second) {
			// Too long for a number is still a number.
			return longestRetryAfter
		}
		return time.Duration(seconds) * time.Second
	}
	date, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return min(max(0, date.Sub(now)), longestRetryAfter)
}
