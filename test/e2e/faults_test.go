package e2e

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// faulty stands before a receiver and fails as told: fault answers an attempt itself, by its number from 1, or hands it on by
// returning false.
func faulty(t *testing.T, behind *receiver, fault func(attempt int, w http.ResponseWriter) bool) (url string, attempts *atomic.Int64) {
	t.Helper()
	attempts = &atomic.Int64{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !fault(int(attempts.Add(1)), w) {
			behind.Config.Handler.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, attempts
}

// services lists whom the receiver was told of, in order.
func (r *receiver) services(t *testing.T) []string {
	t.Helper()
	var services []string
	for _, a := range r.seen() {
		services = append(services, fmt.Sprint(a.data(t)["service"], " ", a.data(t)["status"]))
	}
	return services
}

// twoDestinations has one that fails, with a path that is a secret, and one that does not.
func twoDestinations(faulty, sound, more string) string {
	return fmt.Sprintf(`    destinations:
      - { name: faulty, endpoint: "%s/hooks/T0PSECRETPATH", signing_secret: "${env:WEBHOOK_SECRET}", timeout: 500ms }
      - { name: sound, endpoint: %q, signing_secret: "${env:WEBHOOK_SECRET}" }
%s`, faulty, sound, more)
}

// However a destination fails, the other is told at once, and the one that failed as soon as it works, of each thing once, its beginning
// before its end; the process ends cleanly and its log has no part of a secret.
func TestFaultyDestination(t *testing.T) {
	for name, test := range map[string]struct {
		fault func(attempt int, w http.ResponseWriter) bool
	}{
		"unavailable":        {fault: answering(3, http.StatusServiceUnavailable, nil)},
		"flapping":           {fault: func(attempt int, w http.ResponseWriter) bool { return attempt%2 == 1 && answer(w, 502, nil) }},
		"throttled":          {fault: answering(2, http.StatusTooManyRequests, nil)},
		"throttled, says so": {fault: answering(1, http.StatusTooManyRequests, http.Header{"Retry-After": {"1"}})},
		"throttled until":    {fault: answering(1, http.StatusTooManyRequests, http.Header{"Retry-After": {time.Now().Add(2 * time.Second).UTC().Format(http.TimeFormat)}})},
		"slow": {fault: func(int, http.ResponseWriter) bool {
			time.Sleep(200 * time.Millisecond)
			return false
		}},
		"hanging": {fault: func(attempt int, _ http.ResponseWriter) bool {
			if attempt <= 2 {
				time.Sleep(2 * time.Second) // four times the timeout
			}
			return attempt <= 2
		}},
		"garbage": {fault: func(attempt int, w http.ResponseWriter) bool {
			return attempt <= 3 && raw(w, "\x00\x01garbage\r\n\r\nmore garbage")
		}},
		"reset midway": {fault: func(attempt int, w http.ResponseWriter) bool {
			return attempt <= 3 && raw(w, "HTTP/1.1 200 OK\r\nContent-Le")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bad, good := newReceiver(t), newReceiver(t)
			url, _ := faulty(t, bad, test.fault)
			c := startDelivery(t, t.TempDir(), twoDestinations(url, good.URL, ""))
			want := []string{"a firing", "a resolved"}
			require.NoError(t, c.tell(t.Context(), surge("a", apierror.StatusFiring, apierror.SeverityHigh, 1)))
			good.wait(t, 1)
			require.NoError(t, c.tell(t.Context(), surge("a", apierror.StatusResolved, apierror.SeverityHigh, 1)))
			good.wait(t, 2)
			bad.wait(t, 2)
			c.stop(t)
			assert.Equal(t, want, good.services(t))
			assert.Equal(t, want, bad.services(t))
			requireSecretFree(t, c)
		})
	}
}

// answering fails the first attempts.
func answering(attempts, status int, header http.Header) func(int, http.ResponseWriter) bool {
	return func(attempt int, w http.ResponseWriter) bool { return attempt <= attempts && answer(w, status, header) }
}

func answer(w http.ResponseWriter, status int, header http.Header) bool {
	for name, values := range header {
		w.Header()[name] = values
	}
	w.WriteHeader(status)
	_, _ = w.Write([]byte("no, not " + secret))
	return true
}

// raw writes bytes instead of an answer, and resets the connection.
func raw(w http.ResponseWriter, bytes string) bool {
	connection, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return false
	}
	_, _ = connection.Write([]byte(bytes))
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = connection.Close()
	return true
}

func requireSecretFree(t *testing.T, c *collector) {
	t.Helper()
	for _, planted := range []string{"T0PSECRETPATH", strings.TrimPrefix(secret, "whsec_")} {
		require.NotContains(t, c.log.String(), planted)
	}
}

// What a destination refuses for good, or cannot be told for too long, is not lost: it is kept, and sent when the configuration of the
// destination has changed. Of that too the receiver sees one id.
func TestDeadLettersAreSentAgain(t *testing.T) {
	for name, test := range map[string]struct {
		fault func(int, http.ResponseWriter) bool
		more  string
	}{
		"rejected": {fault: func(_ int, w http.ResponseWriter) bool { return answer(w, http.StatusForbidden, nil) }},
		"expired": {
			fault: func(_ int, w http.ResponseWriter) bool { return answer(w, http.StatusServiceUnavailable, nil) },
			more:  "    retry_on_failure: { max_elapsed_time: 1s }\n",
		},
		"gone": {fault: func(_ int, w http.ResponseWriter) bool { return answer(w, http.StatusGone, nil) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good, dir := newReceiver(t), t.TempDir()
			broken := newReceiver(t)
			url, attempts := faulty(t, broken, test.fault)
			c := startDelivery(t, dir, twoDestinations(url, good.URL, test.more))
			require.NoError(t, c.tell(t.Context(), surge("a", apierror.StatusFiring, apierror.SeverityHigh, 1)))
			good.wait(t, 1)
			require.Eventually(t, func() bool { return attempts.Load() > 0 }, patience, 10*time.Millisecond)
			time.Sleep(2 * time.Second)
			c.stop(t)
			requireSecretFree(t, c)
			before := attempts.Load()

			mended := newReceiver(t)
			c = startDelivery(t, dir, twoDestinations(mended.URL, good.URL, test.more))
			mended.wait(t, 1)
			c.stop(t)
			assert.Equal(t, []string{"a firing"}, mended.services(t))
			assert.Len(t, good.seen(), 1)
			assert.Equal(t, before, attempts.Load())
			requireSecretFree(t, c)
		})
	}
}

// A destination that is gone is left alone, and the log says so once.
func TestGoneIsLeftAlone(t *testing.T) {
	good := newReceiver(t)
	url, attempts := faulty(t, good, func(_ int, w http.ResponseWriter) bool { return answer(w, http.StatusGone, nil) })
	c := startDelivery(t, t.TempDir(), twoDestinations(url, good.URL, ""))
	for i := range 5 {
		require.NoError(t, c.tell(t.Context(), surge(fmt.Sprint("s", i), apierror.StatusFiring, apierror.SeverityHigh, 1)))
		good.wait(t, i+1)
		// What is under way when the answer comes was not sent in spite of it.
		require.Eventually(t, func() bool { return strings.Contains(c.log.String(), "(410)") }, patience, 10*time.Millisecond)
	}
	c.stop(t)
	assert.EqualValues(t, 1, attempts.Load())
	assert.Equal(t, 1, strings.Count(c.log.String(), "(410)"), c.log.String())
}

// A name that does not resolve, a port where nobody listens: the other destination is told, and the log names the host alone.
func TestUnreachableDestination(t *testing.T) {
	closed := "http://" + freeAddress(t)
	for name, url := range map[string]string{"no such name": "http://nobody.invalid", "nobody listens": closed} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good := newReceiver(t)
			c := startDelivery(t, t.TempDir(), twoDestinations(url, good.URL, ""))
			require.NoError(t, c.tell(t.Context(), surge("a", apierror.StatusFiring, apierror.SeverityHigh, 1)))
			good.wait(t, 1)
			require.Eventually(t, func() bool { return strings.Contains(c.log.String(), "faulty") }, patience, 20*time.Millisecond)
			c.stop(t)
			requireSecretFree(t, c)
		})
	}
}

