// Package format writes notifications in the forms that destinations publish, and reads their answers.
package format

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
)

// Format writes notifications for one destination. It is safe for concurrent use.
type Format interface {
	// Next returns the next request that is needed to tell a destination of a message, given the answers to those before, all of which
	// were accepted; nil when all is said. The same arguments give the same request, so that every attempt carries the same.
	Next(m *Message, answers []Answer) (*Request, error)

	// Judge says what an answer to a request means where its status does not tell: it is asked for every answer, and gives
	// OutcomeByStatus where it has nothing to add.
	Judge(request *Request, answer *Answer) Judgement

	// Receipt is what to keep of the group at the destination, such as the thread of a message or the key of an issue; "" for nothing.
	// It is asked after the last request. At most 256 bytes.
	Receipt(m *Message, answers []Answer) string
}

// Message is what a format writes.
type Message struct {
	*notification.Notification

	Text content.Text
	// Receipt is what the format kept of the group at this destination; "" if it has none yet.
	Receipt string
}

// Request is one HTTP request.
type Request struct {
	Method string
	URL    string // may hold a token: never shown
	Header []Header
	Body   []byte
}

// Header is a header of a request. Content-Type is one of them.
type Header struct {
	Name, Value string
}

// Answer is what came back.
type Answer struct {
	Status int
	Body   []byte // at most 64 KiB
}

// Outcome is what follows from an answer.
type Outcome uint8

const (
	OutcomeByStatus Outcome = iota // 2xx accepted; 408, 425, 429 and 5xx tried again; 410 disables the destination; any other rejected
	OutcomeAccepted
	OutcomeRetry
	OutcomeRejected
	OutcomeDisabled // the destination is gone: nothing is sent to it until the configuration changes
)

// Judgement is an outcome and, where it is no success, why: a fixed word or one that the format knows, never what was received.
type Judgement struct {
	Outcome    Outcome
	Reason     string
	RetryAfter time.Duration // where the body says so
}

// Limits are what a service publishes that it takes.
type Limits struct {
	PerSecond float64 // requests; 0 for no limit
	Burst     int
}
