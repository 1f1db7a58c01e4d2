package report

import (
	"cmp"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// Book is what the spans themselves say of a business process: what the connector's metrics have to agree with.
type Book struct {
	Value   float64 // of the customers' requests that failed, each once
	Example string  // how the largest single value was reached
}

// Partner is how a third party did.
type Partner struct {
	Name     string
	Failed   int
	Slow     int // answered, but later than agreed
	Breached int // calls that broke the agreement
}

// booksOf adds up money by process. One order may pass several spans, whichever of them says what is at risk: of a trace, the
// largest value counts.
func booksOf(calls []Call) map[string]Book {
	type request struct {
		process string
		trace   pcommon.TraceID
	}
	largest := make(map[request]*Call)
	for i := range calls {
		business := &calls[i].Verdict.Business
		if business.Process == "" {
			continue
		}
		of := request{business.Process, calls[i].Trace}
		if known := largest[of]; known == nil || business.ValueAtRisk > known.Verdict.Business.ValueAtRisk {
			largest[of] = &calls[i]
		}
	}
	books, examples := make(map[string]Book), make(map[string]*Call)
	for of, call := range largest {
		book := books[of.process]
		book.Value += call.Verdict.Business.ValueAtRisk
		if shown := examples[of.process]; shown == nil || call.moreThan(shown) {
			examples[of.process], book.Example = call, call.Verdict.Business.Rationale
		}
		books[of.process] = book
	}
	return books
}

// moreThan reports whether more money is at risk in a call; of equal ones the first stays the same in every run.
func (c *Call) moreThan(other *Call) bool {
	value, than := c.Verdict.Business.ValueAtRisk, other.Verdict.Business.ValueAtRisk
	return value > than || value == than && slices.Compare(c.Span[:], other.Span[:]) < 0
}

func partnersOf(calls []Call) []Partner {
	byName := make(map[string]*Partner)
	for i := range calls {
		business := &calls[i].Verdict.Business
		if business.Partner == "" || !calls[i].Remote {
			continue
		}
		partner := byName[business.Partner]
		if partner == nil {
			partner = &Partner{Name: business.Partner}
			byName[business.Partner] = partner
		}
		if calls[i].Failed {
			partner.Failed++
		} else {
			partner.Slow++
		}
		if business.SLABreached {
			partner.Breached++
		}
	}
	rows := make([]Partner, 0, len(byName))
	for _, partner := range byName {
		rows = append(rows, *partner)
	}
	slices.SortFunc(rows, func(a, b Partner) int { return cmp.Or(cmp.Compare(b.Failed, a.Failed), cmp.Compare(a.Name, b.Name)) })
	return rows
}
