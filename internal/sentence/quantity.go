package sentence

import (
	"strconv"
	"strings"
	"time"
)

// Count writes how many there are of something.
func Count(n int64, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "s"):
		noun += "es"
	default:
		noun += "s"
	}
	return strconv.FormatInt(n, 10) + " " + noun
}

// Grouped writes a number with commas between its thousands.
func Grouped(n uint64) string {
	digits := strconv.FormatUint(n, 10)
	text := make([]byte, 0, len(digits)+len(digits)/3)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			text = append(text, ',')
		}
		text = append(text, digits[i])
	}
	return string(text)
}

// Money writes a sum in a currency's major unit; from 1e15 on, cents are beyond what the number can tell.
func Money(value float64, currency string) string {
	written := strconv.FormatFloat(value, 'f', 2, 64)
	if value >= 1e15 {
		written = strconv.FormatFloat(value, 'g', 6, 64)
	}
	return written + " " + word(currency)
}

// Lasted writes how long something took, to the second.
func Lasted(d time.Duration) string {
	if d < time.Second {
		return "less than a second"
	}
	return d.Round(time.Second).String()
}
