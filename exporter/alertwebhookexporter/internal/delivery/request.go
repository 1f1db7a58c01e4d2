package delivery

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/httpclient"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/standardwebhooks"
)

const (
	// maxRequest is more than any receiver takes.
	maxRequest = 1 << 20
	// maxResponse is how much of an answer is read.
	maxResponse = 64 << 10
)

// post makes one request. The failure is nil where the destination accepted it.
func (l *Lane) post(ctx context.Context, id string, request *format.Request) (format.Answer, *outbox.Failure) {
	if len(request.Body) > maxRequest {
		return format.Answer{}, &outbox.Failure{
			Reason: outbox.ReasonTooLarge, Message: "the request's body has " + strconv.Itoa(len(request.Body)) + " bytes: at most 1 MiB is sent",
		}
	}
	r, err := http.NewRequestWithContext(ctx, request.Method, request.URL, bytes.NewReader(request.Body))
	if err != nil {
		return format.Answer{}, &outbox.Failure{Reason: outbox.ReasonInvalid, Message: "the request's method or URL is not usable"}
	}
	for _, header := range request.Header {
		r.Header.Set(header.Name, header.Value)
	}
	r.Header.Set("User-Agent", l.UserAgent)
	if l.WebhookHeaders {
		now := time.Now()
		r.Header.Set(standardwebhooks.HeaderID, id)
		r.Header.Set(standardwebhooks.HeaderTimestamp, strconv.FormatInt(now.Unix(), 10))
		if l.Sign != nil {
			r.Header.Set(standardwebhooks.HeaderSignature, l.Sign(id, now, request.Body))
		}
	}
	response, err := l.Client.Do(r)
	if err != nil {
		return format.Answer{}, l.unanswered(httpclient.Describe(err))
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxResponse))
	answer := format.Answer{Status: response.StatusCode, Body: body}
	if err != nil && byStatus(answer.Status) == format.OutcomeAccepted {
		// The destination may have accepted it, but what it says of that is not known.
		described := httpclient.Describe(err)
		if described.Kind == httpclient.FailureAuth { // which is not what reads answers
			described = httpclient.Failure{Kind: httpclient.FailureNetwork, Message: "the destination's answer broke off"}
		}
		return format.Answer{}, l.unanswered(described)
	}
	failed, is := judge(&answer, l.Format.Judge(request, &answer), parseRetryAfter(response.Header.Get("Retry-After"), time.Now()))
	if !is {
		return answer, nil
	}
	failed.Message = l.Redact(failed.Message)
	// All of it, since what is cut first may begin or end with half a secret.
	failed.Excerpt = l.Redact(strings.ToValidUTF8(string(body), "\ufffd"))
	return answer, &failed
}

// unanswered is the failure of a request that got no answer: always worth another try.
func (l *Lane) unanswered(described httpclient.Failure) *outbox.Failure {
	failed := outbox.Failure{Reason: outbox.ReasonNetwork, Message: l.Redact(described.Message), Retryable: true}
	if described.Kind == httpclient.FailureTimeout {
		failed.Reason = outbox.ReasonTimeout
	}
	return &failed
}
