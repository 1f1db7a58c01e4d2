package slo

import "time"

// Window is one of the spans of time that calls are counted over.
type Window uint8

const (
	Window5m Window = iota
	Window30m
	Window1h
	Window6h
	Window3d
	// WindowPeriod is that of the error budget.
	WindowPeriod
	windowCount
)

// Windows are those that burn rates are told of, shortest first; the budget's period is not among them.
func Windows() []Window { return []Window{Window5m, Window30m, Window1h, Window6h, Window3d} }

var windowNames = [windowCount]string{"5m", "30m", "1h", "6h", "3d", "period"}

// String is the window's name in metrics and evidence.
func (w Window) String() string { return windowNames[w] }

// view says where a window is read, and how long it is.
type view struct {
	ring   uint8
	length time.Duration
}

// The rings that calls are counted in, by how long they reach back. The half hour is read from that of the hour.
const (
	ring5m uint8 = iota
	ring1h
	ring6h
	ring3d
	ringPeriod
	ringCount
)

// lengths are those of the rings; a period comes with the objective.
var lengths = [ringCount]time.Duration{5 * time.Minute, time.Hour, 6 * time.Hour, 72 * time.Hour}

// viewOf cuts a window that is longer than the budget's period.
func viewOf(w Window, period time.Duration) view {
	v := [windowCount]view{
		{ring5m, lengths[ring5m]},
		{ring1h, 30 * time.Minute},
		{ring1h, lengths[ring1h]},
		{ring6h, lengths[ring6h]},
		{ring3d, lengths[ring3d]},
		{ringPeriod, period},
	}[w]
	v.length = min(v.length, period)
	return v
}

// Length is how far back a window reaches, where the budget's period is so long.
func (w Window) Length(period time.Duration) time.Duration { return viewOf(w, period).length }
