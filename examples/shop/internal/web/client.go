package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

// Client calls one other service, in a client span.
type Client struct {
	base string
	http *http.Client
}

// NewClient calls the service at base, a URL without a trailing slash.
func NewClient(base string, timeout time.Duration, transport http.RoundTripper, options ...otelhttp.Option) *Client {
	return &Client{base: base, http: &http.Client{Timeout: timeout, Transport: otelhttp.NewTransport(transport, options...)}}
}

// CloseIdle ends the connections that wait for a next call.
func (c *Client) CloseIdle() { c.http.CloseIdleConnections() }

// Do sends body, where there is one, as JSON and reads the answer into reply. An answer of 400 and above becomes a Problem
// with the status and code that the other service gave.
func (c *Client) Do(ctx context.Context, method, path string, header http.Header, body, reply any) error {
	var payload io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return err
		}
		payload = bytes.NewReader(encoded)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, payload)
	if err != nil {
		return err
	}
	for name, values := range header {
		req.Header[name] = values
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	answer, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	limited := io.LimitReader(answer.Body, bodyLimit)
	if answer.StatusCode >= http.StatusBadRequest {
		return refusal(method, path, answer.StatusCode, limited)
	}
	if reply == nil {
		return nil
	}
	if err := json.NewDecoder(limited).Decode(reply); err != nil {
		return fmt.Errorf("answer of %s %s: %w", method, path, err)
	}
	return nil
}

func refusal(method, path string, status int, body io.Reader) *Problem {
	problem := &Problem{Title: http.StatusText(status), Code: "upstream_error"}
	// Not every service answers with a problem; then the status has to do.
	_ = json.NewDecoder(body).Decode(problem)
	problem.Status = status
	problem.Cause = fmt.Errorf("%s %s answered %d", method, path, status)
	return problem
}
