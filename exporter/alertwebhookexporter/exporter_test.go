package alertwebhookexporter

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	reference "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/config/configopaque"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func eventually(t *testing.T, condition func() bool, message string) {
	t.Helper()
	require.Eventually(t, condition, soon, oneTick, message)
}

func TestAnAttackBecomesOneSignedRequest(t *testing.T) {
	r := newReceiver(t, nil)
	cfg := quick(r.URL + "/hooks/api")
	cfg.GroupWait = 200 * time.Millisecond
	cfg.Destinations[0].SigningSecret = configopaque.String(testSecret)
	cfg.Destinations[0].Client.Headers = configopaque.MapList{{Name: "X-Token", Value: plantedHeader}}
	e := start(t, cfg, "")
	for range 3 {
		e.see(attackBy("203.0.113.7"), apierror.Verdict{})
	}
	eventually(t, func() bool { return len(r.got()) == 1 }, "told")
	e.see(attackBy("203.0.113.7"))
	e.end()

	require.Len(t, r.got(), 1, "once")
	request := r.got()[0]
	verifier, err := reference.NewWebhook(testSecret)
	require.NoError(t, err)
	require.NoError(t, verifier.Verify(request.body, request.header))
	assert.Equal(t, "/hooks/api", request.path)
	assert.Equal(t, "application/json", request.header.Get("Content-Type"))
	assert.Equal(t, "otelcol-apierror/1.2.3", request.header.Get("User-Agent"))
	assert.Equal(t, plantedHeader, request.header.Get("X-Token"))
	data := request.data()
	assert.Equal(t, "Brute force by client 203.0.113.7: 3 login attempts since it was noticed", data["summary"])
	assert.Equal(t, "firing", data["status"])
	assert.Equal(t, "shop", data["service"])
	assert.Equal(t, "12 failed logins in 1m0s", data["rationale"])
}

func TestWithoutASecretNothingIsSigned(t *testing.T) {
	r := newReceiver(t, nil)
	e := start(t, quick(r.URL), "")
	e.see(attackBy("203.0.113.7"))
	e.end()
	require.Len(t, r.got(), 1, "told of in the shutdown")
	assert.NotEmpty(t, r.got()[0].header.Get("webhook-id"))
	assert.NotContains(t, r.got()[0].header, "Webhook-Signature")
}

func TestItIsResolvedWhenQuiet(t *testing.T) {
	r := newReceiver(t, nil)
	cfg := quick(r.URL)
	cfg.ResolveAfter = 300 * time.Millisecond
	e := start(t, cfg, "")
	e.see(attackBy("203.0.113.7"))
	eventually(t, func() bool { return len(r.got()) == 2 }, "firing, resolved")
	e.end()
	assert.Equal(t, "resolved", r.got()[1].data()["status"])
	assert.NotEmpty(t, r.got()[1].data()["ended_at"])
	assert.NotEqual(t, r.got()[0].header.Get("webhook-id"), r.got()[1].header.Get("webhook-id"))
}

