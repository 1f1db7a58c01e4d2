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
	// From the row settled of a situation on, a surprise worse times as large as the one that raised it is a situation of its own.
	settled, worse = 12, 1.6
)

// situation lets one alert through, then none until it is over, unless it becomes much worse.
type situation struct {
	Left   uint32 // rows that it lasts if nothing more happens
	Age    uint32 // rows since its alert
	Raised float64
}

// score maps the surprise of a row, which so many came before, onto 0 to 1: 0.5 is an alert, and only a situation's first row reaches it.
func (s *situation) score(surprise float64, rows uint32) float64 {
	limit := alertAt
	if rows > matureRows {
		limit += matureRise * math.Log10(float64(rows)/matureRows)
	}
	within := s.Left > 0
	if within {
		s.Left--
		s.Age = min(s.Age+1, settled)
	}
	if surprise < limit {
		return min(below, Alert*surprise/limit)
	}
	s.Left = quiet
	if within && (s.Age < settled || surprise < worse*s.Raised) {
		return below
	}
	s.Age, s.Raised = 0, surprise
	return 1 - Alert*limit/surprise
}
