package engine

import (
	"fmt"
	"math"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/cascade"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/surge"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// explain puts an incident into words: a summary in one sentence for whoever is on call, and why we think so.
func explain(state *findings.State, in *cascade.Incident, head *risen, began *beginning) {
	spread := in.Radius.ServicesTotal > 1 || in.Radius.EndpointsTotal > 1 || in.Cause.Outside()
	if spread {
		state.Summary = in.Summary()
		state.Rationale = in.Rationale + "; of " + placeName(head.place) + ", " + head.verdict.Rationale()
		state.Evidence["cause"] = in.Cause.String()
	} else {
		state.Summary = capital(placeName(head.place) + ": " + failing(&head.verdict, began.Worst))
		state.Rationale = head.verdict.Rationale()
	}
	contribute(state, head.place, began.SeenAt)
	if head.verdict.Shifted {
		state.Summary += ", and has for so long that it is taken for usual from now on"
	}
	state.Summary += atRisk(&state.Subject.Business)
}

// contribute says whether one version, instance, region or customer stands out among what failed since a time.
func contribute(state *findings.State, p *place, since int64) {
	contributors := p.failures.contributors.Rank(since)
	if len(contributors) == 0 {
		return
	}
	state.Rationale += "; " + contributors[0].String()
	listed := make([]any, len(contributors))
	for at := range contributors {
		listed[at] = contributors[at].Evidence()
	}
	state.Evidence["contributors"] = listed
}

// atRisk ends a sentence with the money that is at stake, where any is known.
func atRisk(b *apierror.Business) string {
	if b.Currency == "" {
		return ""
	}
	return "; " + sentence.Money(b.ValueAtRisk, b.Currency) + " at risk for process " + apierror.Quote(b.Process)
}

// placeName names a place for a person.
func placeName(p *place) string {
	switch {
	case p.process != nil:
		return "process " + apierror.Quote(p.process.Name)
	case p.endpoint == "":
		return "calls on no known route of service " + apierror.Quote(p.subject.Service)
	default:
		return apierror.Quote(p.endpoint) + " of service " + apierror.Quote(p.subject.Service)
	}
}

// failing says how much fails, and how much usually does, in words that are right when it is over too.
func failing(v *surge.Verdict, worst float64) string {
	usual := fmt.Sprintf("usual is %.2g%%", 100*v.Usual)
	const wanes = 0.9
	if v.Rate < wanes*worst {
		return fmt.Sprintf("up to %.3g%% of calls failed (%s), %.3g%% of the last %d, %s", 100*worst, v.Category, 100*v.Rate, v.Calls, usual)
	}
	return fmt.Sprintf("%.3g%% of the last %s failed (%s), %s", 100*v.Rate, sentence.Count(int64(min(v.Calls, math.MaxInt64)), "call"), v.Category, usual)
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