func TestRetriesKeepTheIDAndTheBody(t *testing.T) {
	r := newReceiver(t, func(w http.ResponseWriter, attempt int) {
		if attempt < 4 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	cfg := quick(r.URL)
	cfg.Destinations[0].SigningSecret = configopaque.String(testSecret)
	e := start(t, cfg, "")
	e.see(attackBy("203.0.113.7"))
	eventually(t, func() bool { return len(r.got()) == 4 }, "three failures and a success")
	e.end()
	verifier, err := reference.NewWebhook(testSecret)
	require.NoError(t, err)
	for _, request := range r.got() {
		assert.Equal(t, r.got()[0].header.Get("webhook-id"), request.header.Get("webhook-id"))
		assert.Equal(t, string(r.got()[0].body), string(request.body))
		require.NoError(t, verifier.Verify(request.body, request.header))
	}
}

func TestRetryAfterIsWaitedFor(t *testing.T) {
	var times []time.Time
	r := newReceiver(t, nil)
	r.become(func(w http.ResponseWriter, attempt int) {
		times = append(times, time.Now())
		if attempt == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	e := start(t, quick(r.URL), "")
	e.see(attackBy("203.0.113.7"))
	eventually(t, func() bool { return len(r.got()) == 2 }, "tried again")
	e.end()
	assert.GreaterOrEqual(t, times[1].Sub(times[0]), time.Second)
}

func TestARetryAfterThatNobodyCanMeanIsNotWaitedFor(t *testing.T) {
	r := newReceiver(t, func(w http.ResponseWriter, attempt int) {
		if attempt < 3 {
			w.Header().Set("Retry-After", "99999999999999999999")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	e := start(t, quick(r.URL), "")
	e.see(attackBy("203.0.113.7"))
	eventually(t, func() bool { return e.counted("notifications_sent", "") == 1 }, "delivered at the third attempt")
	e.end()
	assert.Len(t, r.got(), 3)
}

func TestARejectionIsFinalAndHoldsUpNothing(t *testing.T) {
	r := newReceiver(t, func(w http.ResponseWriter, attempt int) {
		if attempt == 1 {
			w.WriteHeader(http.StatusBadRequest)
		}
	})
	e := start(t, quick(r.URL), "")
	e.see(attackBy("203.0.113.1"))
	eventually(t, func() bool { return len(r.got()) == 1 }, "refused")
	e.see(attackBy("203.0.113.2"))
	eventually(t, func() bool { return len(r.got()) == 2 }, "the next")
	e.end()
	assert.Equal(t, []string{sentenceOf("203.0.113.1"), sentenceOf("203.0.113.2")}, r.summaries())
}

func TestAnOldNotificationIsGivenUp(t *testing.T) {
	r := newReceiver(t, answerWith(http.StatusBadGateway))
	cfg := quick(r.URL)
	cfg.Retry.MaxElapsedTime = 200 * time.Millisecond
	e := start(t, cfg, "")
	e.see(attackBy("203.0.113.1"))
	eventually(t, func() bool { return e.counted("notifications_failed", "expired") == 1 }, "given up")
	r.become(nil)
	e.see(attackBy("203.0.113.2"))
	eventually(t, func() bool { return e.counted("notifications_sent", "") == 1 }, "the next")
	e.end()
}

func TestADeadDestinationDelaysNoOther(t *testing.T) {
	alive := newReceiver(t, nil)
	cfg := quick(hangingServer(t), alive.URL)
	cfg.Queue.Size = 1
	cfg.Destinations[0].Client.Timeout = 300 * time.Millisecond
	e := start(t, cfg, "")
	for i := range 5 {
		e.see(attackBy(fmt.Sprintf("203.0.113.%d", i)))
		eventually(t, func() bool { return len(alive.summaries()) == i+1 }, "told at once")
	}
	e.end()
}

func TestAFullQueueLosesNothing(t *testing.T) {
	r := newReceiver(t, answerWith(http.StatusServiceUnavailable))
	cfg := quick(r.URL)
	cfg.Queue.Size = 2
	e := start(t, cfg, "")
	var want []string
	for i := range 10 {
		actor := fmt.Sprintf("203.0.113.%d", i)
		e.see(attackBy(actor))
		want = append(want, sentenceOf(actor))
	}
	eventually(t, func() bool { return e.logs.FilterMessageSnippet("takes nothing for now").Len() > 0 }, "the queue is full")
	r.become(nil)
	require.Eventually(t, func() bool { return len(r.summaries()) == 10 }, 60*time.Second, oneTick)
	e.end()
	assert.ElementsMatch(t, want, r.summaries())
}

func TestWithoutStorageAShutdownDeliversWhatIsHeldBack(t *testing.T) {
	r := newReceiver(t, nil)
	cfg := quick(r.URL)
	cfg.GroupWait = time.Hour
	e := start(t, cfg, "")
	for i := range 15 {
		e.see(attackBy(fmt.Sprintf("10.0.0.%d", i)))
	}
	e.end()
	assert.Len(t, r.summaries(), 15)
	assert.Equal(t, 1, e.logs.FilterMessageSnippet("no storage is configured").Len())
}

// Whatever goes wrong, nothing that anybody may see has a secret in it: not the log, a metric or a span.
func TestNobodySeesASecret(t *testing.T) {
	for name, url := range map[string]string{
		"nobody listens": "http://127.0.0.1:1", "no such name": "http://nobody.invalid", "it hangs": hangingServer(t),
		"it echoes what it is sent": newReceiver(t, func(w http.ResponseWriter, _ int) {
			w.WriteHeader(http.StatusForbidden)
			_, _ = fmt.Fprint(w, plantedSecrets())
		}).URL,
		"it redirects to a secret": newReceiver(t, func(w http.ResponseWriter, _ int) {
			w.Header().Set("Location", "http://x.example/"+plantedPath)
			w.WriteHeader(http.StatusFound)
		}).URL,
	} {
		t.Run(name, func(t *testing.T) {
			cfg := quick(url)
			plantSecrets(&cfg.Destinations[0], url)
			cfg.Destinations[0].Options = format.Options{} // those of other types
			cfg.Destinations[0].Client.Timeout = 50 * time.Millisecond
			cfg.Retry.MaxElapsedTime = 300 * time.Millisecond
			e := start(t, cfg, "")
			e.see(attackBy("203.0.113.1"))
			eventually(t, func() bool { return e.counted("dead_letters", "") == 1 }, "given up")
			metrics := e.metrics()
			e.end()
			for _, entry := range e.logs.All() {
				requireNoSecret(t, fmt.Sprint(entry.Message, entry.ContextMap()))
			}
			requireNoSecret(t, metrics)
			for _, span := range e.telemetry.SpanRecorder.Ended() {
				requireNoSecret(t, fmt.Sprintf("%+v %+v", span.Attributes(), span.Events()))
			}
		})
	}
}
