package telemetry

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/baggage"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

// Identify puts the authenticated user on the current span and into the baggage, so that the services behind this one know
// on whose behalf they work.
func Identify(ctx context.Context, userID string) (context.Context, error) {
	user := semconv.UserID(userID)
	trace.SpanFromContext(ctx).SetAttributes(user)
	member, err := baggage.NewMemberRaw(string(user.Key), userID)
	if err != nil {
		return ctx, fmt.Errorf("user into baggage: %w", err)
	}
	carried, err := baggage.FromContext(ctx).SetMember(member)
	if err != nil {
		return ctx, fmt.Errorf("user into baggage: %w", err)
	}
	return baggage.ContextWithBaggage(ctx, carried), nil
}

// userFromBaggage copies the user whom the caller authenticated onto every span that is started for them.
type userFromBaggage struct{}

func (userFromBaggage) OnStart(ctx context.Context, span sdktrace.ReadWriteSpan) {
	if user := baggage.FromContext(ctx).Member(string(semconv.UserIDKey)).Value(); user != "" {
		span.SetAttributes(semconv.UserID(user))
	}
}

func (userFromBaggage) OnEnd(sdktrace.ReadOnlySpan)      {}
func (userFromBaggage) Shutdown(context.Context) error   { return nil }
func (userFromBaggage) ForceFlush(context.Context) error { return nil }
