package delivery

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sony/gobreaker/v2"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.uber.org/zap"
	"golang.org/x/time/rate"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

// Settings are what a lane is made of.
type Settings struct {
	Destination string
	Queue       QueueConfig
	Retry       RetryConfig
	Lane        LaneConfig
	// Revision stands for the destination's configuration: a destination that said that it is gone is not asked again until it changes,
	// and dead letters are sent again at the start at which it has.
	Revision uint32

	Compose func(*notification.Notification) content.Text // the same for the same
	Format  format.Format
	Limits  format.Limits // what the service publishes

	Client    *http.Client
	UserAgent string
	// WebhookHeaders adds the headers of Standard Webhooks, Sign the value of the one for signatures; nil for none.
	WebhookHeaders bool
	Sign           func(id string, at time.Time, body []byte) string
	// Redact takes secrets out of a text.
	Redact func(string) string

	// Storage is the lane's own, and closed by it; nil for none.
	Storage   storage.Client
	Telemetry Telemetry
	Logger    *zap.Logger
}

// Lane is the way to one destination.
type Lane struct {
	Settings

	limiter *rate.Limiter
	breaker *gobreaker.TwoStepCircuitBreaker[struct{}]
	journal journal
	wake    chan struct{}

	mu        sync.Mutex
	outbox    *outbox.Outbox
	answers   map[string][]format.Answer // of notifications that failed midway, by id
	missed    map[string]struct{}        // groups whose notification was given up unheard
	heldUntil time.Time                  // nothing is sent before
	full      pause

	ailing    atomic.Pointer[string] // the latest failure, fit for the log
	openUntil atomic.Int64           // when an open breaker lets one attempt through, in Unix nanoseconds

	// Only the dispatcher uses these: when it last looked for what is too old, and whether there was something.
	expiredAt time.Time
	expired   bool

	dispatching sync.WaitGroup
	attempts    sync.WaitGroup
	// ending is closed when a shutdown begins; stopping ends when it waits no longer.
	ending   chan struct{}
	end      func()
	stopping context.Context
	stop     context.CancelFunc
	started  bool

	complaints complaints
}

// NewLane makes a lane. It does nothing before Start.
func NewLane(set Settings) *Lane {
	l := &Lane{
		Settings: set,
		outbox: outbox.New(outbox.Rules{
			MaxItems: set.Queue.Size, MaxBytes: set.Queue.MaxBytes, MaxInFlight: set.Lane.MaxInFlight, Retry: set.Retry.rules(),
		}, set.Revision),
		answers: make(map[string][]format.Answer),
		missed:  make(map[string]struct{}),
		wake:    make(chan struct{}, 1),
		ending:  make(chan struct{}),
		stop:    func() {},
	}
	l.Logger = set.Logger.With(zap.String("destination", set.Destination))
	l.complaints.logger = l.Logger
	l.end = sync.OnceFunc(func() { close(l.ending) })
	l.journal = journal{client: set.Storage, logger: l.Logger, telemetry: set.Telemetry}
	if limits := set.Lane.limits(set.Limits); limits.PerSecond > 0 {
		l.limiter = rate.NewLimiter(rate.Limit(limits.PerSecond), max(1, limits.Burst))
	}
	l.breaker = l.newBreaker()
	return l
}

// Start reads what an earlier run left in the storage, and begins to deliver.
func (l *Lane) Start(ctx context.Context) error {
	if l.Storage != nil {
		if err := l.restore(ctx); err != nil {
			return err
		}
	}
	l.stopping, l.stop = context.WithCancel(context.WithoutCancel(ctx))
	l.started = true
	l.dispatching.Go(l.dispatch)
	return nil
}

// Offer queues notifications. It returns how many, from the first on, it took; an error where that is not all: the queue is full. What it
// took is in the storage, if there is one and it can be written to.
func (l *Lane) Offer(ctx context.Context, notifications []*notification.Notification) (int, error) {
	items := make([]outbox.Item, 0, len(notifications))
	for _, n := range notifications {
		item, err := outbox.NewItem(n)
		if err != nil {
			// No second try can do better.
			l.Telemetry.Failed(ctx, outbox.ReasonInvalid, 1)
			l.complaints.dead(n.ID, outbox.ReasonInvalid, err.Error(), "")
			item = outbox.Item{}
		}
		items = append(items, item)
	}
	taken, err := l.add(ctx, items)
	l.mu.Lock()
	l.full.after(taken, err, time.Now())
	l.mu.Unlock()
	l.rouse()
	return taken, err
}

func (l *Lane) add(ctx context.Context, items []outbox.Item) (int, error) {
	l.journal.mu.Lock()
	defer l.journal.mu.Unlock()
	l.mu.Lock()
	addition, err := l.outbox.Prepare(items, time.Now())
	changes := l.outbox.TakeChanges()
	l.mu.Unlock()
	failed := l.journal.write(ctx, changes, addition.Changes())
	l.mu.Lock()
	defer l.mu.Unlock()
	if failed != nil {
		// Nobody is to wait for room on a disk. What it tells of was saved before it was acknowledged: after a crash it is told again, with
		// the same id.
		l.outbox.PutBack(addition.Changes())
		l.outbox.PutBack(changes)
	}
	addition.Commit()
	return addition.Taken(), err
}

// Paused reports whether the lane was full a moment ago: asking again would only fill the log.
func (l *Lane) Paused(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return now.Before(l.full.until)
}

// DeadLetters lists what was given up, the oldest first.
func (l *Lane) DeadLetters() []outbox.DeadLetter {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.outbox.DeadLetters()
}

// Stats are the gauges.
func (l *Lane) Stats() Stats {
	state := l.breakerState()
	l.mu.Lock()
	defer l.mu.Unlock()
	stats := l.outbox.Stats()
	told := Stats{
		Queued: stats.Items, InFlight: stats.InFlight, DeadLetters: stats.Dead, Breaker: state, Disabled: stats.Disabled,
	}
	if !stats.Oldest.IsZero() {
		told.Age = max(0, time.Since(stats.Oldest))
	}
	return told
}

// rouse makes the dispatcher look again.
func (l *Lane) rouse() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// ShutdownGrace is how long a shutdown waits for attempts that are under way and, where nothing is stored, for what is still queued.
const ShutdownGrace = 10 * time.Second

// Shutdown ends the lane. With a storage, what is not under way stays there; without, it is tried for the grace, and then counted as lost.
func (l *Lane) Shutdown(ctx context.Context) error {
	var err error
	if l.started {
		grace := time.AfterFunc(ShutdownGrace, l.stop)
		defer grace.Stop()
		defer context.AfterFunc(ctx, l.stop)()
		l.end()
		l.dispatching.Wait()
		l.attempts.Wait()
		l.stop()
		if l.Storage == nil {
			if lost := l.Stats().Queued; lost > 0 {
				l.Telemetry.Failed(context.WithoutCancel(ctx), outbox.ReasonShutdown, lost) // a context that ended counts nothing
				l.Logger.Warn("notifications are lost: they were not delivered before the shutdown, and no storage is configured",
					zap.Int("count", lost))
			}
		} else {
			err = l.flush(context.WithoutCancel(ctx))
		}
		l.Client.CloseIdleConnections()
	}
	if l.Storage != nil {
		err = errors.Join(err, l.Storage.Close(ctx))
	}
	return err
}

// random is of [0, 1).
func random() float64 { return rand.Float64() }
