package delivery

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
)

// Sender takes batches.
type Sender func(ctx context.Context, batch *Batch) error

// Lines writes OTLP JSON, one request a line.
func Lines(w io.Writer) Sender {
	return func(_ context.Context, batch *Batch) error {
		line, err := ptraceotlp.NewExportRequestFromTraces(batch.Traces()).MarshalJSON()
		if err != nil {
			return err
		}
		_, err = w.Write(append(line, '\n'))
		return err
	}
}

const (
	postTimeout = 30 * time.Second
	// shownBody is how much of a refusal is worth showing.
	shownBody = 300
)

// Post sends OTLP/HTTP to an endpoint such as http://localhost:4318.
func Post(endpoint string) Sender {
	client := &http.Client{Timeout: postTimeout}
	url := strings.TrimSuffix(endpoint, "/") + "/v1/traces"
	return func(ctx context.Context, batch *Batch) error {
		body, err := ptraceotlp.NewExportRequestFromTraces(batch.Traces()).MarshalProto()
		if err != nil {
			return err
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/x-protobuf")
		response, err := client.Do(request)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		text, err := io.ReadAll(io.LimitReader(response.Body, shownBody))
		if err != nil {
			return err
		}
		if response.StatusCode/100 != 2 {
			return fmt.Errorf("%s: %s: %q", url, response.Status, text)
		}
		return nil
	}
}

// Paced makes a sender wait until a batch is due: speed times as fast as the batches happened. A speed of 0 waits for nothing.
func Paced(send Sender, speed float64) Sender {
	if speed <= 0 {
		return send
	}
	var began, first time.Time
	return func(ctx context.Context, batch *Batch) error {
		if began.IsZero() {
			began, first = time.Now(), batch.Arrival
		}
		due := began.Add(time.Duration(float64(batch.Arrival.Sub(first)) / speed))
		timer := time.NewTimer(time.Until(due))
		defer timer.Stop()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
			return send(ctx, batch)
		}
	}
}
