package impact

import (
	"strconv"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// levels are the impacts by rank, lowest first.
var levels = apierror.Impacts()

// level is the impact of one failed call: a step below the process's criticality, since one call is not the whole process, and never
// below low. What raises it raises it to the criticality, whatever else there is. An answer that belongs to ordinary work is two
// steps lower: customers mistype, submit twice and ask for what is gone, and nobody is to be woken for it.
func level(criticality apierror.Criticality, f *apierror.Failure, raised bool) apierror.Impact {
	rank := 1
	switch criticality {
	case apierror.CriticalityMedium:
		rank = 2
	case apierror.CriticalityHigh:
		rank = 3
	case apierror.CriticalityCritical:
		rank = 4
	}
	if !raised {
		rank = max(1, rank-1)
	}
	if ordinary(f) {
		rank -= 2
	}
	return levels[max(0, rank)]
}

func ordinary(f *apierror.Failure) bool {
	switch f.Category {
	case apierror.CategoryValidation, apierror.CategoryNotFound, apierror.CategoryConflict, apierror.CategoryCancelled:
		return true
	default:
		// A declined payment stays one when the gateway that called for it sees it.
		return f.Origin == apierror.OriginCaller || f.Reason == "payment_required"
	}
}

// reasons are what raises the impact of a call.
type reasons struct {
	large bool
	tier  *business.Tier // nil for none
	many  int            // so many actors at least have met failures of the process lately; 0 where fewer have
}

func (r *reasons) any() bool { return r.large || r.many > 0 || r.isTier() }

func (r *reasons) isTier() bool { return r.tier != nil && r.tier.RaiseImpact }

// append tells them.
func (r *reasons) append(text []byte, p *process) []byte {
	text = append(text, "; raised to the process's own criticality: "...)
	begin := len(text)
	next := func() {
		if len(text) > begin {
			text = append(text, ", "...)
		}
	}
	if r.large {
		text = appendMoney(append(text, "worth "...), p.Value.Large, p.currency)
		text = append(text, " or more"...)
	}
	if r.isTier() {
		next()
		text = append(append(text, "tier "...), r.tier.Name...)
	}
	if r.many > 0 {
		next()
		text = append(text, "met "...)
		text = strconv.AppendInt(text, int64(r.many), 10)
		text = append(append(text, " actors or more within "...), affectedWindow.String()...)
	}
	return text
}
