package delivery

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

const planted = "T0KEN-planted"

var zapEncoder = zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig())

// destination answers requests as a test says, and remembers them. Its clock is the test's.
type destination struct {
	mu     sync.Mutex
	answer func(r *received) (*http.Response, error)
	got    []*received
	at     []time.Duration // since it was made
	began  time.Time
	busy   int
	most   int // requests at a time
}

type received struct {
	*http.Request

	body    string
	attempt int // which request of all it is, from 1
}

func newDestination(answer func(r *received) (*http.Response, error)) *destination {
	return &destination{answer: answer, began: time.Now()}
}

func (d *destination) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	d.busy++
	d.most = max(d.most, d.busy)
	got := &received{Request: r, body: string(body), attempt: len(d.got) + 1}
	d.got = append(d.got, got)
	d.at = append(d.at, time.Since(d.began))
	answer := d.answer
	d.mu.Unlock()
	response, err := answer(got)
	d.mu.Lock()
	d.busy--
	d.mu.Unlock()
	return response, err
}

func (d *destination) become(answer func(r *received) (*http.Response, error)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answer = answer
}

// bodies are what it was sent, in order.
func (d *destination) bodies() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := make([]string, 0, len(d.got))
	for _, r := range d.got {
		all = append(all, r.body)
	}
	return all
}

func status(code int, headers ...string) func(*received) (*http.Response, error) {
	return func(*received) (*http.Response, error) {
		response := &http.Response{StatusCode: code, Header: make(http.Header), Body: io.NopCloser(strings.NewReader("because of " + planted))}
		for i := 0; i+1 < len(headers); i += 2 {
			response.Header.Set(headers[i], headers[i+1])
		}
		return response, nil
	}
}

func unreachable(*received) (*http.Response, error) { return nil, io.EOF }

// plain is a format of as many requests as it has steps; a body is the notification's id and the step.
type plain struct{ steps int }

func (p plain) Next(m *format.Message, answers []format.Answer) (*format.Request, error) {
	if m.Group.Labels != nil {
		return nil, errors.New("unusable")
	}
	steps := max(1, p.steps)
	if len(answers) >= steps {
		return nil, nil
	}
	body := m.ID
	if steps > 1 {
		body += "/" + string(rune('1'+len(answers)))
	}
	return &format.Request{
		Method: http.MethodPost, URL: "https://ops.example/" + planted, Body: []byte(body), Header: []format.Header{{Name: "Content-Type", Value: "text/plain"}},
	}, nil
}

func (plain) Judge(*format.Request, *format.Answer) format.Judgement { return format.Judgement{} }

func (plain) Receipt(m *format.Message, _ []format.Answer) string { return "kept of " + m.Group.ID }

// disk is a storage that can be full.
type disk struct {
	storage.Client

	mu   sync.Mutex
	held map[string][]byte
	full bool
}

func newDisk() *disk { return &disk{Client: storage.NewNopClient(), held: make(map[string][]byte)} }

func (d *disk) Batch(_ context.Context, operations ...*storage.Operation) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, operation := range operations {
		switch {
		case operation.Type == storage.Get:
			operation.Value = d.held[operation.Key]
		case d.full:
			return storage.ErrStorageFull
		case operation.Type == storage.Set:
			d.held[operation.Key] = operation.Value
		default:
			delete(d.held, operation.Key)
		}
	}
	return nil
}

// crashed is what is on the disk now.
func (d *disk) crashed() *disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	return &disk{Client: d.Client, held: maps.Clone(d.held)}
}

func (d *disk) become(full bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.full = full
}

// tally counts what telemetry is told.
type tally struct {
	mu      sync.Mutex
	counted map[string]int
	latency time.Duration
}

func (c *tally) add(name string, count int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counted[name] += count
}

func (c *tally) of(name string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.counted[name]
}

func (c *tally) Sent(context.Context)                       { c.add("sent", 1) }
func (c *tally) Retried(_ context.Context, r outbox.Reason) { c.add("retried "+string(r), 1) }
func (c *tally) Failed(_ context.Context, r outbox.Reason, count int) {
	c.add("failed "+string(r), count)
}
func (c *tally) DeadLettersEvicted(_ context.Context, count int) { c.add("dead evicted", count) }
func (c *tally) ReceiptsEvicted(_ context.Context, count int)    { c.add("receipts evicted", count) }
func (c *tally) JournalFailed(context.Context)                   { c.add("journal failed", 1) }

func (c *tally) Latency(_ context.Context, latency time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latency = latency
}

// running is a lane that runs in a test.
type running struct {
	*Lane

	t     *testing.T
	tally *tally
	logs  *observer.ObservedLogs
}

func laneTo(t *testing.T, d *destination, change func(*Settings)) *running {
	t.Helper()
	core, logs := observer.New(zap.DebugLevel)
	counted := &tally{counted: make(map[string]int)}
	set := Settings{
		Destination: "ops", Queue: DefaultQueue(), Retry: DefaultRetry(), Lane: DefaultLane(), Revision: 1,
		Compose: func(*notification.Notification) content.Text { return content.Text{Title: "title"} },
		Format:  plain{}, Client: &http.Client{Transport: d}, UserAgent: "test",
		Redact:    func(s string) string { return strings.ReplaceAll(s, planted, "[REDACTED]") },
		Telemetry: counted, Logger: zap.New(core),
	}
	set.Retry.RandomizationFactor = 0
	if change != nil {
		change(&set)
	}
	r := &running{Lane: NewLane(set), t: t, tally: counted, logs: logs}
	require.NoError(t, r.Start(t.Context()))
	return r
}

func on(d *disk) func(*Settings) { return func(set *Settings) { set.Storage = d } }

// tell queues notifications of a group each, or of the group before a slash.
func (r *running) tell(names ...string) {
	r.t.Helper()
	taken, err := r.Offer(r.t.Context(), told(names...))
	require.NoError(r.t, err)
	require.Equal(r.t, len(names), taken)
}

func told(names ...string) []*notification.Notification {
	all := make([]*notification.Notification, 0, len(names))
	for _, name := range names {
		n := notificationtest.Firing()
		n.ID = name
		n.Group.ID, _, _ = strings.Cut(name, "/")
		n.Alerts[0].Finding.StartedAt = time.Now().Add(-time.Minute)
		all = append(all, n)
	}
	return all
}

// pass lets time pass, on the test's own clock, and what then is due happen.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (r *running) end() {
	r.t.Helper()
	require.NoError(r.t, r.Shutdown(context.Background()))
	for _, entry := range r.logs.All() {
		text, err := zapText(entry)
		require.NoError(r.t, err)
		require.NotContains(r.t, text, planted)
	}
}

func zapText(entry observer.LoggedEntry) (string, error) {
	encoded, err := zapEncoder.EncodeEntry(entry.Entry, entry.Context)
	if err != nil {
		return "", err
	}
	return encoded.String(), nil
}
