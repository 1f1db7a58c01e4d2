package delivery

import (
	"sync"
	"time"

	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// complainEvery spares the log: a destination that rejects everything would fill it.
const complainEvery = 10 * time.Second

// complaints tell the log of notifications given up.
type complaints struct {
	logger *zap.Logger

	mu     sync.Mutex
	at     time.Time
	silent int // not told of since
}

func (c *complaints) dead(id string, reason outbox.Reason, message, excerpt string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	if !c.at.IsZero() && now.Sub(c.at) < complainEvery {
		c.silent++
		return
	}
	fields := []zap.Field{zap.String("webhook-id", id), zap.String("reason", string(reason)), zap.String("error", message)}
	if excerpt != "" {
		fields = append(fields, zap.String("answer", apierror.Quote(excerpt)))
	}
	if c.silent > 0 {
		fields = append(fields, zap.Int("others_since", c.silent))
	}
	c.logger.Error("a notification was given up", fields...)
	c.at, c.silent = now, 0
}
