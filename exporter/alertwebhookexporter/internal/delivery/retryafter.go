package delivery

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestRetryAfter is where a receiver's wish stops being one: a lifetime bounds it further. More is a mistake, such as
// milliseconds or a time in Unix seconds, and no reason to tell a destination nothing more for as long as a notification lives.
const longestRetryAfter = 24 * time.Hour

// parseRetryAfter reads a Retry-After header: seconds, or an HTTP date. It returns 0 for anything else, which leaves the wait to
// the backoff: for the past, for what is no number, and for a wait that nobody can mean.
func parseRetryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0
	}
	if strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds > int64(longestRetryAfter/time.Second) {
			return 0
		}
		return time.Duration(seconds) * time.Second
	}
	date, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	if wait := date.Sub(now); wait > 0 && wait <= longestRetryAfter {
		return wait
	}
	return 0
}
