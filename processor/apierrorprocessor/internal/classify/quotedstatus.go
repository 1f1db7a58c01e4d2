package classify

import (
	"bytes"
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

// quotes are what stands before the status in the messages of HTTP clients, in lower case. Where it is loose, other numbers stand
// there too, and the status has to be followed by its phrase or by punctuation.
var quotes = []struct {
	before string
	loose  bool
	source string
}{
	{"status code ", false, "axios: lib/core/settle.js; okhttp, apache"},
	{"status code: ", false, "go clients; boto; elastic"},
	{"statuscode: ", false, "traefik: forward.go; Polly"},
	{"status_code=", false, "openai-python; httpx's users"},
	{"status_code: ", false, "qdrant-client"},
	{"status: ", false, "gaxios, ky, reqwest"},
	{"status=", false, "feign: FeignException"},
	{"http status ", false, "kubernetes client-go; Jersey"},
	{"response code: ", false, "java.net.HttpURLConnection's users"},
	{"response code ", false, "Docker's registry client; got"},
	{"indicate success: ", false, ".NET: HttpResponseMessage.EnsureSuccessStatusCode"},
	{"returned an error: (", false, ".NET: WebException"},
	{"http error ", false, "CPython: urllib.error.HTTPError"},
	{"error code: ", false, "openai-python: `Error code: 429 - {…}`"},
	{"http/1.1 ", false, "status lines"},
	{"http/2 ", false, "status lines"},
	{"client error '", false, "httpx: Response.raise_for_status"},
	{"server error '", false, "httpx: Response.raise_for_status"},
	{"resulted in a `", false, "guzzle: RequestException"},
	{"error ", true, "googleapi: Error.Error"},
	{"http ", true, "messages of the house"},
	{"returned ", true, "messages of the house"},
	{"responded with ", true, "messages of the house"},
	{"code = ", true, "kratos: errors.Error"},
	{"code=", true, "aiohttp; consul"},
}

// statusIn finds the HTTP status that a text quotes.
func statusIn(text string) quotedStatus {
	if status := statusAt(text); status != 0 && len(text) > 4 && text[3] == ' ' && isUpper(text[4]) {
		// Spring's own `504 GATEWAY_TIMEOUT "…"` names the enumeration; `503 Server Error: … for url: …` and
		// `503 Service Unavailable: [body]` name the reason phrase of an answer.
		word, _, _ := strings.Cut(text[4:], " ")
		return quotedStatus{status, len(word) > 1 && strings.ToUpper(word) == word}
	}
	lower := []byte(text)
	for i, c := range lower {
		lower[i] = lowerASCII(c)
	}
	for _, quote := range quotes {
		at := bytes.Index(lower, []byte(quote.before))
		if at < 0 {
			continue
		}
		rest := text[at+len(quote.before):]
		if status := statusAt(rest); status != 0 && (!quote.loose || isNamed(rest[3:])) {
			return quotedStatus{status: status}
		}
	}
	return quotedStatus{}
}

// isNamed reports whether what follows a number makes it a status: nothing, punctuation, or the status's phrase.
func isNamed(after string) bool {
	if after == "" || after[0] != ' ' {
		return true
	}
	return len(after) > 1 && (isUpper(after[1]) || after[1] == '(' || after[1] == '-' || strings.HasPrefix(after, " reason"))
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
