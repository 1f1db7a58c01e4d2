package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestQuotedStatus(t *testing.T) {
	for text, want := range map[string]quotedStatus{
		"Request failed with status code 503":                                                                   {status: 503},
		"503 Server Error: Service Unavailable for url: http://stock:8080/items/17":                             {status: 503},
		"Client error '404 Not Found' for url 'http://stock/items/17'":                                          {status: 404},
		"Remote error http://auth.svc:4181. StatusCode: 401":                                                    {status: 401},
		"HTTP Error 429: Too Many Requests":                                                                     {status: 429},
		"[502 Bad Gateway] during [GET] to [http://stock/items]: status=502":                                    {status: 502},
		"Server returned HTTP response code: 500 for URL: http://stock/items":                                   {status: 500},
		`504 GATEWAY_TIMEOUT "Response took longer than timeout: PT3S"`:                                         {status: 504, own: true},
		"googleapi: Error 412: At least one of the pre-conditions you specified did not hold., conditionNotMet": {status: 412},
		"Response status code does not indicate success: 404 (Not Found).":                                      {status: 404},
		"The remote server returned an error: (401) Unauthorized.":                                              {status: 401},
		"Error code: 429 - {'error': {'message': 'Rate limit reached'}}":                                        {status: 429},
		`503 Service Unavailable: "{\"status\":\"DOWN\"}"`:                                                      {status: 503},
		"error: code = 404 reason = USER_NOT_FOUND message = user not found":                                    {status: 404},
		"the warehouse returned 503":                                                                            {status: 503},
		"the query returned 404 rows":                                                                           {},
		"error 500 items were skipped":                                                                          {},
		"404 NOT_FOUND":                                                                                         {status: 404, own: true},
		"order 503 failed":                                                                                      {},
		"5030 items left":                                                                                       {},
		"status code 200":                                                                                       {},
		"status code 50":                                                                                        {},
		"status code 5033":                                                                                      {},
		"500.5 ms":                                                                                              {},
		"":                                                                                                      {},
		"the status code":                                                                                       {},
		"the warehouse answered status code ":                                                                   {},
	} {
		assert.Equal(t, want, statusIn(text), text)
	}
}

// The status that a text quotes is that of an answer which the service received, unless it names its own.
func TestQuotedStatusTellsWhatFailed(t *testing.T) {
	for name, test := range map[string]struct {
		span said
		want string
	}{
		"a 5xx received by a handler":  {said{kind: server, http: 500, message: "Request failed with status code 503"}, "dependency/service_unavailable/dependency"},
		"a 4xx received by a handler":  {said{kind: server, http: 500, message: "Request failed with status code 404"}, "not_found/resource_not_found/service"},
		"received on the way":          {said{exceptions: []thrown{{"HTTPError", "503 Server Error: x for url: http://a"}}}, "dependency/service_unavailable/dependency"},
		"its own":                      {said{exceptions: []thrown{{"ResponseStatusException", `409 CONFLICT "out of stock"`}}}, "conflict/state_conflict/caller"},
		"another than it answered":     {said{kind: server, http: 404, message: "status code 503"}, "routing/route_not_found/caller"},
		"recognised words stand first": {said{kind: server, http: 500, message: "status code 503: deadlock detected"}, "conflict/deadlock/service"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, test.want, test.span.classified(t)) })
	}
}

func FuzzStatusIn(f *testing.F) {
	f.Add("Request failed with status code 503")
	f.Add("504 GATEWAY_TIMEOUT")
	f.Fuzz(func(t *testing.T, text string) {
		quoted := statusIn(text)
		assert.True(t, quoted == quotedStatus{} || (quoted.status >= 400 && quoted.status <= 599))
	})
}
