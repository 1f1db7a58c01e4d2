package anomaly

import "math"

const (
	// alertAt is the pooled surprise that makes an alert, over the first matureRows. From there it rises by matureRise with every decimal
	// order of magnitude, for the longer a series the more of its rows are rare: noise of a row a minute so stays under one false alarm a day.
	alertAt    = 1.8
	matureRows = 4000
	matureRise = 0.3
	// Alert is the score of a row that raises one.
	Alert = 0.5
	// below is the most that a row which raises none can score.
	below = 0.499
	// quiet is how many rows a situation has to stay below that before it is over.
	quiet = 80
	// quietHeld is quiet for one that was held back: what follows it may be another matter.
	quietHeld = 12
	// backWithin is within how many usual deviations of its level a series is back at it.
	backWithin = 4
	// From the row settled of a situation on, a surprise worse times as large as the one that raised it is a situation of its own.
	settled, worse = 12, 1.6
)

// situation lets one alert through, then none until it is over, unless it becomes much worse.
type situation struct {
	Left   uint32 // rows that it lasts if nothing more happens
	Age    uint32 // rows since its alert
	Raised float64
	Held   bool // its alert was held back
}

// limit is the surprise that makes an alert of a row which so many came before.
func limit(rows uint32) float64 {
	if rows > matureRows {
		return alertAt + matureRise*math.Log10(float64(rows)/matureRows)
	}
	return alertAt
}

// score maps the surprise of a row onto 0 to 1: 0.5 is an alert, and only a situation's first row reaches it, unless it is held back. back is whether
// the row is back at the level that the series has.
func (s *situation) score(surprise, limit float64, back bool, hold func() bool) float64 {
	within := s.Left > 0
	if within {
		s.Left--
		s.Age = min(s.Age+1, settled)
	}
	if surprise < limit {
		return min(below, Alert*surprise/limit)
	}
	switch {
	case within && s.Held && back: // the end of what was held back is part of it
	case within && !s.Held && (s.Age < settled || surprise < worse*s.Raised):
	case hold():
		if !within {
			s.Age, s.Raised, s.Held = 0, surprise, true
		}
	default:
		s.Age, s.Raised, s.Held, s.Left = 0, surprise, false, quiet
		return 1 - Alert*limit/surprise
	}
	s.Left = quiet
	if s.Held {
		s.Left = quietHeld
	}
	return below
}
