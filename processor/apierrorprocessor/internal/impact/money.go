package impact

import (
	"math"
	"strconv"

	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// appendMoney writes a sum as the currency is written: 42.50 USD, 500 JPY. What is less than a tenth of a unit, such as one call's
// share of a revenue, is written with three digits that say something.
func appendMoney(text []byte, amount float64, currency string) []byte {
	text = appendAmount(text, amount, business.Decimals(currency))
	return append(append(text, ' '), currency...)
}

func appendAmount(text []byte, amount float64, decimals int) []byte {
	switch {
	case amount >= 1e15:
		return strconv.AppendFloat(text, amount, 'g', 6, 64)
	case amount > 0 && amount < 0.1:
		return strconv.AppendFloat(text, amount, 'g', 3, 64)
	default:
		return strconv.AppendFloat(text, amount, 'f', decimals, 64)
	}
}

// formatShare writes a share in percent: 60%, 99.9%.
func formatShare(share float64) string {
	return string(appendShare(nil, share))
}

func appendShare(text []byte, share float64) []byte {
	return append(appendNumber(text, share*100), '%')
}

// appendNumber writes a number as short as it is.
func appendNumber(text []byte, number float64) []byte {
	return strconv.AppendFloat(text, round(number), 'f', -1, 64)
}

// round takes from a sum what only floating-point arithmetic put there: 45.900000000000006 is 45.9.
func round(amount float64) float64 {
	if amount >= 1e9 { // has no such digits
		return amount
	}
	return math.Round(amount*1e6) / 1e6
}