// A receiver that is down for a while gets everything when it is back, in order within a situation, however many there are.
func TestReceiverDownForAWhile(t *testing.T) {
	good := newReceiver(t)
	var down sync.Mutex
	isDown := true
	url, _ := faulty(t, good, func(_ int, w http.ResponseWriter) bool {
		down.Lock()
		defer down.Unlock()
		return isDown && answer(w, http.StatusBadGateway, nil)
	})
	c := startDelivery(t, t.TempDir(), toHook(url))
	const count = 50
	for _, status := range []apierror.Status{apierror.StatusFiring, apierror.StatusResolved} {
		for i := range count {
			require.NoError(t, c.tell(t.Context(), surge(fmt.Sprint("s", i), status, apierror.SeverityHigh, 1)))
		}
		time.Sleep(500 * time.Millisecond)
	}
	down.Lock()
	isDown = false
	down.Unlock()
	good.wait(t, 2*count)
	c.stop(t)
	seen := map[string]string{}
	for _, line := range good.services(t) {
		service, status, _ := strings.Cut(line, " ")
		seen[service] += status + " "
	}
	assert.Len(t, seen, count)
	for service, told := range seen {
		assert.Equal(t, "firing resolved ", told, service)
	}
}

// Who cannot be reached for longer than a notification lives is told of what still lasts once it can, and then that it is over.
func TestReceiverDownForLongerThanTheQueuesAge(t *testing.T) {
	good := newReceiver(t)
	good.setBroken(true)
	c := startDelivery(t, t.TempDir(), toHook(good.URL)+"    repeat_interval: 3s\n    retry_on_failure: { max_elapsed_time: 1s }\n")
	require.NoError(t, c.tell(t.Context(), surge("a", apierror.StatusFiring, apierror.SeverityHigh, 1)))
	require.Eventually(t, func() bool { return strings.Contains(c.log.String(), "given up") }, patience, 20*time.Millisecond)
	good.setBroken(false)
	good.wait(t, 1)
	require.NoError(t, c.tell(t.Context(), surge("a", apierror.StatusResolved, apierror.SeverityHigh, 2)))
	require.Eventually(t, func() bool { return slices.Contains(good.services(t), "a resolved") }, patience, 20*time.Millisecond)
	c.stop(t)
	told := good.services(t)
	assert.Equal(t, "a firing", told[0])
	assert.Equal(t, "a resolved", told[len(told)-1])
}
