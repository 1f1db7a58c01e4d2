package sentence

import (
	"math"
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
	return grouped(strconv.FormatInt(n, 10)) + " " + noun
}

// Grouped writes a number with commas between its thousands.
func Grouped(n uint64) string { return grouped(strconv.FormatUint(n, 10)) }

// grouped puts commas into a decimal number, which may have a sign and decimals.
func grouped(number string) string {
	digits, sign := strings.CutPrefix(number, "-")
	whole, _, _ := strings.Cut(digits, ".")
	text := make([]byte, 0, len(number)+len(whole)/3)
	if sign {
		text = append(text, '-')
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			text = append(text, ',')
		}
		text = append(text, whole[i])
	}
	return string(append(text, digits[len(whole):]...))
}

// Money writes a sum in a currency's major unit; from 1e15 on, cents are beyond what the number can tell.
func Money(value float64, currency string) string {
	if math.IsNaN(value) || math.Abs(value) >= 1e15 {
		return strconv.FormatFloat(value, 'g', 6, 64) + " " + word(currency)
	}
	return grouped(strconv.FormatFloat(value, 'f', 2, 64)) + " " + word(currency)
}

// Lasted writes how long something took, to the second.
func Lasted(d time.Duration) string {
	if d < time.Second {
		return "less than a second"
	}
	return d.Round(time.Second).String()
}
