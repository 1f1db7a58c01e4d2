package classify

import (
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// genericHTTP are statuses that many services answer for whatever went wrong.
var genericHTTP = map[int32]bool{400: true, 500: true}

// httpTable holds the knowledge of the statuses from 400 on, for one side of a call.
type httpTable [200]knowledge

// httpAnswered is for the side that answered, httpReceived for the side that received.
var httpAnswered, httpReceived = buildHTTP()

func buildHTTP() (answered, received *httpTable) {
	answered, received = &httpTable{}, &httpTable{}
	for _, row := range httpRows {
		answered[row.status-400] = asAnswerer(row)
		received[row.status-400] = asCaller(row)
	}
	for _, table := range []*httpTable{answered, received} {
		clientError, serverError := unregistered(table[0], "4xx", "request"), unregistered(table[100], "5xx", "server")
		for i := range table {
			switch {
			case table[i].category != "":
			case i < 100:
				table[i] = clientError
			default:
				table[i] = serverError
			}
		}
	}
	return answered, received
}

func asAnswerer(row httpRow) knowledge {
	return knowledge{
		category: row.category, reason: row.reason, origin: row.origin, retryable: row.retryable,
		confidence: confidence(row.status), generic: genericHTTP[row.status],
		rationale: fmt.Sprintf("answered HTTP %d: %s", row.status, row.says),
	}
}

// asCaller turns a row to the calling side: a 5xx is a failure of what was called, a 4xx a request of our own that was wrong.
func asCaller(row httpRow) knowledge {
	k := knowledge{
		category: row.category, reason: row.reason, origin: apierror.OriginService, retryable: row.retryable,
		confidence: confidence(row.status), generic: row.status == 400,
		rationale: fmt.Sprintf("received HTTP %d: %s", row.status, row.says),
	}
	if row.status >= 500 {
		k.category, k.origin = apierror.CategoryDependency, apierror.OriginDependency
	}
	if row.origin == apierror.OriginDependency {
		k.origin = apierror.OriginDependency
	}
	return k
}

// confidence is lower where the status is a catch-all.
func confidence(status int32) float64 {
	if genericHTTP[status] {
		return 0.75
	}
	return 0.9
}

// unregistered takes a status for its class's first, as RFC 9110 (section 15) asks of whoever does not know it.
func unregistered(first knowledge, class, party string) knowledge {
	first.confidence, first.generic = 0.5, true
	first.rationale = fmt.Sprintf("an HTTP status of the %s class that is in no registry: taken for a fault of the %s", class, party)
	return first
}

// httpKnowledge takes a status from 400 on; beyond 599 there are none but vendors' own server errors.
func httpKnowledge(status int32, calling bool) *knowledge {
	table := httpAnswered
	if calling {
		table = httpReceived
	}
	if status > 599 {
		status = 590 // in no registry either
	}
	return &table[status-400]
}
