package classify

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// quotedStatus is an HTTP status that stands in the text of an error.
type quotedStatus struct {
	status int32
	// own says that the service chose the status itself, as with Spring's ResponseStatusException; others are those of an answer
	// that it received.
	own bool
}

// quotes are what stands before the status in the messages of HTTP clients, in lower case.
var quotes = []struct{ before, source string }{
	{"status code ", "axios: lib/core/settle.js; okhttp, apache"},
	{"status code: ", "go clients; boto; elastic"},
	{"statuscode: ", "traefik: forward.go; Polly"},
	{"status: ", "gaxios, ky, reqwest"},
	{"status=", "feign: FeignException"},
	{"response code: ", "java.net.HttpURLConnection's users"},
	{"http error ", "CPython: urllib.error.HTTPError"},
	{"http status ", "kubernetes client-go; Jersey"},
	{"http/1.1 ", "status lines"},
	{"client error '", "httpx: Response.raise_for_status"},
	{"server error '", "httpx: Response.raise_for_status"},
	{"resulted in a `", "guzzle: RequestException"},
}

// statusIn finds the HTTP status that a text quotes.
func statusIn(text string) quotedStatus {
	if status := statusAt(text); status != 0 && len(text) > 4 && text[3] == ' ' && isUpper(text[4]) {
		// Spring: `504 GATEWAY_TIMEOUT "…"` is the service's own; requests: `503 Server Error: … for url: …` was received.
		return quotedStatus{status, !strings.Contains(text, " for url")}
	}
	lower := strings.ToLower(text)
	for _, quote := range quotes {
		_, rest, found := strings.Cut(lower, quote.before)
		if status := statusAt(rest); found && status != 0 {
			return quotedStatus{status: status}
		}
	}
	return quotedStatus{}
}

// statusAt reads a failed HTTP status at the beginning of a text: three digits, and no more.
func statusAt(text string) int32 {
	if len(text) < 3 || (text[0] != '4' && text[0] != '5') || !isDigit(text[1]) || !isDigit(text[2]) {
		return 0
	}
	if len(text) > 3 && (isWordByte(text[3]) || text[3] == '.') {
		return 0
	}
	return int32(text[0]-'0')*100 + int32(text[1]-'0')*10 + int32(text[2]-'0')
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// knowledge is what the quoted status tells of a span, told by the text that quotes it.
func (q quotedStatus) knowledge(v *spanview.View, said *recognised) *knowledge {
	known := *httpKnowledge(q.status, !q.own || v.Calling())
	if q.own && v.AnsweredServerError() && known.origin == apierror.OriginCaller {
		known.origin = apierror.OriginService
	}
	sentence, _, _ := strings.Cut(said.answered.rationale, ": in no table")
	known.rationale = sentence + ": " + known.rationale
	known.confidence = min(known.confidence, 0.75)
	return &known
}
