package apierrorconnector

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/history"
)

const (
	// historyPatience is for everything: what the connector sees meanwhile must not be too old to be put on top.
	historyPatience = 10 * time.Minute
	// mostFailures in a row end it; with pauses from a second on, a server that starts beside the connector has half a minute.
	mostFailures = 6
)

// inquiry asks a server slice by slice.
type inquiry struct {
	*historian
	cfg         *PrometheusHistoryConfig
	taker       *countingTaker
	withLatency bool

	answered, nameless, leftOut int
	warning                     string
}

func (h *historian) runPrometheus(ctx context.Context, until time.Time, taker *countingTaker) {
	cfg := h.cfg.Prometheus.Get()
	own := history.DefaultQueries()
	q := &inquiry{historian: h, cfg: cfg, taker: taker}
	// The default's is not of the metrics that other queries are of.
	q.withLatency = cfg.Queries.Latency != "" && (cfg.Queries.Latency != own.Latency || cfg.Queries.Calls == own.Calls)
	patient, cancel := context.WithTimeout(ctx, historyPatience)
	defer cancel()
	reached, err := q.ask(patient, history.NewSlices(until.Add(-cfg.Lookback).UnixNano(), until.UnixNano()))
	if ctx.Err() != nil {
		return // the shutdown
	}
	if err != nil && patient.Err() != nil {
		err = fmt.Errorf("it takes longer than %s: %w", historyPatience, err)
	}
	q.report(reached, err)
}

// ask goes from the oldest slice to the newest, and says how far it came.
func (q *inquiry) ask(ctx context.Context, slices *history.Slices) (reached int64, err error) {
	failures, pause := 0, q.firstPause
	for slice, more := slices.Next(); more; slice, more = slices.Next() {
		ledger, err := q.slice(ctx, slice)
		if err == nil {
			ledger.Hand(q.taker)
			q.leftOut += ledger.LeftOut
			reached, failures, pause = slice.To, 0, q.firstPause
			slices.Done()
			continue
		}
		failures++
		if failures == mostFailures || ctx.Err() != nil {
			return reached, err
		}
		switch {
		case isTooMuch(err) && slices.Halve():
		case isTemporary(err):
			if !wait(ctx, pause) {
				return reached, err
			}
			pause *= 2
		default:
			return reached, err
		}
	}
	return reached, nil
}

func wait(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// slice is all or nothing: calls without their failures would pass for good ones.
func (q *inquiry) slice(ctx context.Context, slice history.Slice) (*history.Ledger, error) {
	ledger := history.NewLedger()
	calls, err := q.query(ctx, "calls", q.cfg.Queries.Calls, slice, ledger.ReadCalls)
	if err != nil {
		return nil, err
	}
	if calls.Series > 0 {
		if _, err = q.query(ctx, "failures", q.cfg.Queries.Failures, slice, ledger.ReadFailures); err != nil {
			return nil, err
		}
	}
	if calls.Series > 0 && q.withLatency {
		if _, err = q.query(ctx, "latency", q.cfg.Queries.Latency, slice, ledger.ReadLatency); err != nil {
			if isTemporary(err) || ctx.Err() != nil {
				return nil, err
			}
			q.withLatency = false
			q.set.Logger.Warn("history goes without latencies: the server does not answer the query for them", zap.Error(err))
		}
	}
	q.answered += calls.Series
	q.nameless += calls.Nameless
	return ledger, nil
}

// query asks for a value a minute.
func (q *inquiry) query(ctx context.Context, name, promQL string, slice history.Slice,
	read func(io.Reader, history.Slice) (history.Answer, error),
) (history.Answer, error) {
	answer, err := q.get(ctx, promQL, slice, read)
	if answer.Warning != "" && q.warning == "" {
		q.warning = answer.Warning
	}
	if err != nil {
		err = fmt.Errorf("queries::%s: %w", name, err)
	}
	return answer, err
}

func (q *inquiry) get(ctx context.Context, promQL string, slice history.Slice,
	read func(io.Reader, history.Slice) (history.Answer, error),
) (history.Answer, error) {
	target, err := url.Parse(q.cfg.Client.Endpoint)
	if err != nil {
		return history.Answer{}, err
	}
	values := target.Query() // such as Thanos' partial_response
	values.Set("query", promQL)
	values.Set("start", strconv.FormatInt(slice.From/int64(time.Second), 10))
	values.Set("end", strconv.FormatInt(slice.To/int64(time.Second), 10))
	values.Set("step", "60")
	target = target.JoinPath("api", "v1", "query_range")
	target.RawQuery = values.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), http.NoBody)
	if err != nil {
		return history.Answer{}, err
	}
	request.Close = true // there are few of them, once
	response, err := q.client.Do(request)
	if err != nil {
		// The error of the client repeats the URL.
		if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		return history.Answer{}, &unanswered{err}
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := read(response.Body, slice)
	if response.StatusCode != http.StatusOK {
		return answer, &badStatus{code: response.StatusCode, err: err}
	}
	return answer, err
}

// unanswered is of a server that was not reached, or did not answer.
type unanswered struct{ error }

func (e *unanswered) Unwrap() error { return e.error }

// badStatus is of a server that answered something else.
type badStatus struct {
	code int
	err  error // of what it said beside
}

func (e *badStatus) Error() string {
	said := "the server answers " + strconv.Itoa(e.code) + " " + http.StatusText(e.code)
	if refusal := (*history.Refusal)(nil); errors.As(e.err, &refusal) {
		said += ": " + refusal.Error()
	}
	return said
}

func (e *badStatus) Unwrap() error { return e.err }

// isTooMuch reports whether to ask for less at once.
func isTooMuch(err error) bool {
	var refusal *history.Refusal
	var status *badStatus
	var timeout net.Error
	switch {
	case errors.Is(err, history.ErrTooMuch):
		return true
	case errors.As(err, &refusal) && (refusal.Type == "timeout" || refusal.Type == "execution"):
		return true
	case errors.As(err, &status):
		return status.code == http.StatusRequestEntityTooLarge || status.code == http.StatusUnprocessableEntity || status.code == http.StatusGatewayTimeout
	default:
		return errors.As(err, &timeout) && timeout.Timeout()
	}
}

// isTemporary reports whether to ask the same again later.
func isTemporary(err error) bool {
	var missing *unanswered
	var status *badStatus
	if errors.As(err, &status) {
		return status.code == http.StatusTooManyRequests || status.code == http.StatusBadGateway || status.code == http.StatusServiceUnavailable
	}
	return errors.As(err, &missing)
}

func (q *inquiry) report(reached int64, err error) {
	log := q.set.Logger
	fields := q.taker.fields(zap.Int("left out", q.leftOut))
	if q.warning != "" {
		fields = append(fields, zap.String("the server warns", q.warning))
	}
	switch {
	case err != nil && q.taker.minutes == 0:
		log.Warn("no history: the server does not answer as it should, so the connector begins cold", append(fields, zap.Error(err))...)
	case err != nil:
		log.Warn("history ends early: what is newer is missing",
			append(fields, zap.Time("taken until", time.Unix(0, reached).UTC()), zap.Error(err))...)
	case q.taker.minutes > 0:
		log.Info("history is taken from the server", fields...)
	case q.nameless > 0:
		log.Warn("no history: no series has the label service_name; see history::prometheus::queries", fields...)
	default:
		log.Warn("no history: the server knows none of the metrics that history::prometheus::queries ask for, so the connector begins cold", fields...)
	}
}
