package anomaly

import (
	"fmt"
	"strconv"
	"time"
)

// Explain says in a sentence what is out of the ordinary about the row that was observed last.
func (d *Detector) Explain(v Verdict, value float64) string {
	return d.what(v, value) + ": " + d.rarity(v) + ". " + d.season(v)
}

func (d *Detector) what(v Verdict, value float64) string {
	b := &d.state.Base
	above := "above"
	switch v.By {
	case Jump:
		return fmt.Sprintf("%s, a change of %s from one row to the next (%s expected, usually %s to %s)",
			number(value), number(v.Distance), number(v.Expected), number(v.Lower), number(v.Upper))
	case Shift, LongShift, Drift:
		rows := shiftRows(v.By)
		if b.mean(rows) < b.Slow {
			above = "below"
		}
		return fmt.Sprintf("the last %d rows, since about %s, average %s, which is %s %s the level that the series had",
			rows, d.since(rows), number(b.mean(rows)), number(v.Distance), above)
	case Run:
		if !b.Above {
			above = "below"
		}
		return fmt.Sprintf("the last %d rows, since about %s, have all been %s the level that the series has, %s",
			b.Run, d.since(b.Run), above, number(b.Slow))
	case Unrest:
		than := "more"
		if b.calm() {
			than = "less"
		}
		return fmt.Sprintf("from row to row the values change by %s, %s %s than usual, since about %s",
			number(b.Unrest), number(v.Distance), than, d.since(recent))
	case OffSeason, OffSeason4, OffSeason12:
		rows := "this row is"
		off := value - v.Expected
		switch v.By {
		case OffSeason4:
			rows, off = "the last 4 rows are", b.Smooth4
		case OffSeason12:
			rows, off = "the last 12 rows are", b.Smooth12
		}
		if off < 0 {
			above = "below"
		}
		return fmt.Sprintf("%s, and %s %s %s what the hour from %02d:00 UTC brings at other times",
			number(value), rows, number(v.Distance), above, hourOf(d.state.At))
	default: // Spike, Outlier, Sharp
		// The mean has moved towards the value by now, but not past it.
		level := value - v.Distance
		if (v.By == Spike || v.By == Sharp) && value < b.Fast || v.By == Outlier && value < b.Mid {
			above, level = "below", value+v.Distance
		}
		return fmt.Sprintf("%s, which is %s %s the level of %s (%s expected, usually %s to %s)",
			number(value), number(v.Distance), above, number(level), number(v.Expected), number(v.Lower), number(v.Upper))
	}
}

func (d *Detector) rarity(v Verdict) string {
	stretches := "of the " + strconv.Itoa(v.Blocks) + " stretches of " + strconv.Itoa(block) + " rows before"
	brought := " brought as much"
	switch {
	case v.By == Unrest && d.state.Base.calm():
		brought = " were as calm"
	case v.By == Run:
		stretches, brought = "of the "+strconv.Itoa(v.Blocks)+" such runs before", " lasted as long"
	}
	switch v.Peers {
	case 0:
		return "none " + stretches + brought
	case peaks:
		return strconv.Itoa(peaks) + " or more " + stretches + brought + ", but not together with what else is unusual"
	default:
		return "only " + strconv.Itoa(v.Peers) + " " + stretches + brought
	}
}

func (d *Detector) season(v Verdict) string {
	switch {
	case v.Seasonal:
		return "The daily season is known."
	case d.state.Base.seasonal(d.state.At):
		return "The hours of the day hardly differ."
	default:
		return "No daily season is known yet."
	}
}

func (d *Detector) since(rows uint32) string {
	at := time.Unix(0, d.state.At).Add(-time.Duration(float64(rows-1) * d.state.Step))
	return at.UTC().Format("2006-01-02 15:04") + " UTC"
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }
