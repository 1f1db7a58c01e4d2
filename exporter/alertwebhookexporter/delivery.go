package alertwebhookexporter

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/otel/trace/noop"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/standardwebhooks"
)

// maxResponse is how much of an answer is read, which is done only to use the connection again.
const maxResponse = 4 << 10

// failureReason says why an attempt failed; metadata.yaml documents the values.
type failureReason string

const (
	failedTimeout     failureReason = "timeout"
	failedNetwork     failureReason = "network"
	failedThrottled   failureReason = "throttled"
	failedUnavailable failureReason = "unavailable"
	failedRejected    failureReason = "rejected"
	failedExpired     failureReason = "expired"
	failedSuperseded  failureReason = "superseded"
	failedShutdown    failureReason = "shutdown"
	failedUnreadable  failureReason = "unreadable"
)

// failedAttempt is an error that is fit for the log: it names no part of a URL but the host, and nothing that was received.
type failedAttempt struct {
	reason  failureReason
	message string

	retryable  bool
	retryAfter time.Duration
}

func (f *failedAttempt) Error() string { return f.message }

// webhook posts to one URL.
type webhook struct {
	client    *http.Client
	endpoint  string
	key       standardwebhooks.Key
	userAgent string
}

func newWebhook(ctx context.Context, cfg *DestinationConfig, host component.Host, set *exporter.Settings) (*webhook, error) {
	telemetry := set.TelemetrySettings
	// A client's span has the whole URL, in which many webhooks hide their token.
	telemetry.TracerProvider = noop.NewTracerProvider()
	client, err := cfg.Client.ToClient(ctx, host.GetExtensions(), telemetry)
	if err != nil {
		return nil, err
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

	hook := &webhook{client: client, endpoint: cfg.Client.Endpoint, userAgent: "otelcol-apierror/" + set.BuildInfo.Version}
	if cfg.SigningSecret != "" {
		if hook.key, err = standardwebhooks.ParseSecret(string(cfg.SigningSecret)); err != nil {
			return nil, fmt.Errorf("signing_secret: %w", err)
		}
	}
	return hook, nil
}

// post makes one attempt. It returns nil where the receiver accepted.
func (w *webhook) post(ctx context.Context, id string, body []byte) *failedAttempt {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.endpoint, bytes.NewReader(body))
	if err != nil {
		return &failedAttempt{reason: failedRejected, message: "the endpoint is no usable URL"}
	}
	now := time.Now()
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", w.userAgent)
	request.Header.Set(standardwebhooks.HeaderID, id)
	request.Header.Set(standardwebhooks.HeaderTimestamp, strconv.FormatInt(now.Unix(), 10))
	if !w.key.IsZero() {
		request.Header.Set(standardwebhooks.HeaderSignature, w.key.Sign(id, now, body))
	}

	response, err := w.client.Do(request)
	if err != nil {
		return networkFailure(err)
	}
	defer func() {
		_, _ = io.CopyN(io.Discard, response.Body, maxResponse)
		_ = response.Body.Close()
	}()
	return statusFailure(response)
}

func statusFailure(response *http.Response) *failedAttempt {
	status := response.StatusCode
	if status >= 200 && status < 300 {
		return nil
	}
	failed := &failedAttempt{reason: failedRejected, message: fmt.Sprintf("the destination answered %d %s", status, http.StatusText(status))}
	switch {
	case status == http.StatusTooManyRequests:
		failed.reason, failed.retryable = failedThrottled, true
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly, status >= 500:
		failed.reason, failed.retryable = failedUnavailable, true
	case status >= 300 && status < 400:
		failed.message += "; redirects are not followed: configure the final URL as endpoint"
	}
	if failed.retryable {
		failed.retryAfter = parseRetryAfter(response.Header.Get("Retry-After"), time.Now())
	}
	return failed
}

// networkFailure keeps of an error what is known to hold neither the URL nor what a peer sent: an auth extension's error, for
// one, may quote a token.
func networkFailure(err error) *failedAttempt {
	failed := &failedAttempt{reason: failedNetwork, retryable: true}
	var (
		timeout     interface{ Timeout() bool }
		operation   *net.OpError
		lookup      *net.DNSError
		certificate *tls.CertificateVerificationError
	)
	switch {
	case errors.Is(err, context.Canceled):
		failed.message = "the attempt was broken off"
	case errors.As(err, &timeout) && timeout.Timeout():
		failed.reason, failed.message = failedTimeout, "the destination did not answer in time"
	case errors.As(err, &operation):
		failed.message = operation.Error()
	case errors.As(err, &lookup):
		failed.message = lookup.Error()
	case errors.As(err, &certificate):
		failed.message = certificate.Error()
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		failed.message = "the destination closed the connection without an answer"
	default:
		for inner := err; inner != nil; inner = errors.Unwrap(inner) {
			err = inner
		}
		failed.message = fmt.Sprintf("the request failed (%T)", err)
	}
	return failed
}
