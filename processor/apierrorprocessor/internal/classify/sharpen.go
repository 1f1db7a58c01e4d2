package classify

import (
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// sharpen uses what stands beside the status: a captured header, a route that is missing.
func sharpen(v *spanview.View, known *knowledge) *knowledge {
	switch {
	case known.category == apierror.CategoryAuthentication && v.Challenge != "":
		return byChallenge(v.Challenge, v.Calling() || v.AnsweredServerError(), known)
	case isRetired(v) && (known.category == apierror.CategoryNotFound || known.category == apierror.CategoryRouting):
		return retired.side(v)
	case v.HTTPStatus == 404 && v.Serving() && v.Route == "" && known.category == apierror.CategoryNotFound:
		return &missingRoute
	case v.HTTPStatus == 403 && v.Exhausted && known.category == apierror.CategoryAuthorization:
		return exhausted.side(v) // GitHub: "Rate limits for the REST API"
	case v.HTTPStatus == 429 && known.reason == "rate_limited" && v.Wait() >= quotaWait:
		return quota.side(v)
	case v.HTTPStatus == 503 && v.RetryAfter != "" && known.category == apierror.CategoryCapacity:
		return &overloaded
	}
	return known
}

// isRetired recognises an endpoint that was taken away, as against an object that is gone: the answer says so in a header
// (RFC 8594, RFC 9745), or what is gone is a route that names no object.
func isRetired(v *spanview.View) bool {
	switch v.HTTPStatus {
	case 404, 501:
		return v.Sunset != "" || v.Deprecated
	case 410:
		return v.Sunset != "" || v.Deprecated || (v.Route != "" && !strings.ContainsAny(v.Route, "{}:*<>()[]"))
	default:
		return false
	}
}

// quotaWait is how long a caller is sent away who has used up a quota: rates recover within the hour.
const quotaWait = time.Hour

// sided is knowledge of what is the caller's fault where it was answered and the service's own where it was sent.
type sided struct{ answered, received knowledge }

func sides(k knowledge) sided {
	s := sided{k, k}
	s.answered.origin, s.received.origin = apierror.OriginCaller, apierror.OriginService
	return s
}

func (s *sided) side(v *spanview.View) *knowledge {
	if v.Calling() {
		return &s.received
	}
	return &s.answered
}

var (
	missingRoute = knowledge{
		category: apierror.CategoryRouting, reason: "route_not_found", origin: apierror.OriginCaller, confidence: 0.8,
		rationale: "answered HTTP 404 and no route matched: the caller asked for an endpoint that does not exist",
	}
	overloaded = knowledge{
		category: apierror.CategoryCapacity, reason: "overloaded", origin: apierror.OriginService, retryable: true, confidence: 0.95,
		rationale: "answered HTTP 503 with Retry-After: the service says that it is overloaded and when to come back",
	}
	retired = sides(knowledge{
		category: apierror.CategoryContract, reason: "api_retired", confidence: 0.85,
		rationale: "the endpoint is gone for good, not an object of it: the API or its version was retired",
	})
	exhausted = sides(knowledge{
		category: apierror.CategoryRateLimit, reason: "rate_limited", retryable: true, confidence: 0.9,
		rationale: "HTTP 403 with a rate limit of which nothing remains: requests come too fast",
	})
	quota = sides(knowledge{
		category: apierror.CategoryRateLimit, reason: "quota_exceeded", retryable: true, confidence: 0.9,
		rationale: "HTTP 429 with a Retry-After of an hour or more: a quota is used up",
	})
)
