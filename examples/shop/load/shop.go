// Package load plays everybody who comes to the shop: customers with their ordinary mistakes, a password guesser and a
// scanner. It sends no telemetry; the shop sees its visitors only by their requests, as a real one does.
package load

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// Shop is the shop as its visitors reach it.
type Shop struct {
	url   string
	http  *http.Client
	tally *Tally
}

// NewShop counts in tally what the storefront at url answers.
func NewShop(url string, tally *Tally) *Shop {
	transport := &http.Transport{MaxIdleConnsPerHost: 32}
	return &Shop{url: url, http: &http.Client{Timeout: 10 * time.Second, Transport: transport}, tally: tally}
}

// Close ends the connections that wait for a next request.
func (s *Shop) Close() { s.http.CloseIdleConnections() }

// visitor is where requests come from. The address travels as a load balancer in front of the shop would write it.
type visitor struct {
	address string
	agent   string
}

type request struct {
	method, path string
	token        string // of the session, where there is one
	key          string // Idempotency-Key, where there is one
	body         any    // a string is sent as it is, anything else as JSON
}

// call sends one request. An answer is read into reply where that is not nil and the status says success. The status is 0
// where no answer came.
func (s *Shop) call(ctx context.Context, from visitor, what request, reply any) int {
	req, err := http.NewRequestWithContext(ctx, what.method, s.url+what.path, payload(what.body))
	if err != nil {
		return s.tally.count(0)
	}
	req.Header.Set("X-Forwarded-For", from.address)
	req.Header.Set("User-Agent", from.agent)
	if what.token != "" {
		req.Header.Set("Authorization", "Bearer "+what.token)
	}
	if what.key != "" {
		req.Header.Set("Idempotency-Key", what.key)
	}
	answer, err := s.http.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return 0 // the visitor left; that is nobody's failure
		}
		return s.tally.count(0)
	}
	defer answer.Body.Close()
	if reply != nil && answer.StatusCode < http.StatusMultipleChoices {
		if err := json.NewDecoder(answer.Body).Decode(reply); err != nil {
			return s.tally.count(0)
		}
	}
	_, _ = io.Copy(io.Discard, answer.Body) // so that the connection can be used again
	return s.tally.count(answer.StatusCode)
}

func payload(body any) io.Reader {
	if body == nil {
		return nil
	}
	if text, ok := body.(string); ok {
		return bytes.NewReader([]byte(text))
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		panic(err) // only this package's own maps and strings come here
	}
	return bytes.NewReader(encoded)
}

// pause reports whether the visitor is still there at its end.
func pause(ctx context.Context, length time.Duration) bool {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
