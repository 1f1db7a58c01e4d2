package leak

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// Reach is how far a text came, as far as the telemetry shows.
type Reach uint8

const (
	Logged   Reach = iota // only telemetry holds it
	Answered              // the message of a server span that answered 4xx or 5xx: frameworks often send it along
	Body                  // a captured response body or problem detail: it was sent
)

// severities weighs a class by its reach.
//
// A secret in telemetry is read by everybody with a dashboard and kept for weeks (CWE-532), so it is to be renewed; with a
// caller it is in use by strangers. Personal data is a step less: it opens no door, but telling it is a breach. How the
// service works is what telemetry is for, and no leak there: a client span's "dial tcp 10.0.0.7:5432: connect: connection
// refused" must stay quiet. As the message of a failed request it may or may not have reached the caller; in a body
// it did, and a stack trace or a statement there hands out the next attack (OWASP API8:2023), an address a detail. A detail
// that may not have got out is nothing: every outage would be full of them.
var severities = map[Class][Body + 1]apierror.Severity{
	ClassSecret:         {Logged: apierror.SeverityMedium, Answered: apierror.SeverityHigh, Body: apierror.SeverityHigh},
	ClassPersonal:       {Logged: apierror.SeverityLow, Answered: apierror.SeverityMedium, Body: apierror.SeverityMedium},
	ClassImplementation: {Logged: apierror.SeverityNone, Answered: apierror.SeverityLow, Body: apierror.SeverityMedium},
	ClassInfrastructure: {Logged: apierror.SeverityNone, Answered: apierror.SeverityNone, Body: apierror.SeverityLow},
}

// Severity is how bad it is that a text of this reach shows this kind; SeverityNone where it is ordinary.
func Severity(kind Kind, reached Reach) apierror.Severity {
	return severities[kind.Class()][reached]
}

// References names the weakness and the way it got out: into telemetry (CWE-532) or with the answer (CWE-209).
func References(kind Kind, reached Reach) []string {
	way := "cwe:209"
	if reached == Logged {
		way = "cwe:532"
	}
	references := []string{"owasp:API8:2023", way}
	if cwe := kind.row().cwe; cwe != "" && cwe != way {
		references = append(references, cwe)
	}
	return references
}
