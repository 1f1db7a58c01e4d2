package impact

import (
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// process is a declared one, with what is the same for each of its calls made beforehand.
type process struct {
	*business.Process

	currency string
	perCall  float64 // what a call is worth that does not say so itself; 0 where nobody knows
	head     string
	source   string // where perCall comes from
	usual    string // the rationale of a call of that value, which most are
}

func prepare(declared *business.Process, currency string) process {
	p := process{Process: declared, currency: currency, head: "process " + declared.Name + " (" + string(declared.Criticality) + "): "}
	if v := declared.Value; v != nil {
		p.perCall, p.source = v.Default, "its default value"
		if r := v.Revenue; r != nil {
			share := r.Share
			if share == 0 {
				share = 1
			}
			p.perCall = r.Yearly * share / r.Calls
			p.source = string(appendRevenue(nil, r, share, currency))
		}
	}
	w := worth{amount: p.perCall, known: p.perCall > 0, usual: true}
	bill := p.bill(&w, nil)
	p.usual = string(p.appendBill(p.appendWorth(nil, &w), &w, &bill))
	return p
}

// appendRevenue is the division that gives a call its value.
func appendRevenue(text []byte, r *business.RevenueConfig, share float64, currency string) []byte {
	text = append(appendMoney(text, r.Yearly, currency), " a year"...)
	if share < 1 {
		text = appendShare(append(text, " × "...), share)
	}
	text = appendNumber(append(text, " ÷ "...), r.Calls)
	return append(text, " calls"...)
}

// appendWorth is the arithmetic of one call's value.
func (p *process) appendWorth(text []byte, w *worth) []byte {
	text = append(text, p.head...)
	if !w.known {
		if p.Value == nil {
			return append(text, "no value of a call is configured"...)
		}
		text = append(append(append(text, "the value of the call is not known: "...), p.Value.Attribute...), ' ')
		if w.problem == noProblem {
			return append(text, "is absent"...)
		}
		return p.appendProblem(text, w)
	}
	text = appendMoney(append(text, "1 call × "...), w.amount, p.currency)
	text = append(text, " ("...)
	switch {
	case w.read:
		text = p.appendSource(text, w)
	case w.problem != noProblem:
		text = append(append(append(append(text, p.source...), ": "...), p.Value.Attribute...), ' ')
		text = p.appendProblem(text, w)
	default:
		text = append(text, p.source...)
	}
	return append(text, ')')
}

// appendSource tells where on the span a value was read, and what was made of it.
func (p *process) appendSource(text []byte, w *worth) []byte {
	text = append(text, p.Value.Attribute...)
	if !w.minor && w.currency == "" {
		return text
	}
	text = append(text, ": "...)
	if w.minor {
		text = append(appendNumber(text, w.written), " minor units"...)
		if w.currency == "" {
			return text
		}
		text = append(text, " = "...)
	}
	text = appendMoney(text, w.major, w.currency)
	return appendNumber(append(text, " × "...), w.rate)
}

func (p *process) appendProblem(text []byte, w *worth) []byte {
	switch w.problem {
	case noCurrency:
		return append(append(append(text, "is in no currency: "...), p.Value.CurrencyAttribute...), " is no text"...)
	case noRate:
		return append(append(text, "is in a currency without a rate: "...), apierror.Quote(w.unknown)...)
	default:
		return append(text, "is no amount"...)
	}
}
