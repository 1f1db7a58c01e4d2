package routing

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

const (
	dayMinutes = 24 * 60

	monthDay = "01-02" // a date of every year
)

// parseClock reads HH:MM as minutes since midnight, up to 24:00.
func parseClock(text string) (int, error) {
	hour, minute, ok := strings.Cut(text, ":")
	h, hErr := strconv.ParseUint(hour, 10, 8)
	m, mErr := strconv.ParseUint(minute, 10, 8)
	if !ok || len(hour) != 2 || len(minute) != 2 || hErr != nil || mErr != nil || m > 59 || h > 24 || h == 24 && m > 0 {
		return 0, errors.New(`is no time of day: HH:MM from "00:00" to "24:00"`)
	}
	return int(h*60 + m), nil
}

// instants are when clocks in a location show a time of a day: the first and the last time that they do. Where they skip it, it is
// when they do so.
func instants(day time.Time, minutes int, in *time.Location) (first, last time.Time) {
	shown := day.Add(time.Duration(minutes) * time.Minute) // as if in UTC
	before, after := offset(shown.Add(-24*time.Hour), in), offset(shown.Add(24*time.Hour), in)
	first, last = shown.Add(-before), shown.Add(-after)
	shows := func(at time.Time) bool { return offset(at, in) == shown.Sub(at) }
	switch early, late := shows(first), shows(last); {
	case early && late:
	case early:
		last = first
	case late:
		first = last
	default:
		skipped, _ := first.In(in).ZoneBounds()
		first, last = skipped, skipped
	}
	return first, last
}

func offset(at time.Time, in *time.Location) time.Duration {
	_, seconds := at.In(in).Zone()
	return time.Duration(seconds) * time.Second
}
