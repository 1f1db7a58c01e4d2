package impact

import (
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// worth is what one call is worth, and how that is known.
type worth struct {
	amount float64 // in the catalog's currency
	known  bool
	usual  bool // it is what is declared for any call, for no particular reason
	read   bool // off the span

	// What the span said, where that is not the amount itself.
	written  float64 // as it stands in the attribute
	minor    bool
	currency string  // "" for the catalog's own
	major    float64 // in that currency
	rate     float64

	malformed bool
	problem   problem
	unknown   string // the currency that has no rate
}

// problem is why an attribute's amount does not count.
type problem uint8

const (
	noProblem problem = iota
	noAmount
	noCurrency
	noRate
)

// mostMoney is more than any call is worth: beyond it an amount is a mistake.
const mostMoney = 1e15

// worth reads what a failed call is worth. An amount that is none, or in a currency without a rate, counts as malformed and
// leaves the default.
func (p *process) worth(attrs pcommon.Map, catalog *business.Catalog) worth {
	w := worth{amount: p.perCall, known: p.perCall > 0, usual: true}
	if p.Value == nil || p.Value.Attribute == "" {
		return w
	}
	attribute, found := attrs.Get(p.Value.Attribute)
	if !found {
		return w
	}
	read := worth{known: true, read: true, rate: 1}
	read.written, read.problem = readAmount(attribute)
	if read.problem == noProblem {
		read.convert(p.Value, attrs, catalog)
	}
	if read.problem != noProblem {
		w.usual, w.malformed, w.problem, w.unknown = false, true, read.problem, read.unknown
		return w
	}
	return read
}

// convert turns what is written into the catalog's currency.
func (w *worth) convert(declared *business.ValueConfig, attrs pcommon.Map, catalog *business.Catalog) {
	currency := catalog.Currency
	if declared.CurrencyAttribute != "" {
		if value, found := attrs.Get(declared.CurrencyAttribute); found {
			if value.Type() != pcommon.ValueTypeStr {
				w.problem = noCurrency
				return
			}
			if written := value.Str(); written != "" {
				currency = strings.ToUpper(apierror.Cut(written, currencyLimit))
			}
		}
	}
	rate, known := catalog.Rate(currency)
	if !known {
		w.problem, w.unknown = noRate, currency
		return
	}
	w.major = w.written
	if declared.Unit == business.UnitMinor {
		w.minor = true
		for range business.Decimals(currency) {
			w.major /= 10
		}
	}
	w.rate = rate
	if currency != catalog.Currency {
		w.currency = currency
	}
	if w.amount = round(w.major * rate); w.amount >= mostMoney {
		w.problem = noAmount
	}
}

// What is read of hostile values, in bytes: a code has three, and a number of more digits is none.
const (
	currencyLimit = 16
	amountLimit   = 64
)

func readAmount(value pcommon.Value) (amount float64, wrong problem) {
	switch value.Type() {
	case pcommon.ValueTypeDouble:
		amount = value.Double()
	case pcommon.ValueTypeInt:
		amount = float64(value.Int())
	case pcommon.ValueTypeStr:
		if len(value.Str()) > amountLimit {
			return 0, noAmount
		}
		parsed, err := strconv.ParseFloat(value.Str(), 64)
		if err != nil {
			return 0, noAmount
		}
		amount = parsed
	default:
		return 0, noAmount
	}
	if !(amount >= 0 && amount < mostMoney) { // so that NaN is none either
		return 0, noAmount
	}
	return amount, noProblem
}

// isLarge reports whether a call's own value raises the impact.
func (p *process) isLarge(w *worth) bool {
	return p.Value != nil && p.Value.Large > 0 && w.amount >= p.Value.Large
}
