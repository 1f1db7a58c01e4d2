package impossibletravel

import (
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// judgement is what a finding is made of.
type judgement struct {
	from           *place
	gap            uint32 // seconds
	agent, session likeness
	inTurn         bool // the user's session and somebody else's
}

// suspicious reports whether it is likely somebody else. Whoever has an agent or, where that is not known, a session that is the
// user's is likely the user, whatever the distance: both show through a VPN, a proxy and a carrier's gateway.
func (j *judgement) suspicious() bool {
	return j.agent != same && (j.agent != unknown || j.session != same)
}

// tell fills out.
func (j *judgement) tell(m *moment, to *Place, out *Finding) {
	says := j.weigh(out)
	if m.coarse() || j.from.coarse() {
		out.Confidence -= 0.1
	}
	if out.Severity == apierror.SeverityHigh {
		says += "; since then both places were in use in turn, so nobody has travelled"
	}
	out.Rationale = j.sentence(m, to, says)
}

// weigh says how bad it is, how sure, and which innocent explanation is left.
func (j *judgement) weigh(out *Finding) string {
	switch {
	case j.agent == same && j.session == same:
		out.Severity, out.Confidence = apierror.SeverityLow, 0.3
		return "agent and session are the user's, so it is likely a VPN, a proxy or roaming"
	case j.agent == same:
		out.Severity, out.Confidence = apierror.SeverityLow, 0.4
		return "the agent is the user's and the session is not known to be, so it is likely a new login over a VPN or a proxy"
	case j.session == same && j.agent == unknown:
		out.Severity, out.Confidence = apierror.SeverityLow, 0.3
		return "the session is the user's and the agent unknown, so it is likely a VPN, a proxy or roaming"
	case j.session == same:
		j.rate(out, 0.65, 0.85)
		return "the session is the user's but the agent another, which no VPN, proxy or roaming makes of it: the session may be stolen"
	case j.agent == another && j.session == another:
		j.rate(out, 0.7, 0.85)
		return "agent and session are others than the user's, so it is not one device behind a VPN, a proxy or roaming, " +
			"and it is no place the user is known at"
	case j.agent == another:
		j.rate(out, 0.55, 0.7)
		return "the agent is another than the user's and the session unknown, so it is hardly one device behind a VPN, a proxy or roaming"
	case j.session == another:
		j.rate(out, 0.5, 0.7)
		return "the session is another than the user's and the agent unknown, so only one login behind a VPN, a proxy or roaming is ruled out"
	default:
		out.Severity, out.Confidence = apierror.SeverityMedium, 0.4
		return "agent and session are unknown, so a VPN, a proxy or roaming is not ruled out, but it is no place the user is known at"
	}
}

// rate is for what is likely somebody else: the sessions of both going on in turn leave hardly a doubt.
func (j *judgement) rate(out *Finding, once, again float64) {
	out.Severity, out.Confidence = apierror.SeverityMedium, once
	if j.inTurn {
		out.Severity, out.Confidence = apierror.SeverityHigh, again
	}
}

// sentence gives the distance as it is said to be, and the speed that is left when every error is taken in the user's favour.
func (j *judgement) sentence(m *moment, to *Place, says string) string {
	const typical = 400
	b := make([]byte, 0, typical)
	b = append(b, "the user is seen in "...)
	b = append(b, name(to.City, to.Country, &m.spot)...)
	b = append(b, " within "...)
	b = append(b, (time.Duration(j.gap) * time.Second).String()...)
	b = append(b, " of "...)
	b = append(b, name(text(j.from.city[:]), text(j.from.country[:]), &j.from.spot)...)
	b = append(b, ", "...)
	b = strconv.AppendInt(b, int64(m.kilometres(&j.from.spot)), 10)
	b = append(b, " km away: at least "...)
	b = strconv.AppendInt(b, int64(m.apart(&j.from.spot)/reach(j.gap)*airliner), 10)
	b = append(b, " km/h where an airliner makes "...)
	b = strconv.AppendInt(b, airliner, 10)
	b = append(b, "; "...)
	return string(append(b, says...))
}

// name is how a place is called: by its city, its country or its coordinates.
func name(city, country string, at *spot) string {
	switch {
	case city != "" && country != "":
		return apierror.Quote(city) + ", " + apierror.Quote(country)
	case city != "":
		return apierror.Quote(city)
	case country != "":
		return "country " + apierror.Quote(country)
	default:
		return strconv.FormatFloat(float64(at.lat)/100, 'f', 2, 64) + "/" + strconv.FormatFloat(float64(at.lon)/100, 'f', 2, 64)
	}
}

// text undoes the padding.
func text(padded []byte) string {
	for i, c := range padded {
		if c == 0 {
			return string(padded[:i])
		}
	}
	return string(padded)
}
