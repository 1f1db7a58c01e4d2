package delivery

import (
	"errors"
	"time"

	"github.com/sony/gobreaker/v2"
	"go.uber.org/zap"
)

const (
	// openAfter is how many attempts in a row must fail for the breaker to open.
	openAfter = 5
	// longestOpen is how long nothing is tried then, before one attempt may show that the destination works again; or as long as the
	// longest wait between attempts, if that is shorter.
	longestOpen = 10 * time.Second
)

// What an attempt tells the breaker.
var (
	errUnhealthy = errors.New("the destination does not work")
	errNothing   = errors.New("the attempt tells nothing of the destination")
)

func (l *Lane) newBreaker() *gobreaker.TwoStepCircuitBreaker[struct{}] {
	openFor := longestOpen
	if l.Retry.Enabled {
		openFor = min(longestOpen, l.Retry.MaxInterval)
	}
	return gobreaker.NewTwoStepCircuitBreaker[struct{}](gobreaker.Settings{
		Timeout:     openFor,
		ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.ConsecutiveFailures >= openAfter },
		IsExcluded:  func(err error) bool { return errors.Is(err, errNothing) },
		OnStateChange: func(_ string, from, to gobreaker.State) {
			if to == gobreaker.StateOpen {
				l.openUntil.Store(time.Now().Add(openFor).UnixNano())
			}
			switch {
			case to == gobreaker.StateClosed:
				l.Logger.Info("the destination works again")
			case to == gobreaker.StateOpen && from == gobreaker.StateClosed:
				l.Logger.Warn("the destination does not work: it is tried every "+openFor.String()+" only",
					zap.Int("failures", openAfter), zap.String("error", *l.ailing.Load()))
			}
		},
	})
}

func (l *Lane) breakerState() BreakerState {
	switch l.breaker.State() {
	case gobreaker.StateOpen:
		return BreakerOpen
	case gobreaker.StateHalfOpen:
		return BreakerHalfOpen
	default:
		return BreakerClosed
	}
}
