package routing

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // containers have no time zone database

	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} // as time.Weekday counts

// window is a compiled WindowConfig.
type window struct {
	in       *time.Location
	weekdays [7]bool
	dates    map[string]struct{} // YYYY-MM-DD or MM-DD
	from, to int                 // minutes; to may be on the next day
}

func newWindow(c *WindowConfig) (window, error) {
	w := window{dates: make(map[string]struct{}, len(c.Dates))}
	var err error
	if w.in, err = time.LoadLocation(c.Location); err != nil {
		return w, fmt.Errorf("location: %w", err)
	}
	for _, day := range c.Weekdays {
		if at := slices.Index(weekdays, day); at >= 0 {
			w.weekdays[at] = true
		}
	}
	for _, date := range c.Dates {
		w.dates[date] = struct{}{}
	}
	if len(c.Weekdays)+len(c.Dates) == 0 {
		w.weekdays = [7]bool{true, true, true, true, true, true, true}
	}
	from, fromErr := parseClock(cmp.Or(c.From, "00:00"))
	to, toErr := parseClock(cmp.Or(c.To, "24:00"))
	if to <= from {
		to += dayMinutes
	}
	w.from, w.to = from, to
	return w, errors.Join(fromErr, toErr)
}

// active reports whether it is time, and until when. Whenever the clocks show a time of the window it is, also while they show an
// hour a second time.
func (w *window) active(now time.Time) (until time.Time, active bool) {
	year, month, day := now.In(w.in).Date()
	// A window of yesterday may last; and one of tomorrow may have begun, where clocks are put back over midnight.
	for days := -1; days <= 1; days++ {
		begins := time.Date(year, month, day+days, 0, 0, 0, 0, time.UTC)
		if !w.beginsOn(begins) {
			continue
		}
		from, _ := instants(begins, w.from, w.in)
		_, to := instants(begins, w.to, w.in)
		if !now.Before(from) && now.Before(to) && to.After(until) {
			until, active = to, true
		}
	}
	return until, active
}

func (w *window) beginsOn(day time.Time) bool {
	if w.weekdays[day.Weekday()] {
		return true
	}
	if len(w.dates) == 0 {
		return false
	}
	if _, ok := w.dates[day.Format(time.DateOnly)]; ok {
		return true
	}
	_, ok := w.dates[day.Format(monthDay)]
	return ok
}

func (c *WindowConfig) isEmpty() bool {
	return c.Location == "" && c.From == "" && c.To == "" && len(c.Weekdays)+len(c.Dates) == 0
}

func (c *WindowConfig) check() []error {
	var errs []error
	if _, err := time.LoadLocation(c.Location); err != nil {
		errs = append(errs, fmt.Errorf("location: %q is no time zone: a name of the IANA database, e.g. Europe/Berlin", c.Location))
	}
	errs = append(errs, keypath.Each("weekdays", c.Weekdays, func(day string) error {
		if slices.Contains(weekdays, day) {
			return nil
		}
		return errors.New("is no weekday: one of " + strings.Join(weekdays, ", "))
	})...)
	errs = append(errs, keypath.Each("dates", c.Dates, func(date string) error {
		if _, err := time.Parse(time.DateOnly, date); err == nil {
			return nil
		}
		// Of a leap year, so that 02-29 is a date.
		if _, err := time.Parse(time.DateOnly, "2000-"+date); err == nil && len(date) == len(monthDay) {
			return nil
		}
		return errors.New("is no date: YYYY-MM-DD, or MM-DD for every year")
	})...)
	return append(errs, c.checkClock()...)
}

func (c *WindowConfig) checkClock() []error {
	if c.From == "" && c.To == "" {
		return nil
	}
	var errs []error
	from, err := parseClock(c.From)
	if err != nil {
		errs = append(errs, fmt.Errorf("from: %q %w", c.From, err))
	}
	to, err := parseClock(c.To)
	if err != nil {
		errs = append(errs, fmt.Errorf("to: %q %w", c.To, err))
	}
	switch {
	case len(errs) > 0:
	case from == dayMinutes:
		errs = append(errs, fmt.Errorf(`from: %q is the end of a day: "00:00" is the beginning of the next`, c.From))
	case from == to:
		errs = append(errs, fmt.Errorf("to: %q is from as well: leave both out for the whole day", c.To))
	}
	return errs
}
