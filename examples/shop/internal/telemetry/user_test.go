package telemetry

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

func TestUserIsOnEverySpanAfterLogin(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(userFromBaggage{}), sdktrace.WithSpanProcessor(spans))
	tracer := provider.Tracer("test")

	ctx, server := tracer.Start(t.Context(), "server")
	_, early := tracer.Start(ctx, "before login")
	early.End()
	ctx, err := Identify(ctx, "u-1001, or so")
	require.NoError(t, err)
	_, late := tracer.Start(ctx, "after login")
	late.End()
	server.End()

	users := make(map[string]string)
	for _, span := range spans.Ended() {
		attributes := attribute.NewSet(span.Attributes()...)
		user, _ := attributes.Value("user.id")
		users[span.Name()] = user.AsString()
	}
	assert.Equal(t, map[string]string{"before login": "", "after login": "u-1001, or so", "server": "u-1001, or so"}, users)
}
