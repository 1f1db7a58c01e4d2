package impact

import "github.com/otelcol-apierror/otelcol-apierror/internal/business"

// bill is what a failed call is expected to cost, term by term. A term that nothing declares is 0.
type bill struct {
	abandoned float64 // of the call's value
	support   float64
	penalty   float64
	tier      *business.Tier // whom the penalty is owed to
	total     float64
	known     bool // anything declares a term
}

// bill adds up what the declarations tell. Without a share that is abandoned nobody knows what of the value is lost, and nothing
// is claimed of it.
func (p *process) bill(w *worth, tier *business.Tier) bill {
	var b bill
	if p.Abandonment != nil && w.known {
		b.abandoned, b.known = w.amount**p.Abandonment, true
	}
	if s := p.Support; s != nil {
		b.support, b.known = s.Rate*s.Cost, true
	}
	if tier != nil && tier.Penalty > 0 {
		b.penalty, b.tier, b.known = tier.Penalty, tier, true
	}
	b.total = round(b.abandoned + b.support + b.penalty)
	return b
}

// appendBill is the sum, as an accountant would write it.
func (p *process) appendBill(text []byte, w *worth, b *bill) []byte {
	if !b.known {
		return text
	}
	text = append(text, "; expected cost "...)
	begin := len(text)
	plus := func() {
		if len(text) > begin {
			text = append(text, " + "...)
		}
	}
	if p.Abandonment != nil && w.known {
		text = append(appendMoney(text, w.amount, p.currency), " × "...)
		text = append(appendShare(text, *p.Abandonment), " abandoned"...)
	}
	if s := p.Support; s != nil {
		plus()
		text = append(appendNumber(text, s.Rate), " support contacts × "...)
		text = appendMoney(text, s.Cost, p.currency)
	}
	if b.tier != nil {
		plus()
		text = append(appendMoney(text, b.penalty, p.currency), " penalty of tier "...)
		text = append(text, b.tier.Name...)
	}
	return appendMoney(append(text, " = "...), b.total, p.currency)
}
