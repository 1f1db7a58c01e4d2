package delivery

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

func TestWhatIsOfferedIsDelivered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(status(200))
		l := laneTo(t, d, func(set *Settings) {
			set.WebhookHeaders = true
			set.Sign = func(id string, _ time.Time, body []byte) string { return "v1," + id + string(body) }
		})
		l.tell("a")
		synctest.Wait()
		require.Equal(t, []string{"a"}, d.bodies())
		header := d.got[0].Header
		assert.Equal(t, "a", header.Get("webhook-id"))
		assert.NotEmpty(t, header.Get("webhook-timestamp"))
		assert.Equal(t, "v1,aa", header.Get("webhook-signature"))
		assert.Equal(t, "test", header.Get("User-Agent"))
		assert.Equal(t, "text/plain", header.Get("Content-Type"))
		assert.Equal(t, 1, l.tally.of("sent"))
		assert.Equal(t, time.Minute, l.tally.latency)
		l.end()
	})
}

func TestAServiceGetsNoHeadersOfStandardWebhooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(status(200))
		l := laneTo(t, d, nil)
		l.tell("a")
		synctest.Wait()
		for name := range d.got[0].Header {
			assert.NotContains(t, name, "Webhook")
		}
		l.end()
	})
}

func TestAFailureIsTriedAgainAndTheGroupWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(func(r *received) (*http.Response, error) {
			if r.body == "g/1" && r.attempt <= 3 {
				return status(503)(r)
			}
			return status(200)(r)
		})
		l := laneTo(t, d, nil)
		l.tell("g/1", "g/2", "h")
		pass(time.Minute)
		assert.Equal(t, []string{"g/1", "g/1", "g/2"}, slices.DeleteFunc(d.bodies(), func(body string) bool { return body == "h" })[1:])
		assert.Equal(t, 3, l.tally.of("sent"))
		assert.Equal(t, 2, l.tally.of("retried unavailable"))
		l.end()
	})
}

func TestARejectedNotificationIsADeadLetterWithoutSecrets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(status(400))
		kept := newDisk()
		l := laneTo(t, d, on(kept))
		l.tell("a", "b")
		synctest.Wait()
		dead := l.DeadLetters()
		require.Len(t, dead, 2)
		assert.Equal(t, outbox.Failure{
			Reason: outbox.ReasonRejected, Message: "the destination answered 400 Bad Request", Status: 400, Excerpt: "because of [REDACTED]",
		}, dead[0].Last)
		assert.Equal(t, 2, l.tally.of("failed rejected"))
		assert.Equal(t, 1, l.logs.FilterMessage("a notification was given up").Len(), "the log is spared")
		l.end()

		d.become(status(200))
		l = laneTo(t, d, on(kept))
		pass(time.Hour)
		assert.ElementsMatch(t, []string{"a", "b"}, d.bodies(), "nothing was changed")
		l.end()
		l = laneTo(t, d, func(set *Settings) { set.Storage, set.Revision = kept, 2 })
		synctest.Wait()
		assert.ElementsMatch(t, []string{"a", "a", "b", "b"}, d.bodies(), "the configuration was")
		assert.Empty(t, l.DeadLetters())
		l.end()
	})
}

func TestRetryAfterHoldsTheWholeDestination(t *testing.T) {
	for name, answer := range map[string]func(*received) (*http.Response, error){
		"429": status(429, "Retry-After", "30"), "503": status(503, "Retry-After", "30"),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDestination(answer)
				l := laneTo(t, d, nil)
				l.tell("a")
				synctest.Wait()
				d.become(status(200))
				l.tell("b")
				pass(29 * time.Second)
				assert.Equal(t, []string{"a"}, d.bodies())
				pass(2 * time.Second)
				assert.ElementsMatch(t, []string{"a", "a", "b"}, d.bodies())
				l.end()
			})
		})
	}
}

func TestADestinationThatIsGoneIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, kept := newDestination(status(410)), newDisk()
		l := laneTo(t, d, on(kept))
		l.tell("a")
		synctest.Wait()
		l.tell("b")
		pass(24 * time.Hour)
		assert.Equal(t, []string{"a"}, d.bodies())
		assert.Equal(t, 1, l.logs.FilterMessageSnippet("it is gone").Len())
		assert.True(t, l.Stats().Disabled)
		assert.Equal(t, 2, l.Stats().Queued)
		l.end()

		d.become(status(200))
		l = laneTo(t, d, on(kept))
		pass(time.Hour)
		assert.Len(t, d.bodies(), 1)
		l.end()
		l = laneTo(t, d, func(set *Settings) { set.Storage, set.Revision = kept, 2 })
		synctest.Wait()
		assert.ElementsMatch(t, []string{"a", "a", "b"}, d.bodies())
		l.end()
	})
}

func TestTheBreakerSparesADestinationThatIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(unreachable)
		l := laneTo(t, d, nil)
		for _, group := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"} {
			l.tell(group)
		}
		pass(time.Second / 2)
		tried := len(d.bodies())
		assert.LessOrEqual(t, tried, openAfter+l.Lane.Lane.MaxInFlight)
		assert.Equal(t, BreakerOpen, l.Stats().Breaker)
		pass(9 * time.Second)
		assert.Len(t, d.bodies(), tried)
		pass(time.Second)
		assert.Len(t, d.bodies(), tried+1, "one attempt after the time")
		d.become(status(200))
		pass(2 * time.Minute)
		assert.Equal(t, 10, l.tally.of("sent"))
		assert.Equal(t, BreakerClosed, l.Stats().Breaker)
		told := l.logs.FilterMessageSnippet("does not work").All()
		require.Len(t, told, 1)
		assert.NotEmpty(t, told[0].ContextMap()["error"], "and why")
		assert.Equal(t, 1, l.logs.FilterMessageSnippet("works again").Len())
		l.end()
	})
}

func TestADestinationThatRefusesIsNotDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := laneTo(t, newDestination(status(400)), nil)
		for i := range 20 {
			l.tell(string(rune('a' + i)))
		}
		synctest.Wait()
		assert.Equal(t, BreakerClosed, l.Stats().Breaker)
		assert.Equal(t, 20, l.tally.of("failed rejected"))
		l.end()
	})
}

func TestDownForLongerThanTheAge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, kept := newDestination(unreachable), newDisk()
		l := laneTo(t, d, func(set *Settings) { set.Storage, set.Retry.MaxElapsedTime = kept, 10*time.Minute })
		for i := range 40 {
			l.tell(string(rune('A' + i)))
		}
		pass(15 * time.Minute)
		assert.Equal(t, 40, l.tally.of("failed expired"))
		assert.Zero(t, l.Stats().Queued)
		assert.Equal(t, 40, l.Stats().DeadLetters)
		assert.Len(t, l.TakeMissed(), 40)
		assert.Empty(t, l.TakeMissed())
		d.become(status(200))
		l.tell("new")
		pass(time.Minute)
		assert.Equal(t, 1, l.tally.of("sent"))
		l.end()
		l = laneTo(t, d, func(set *Settings) { set.Storage, set.Lane.ResendDeadLetters = kept, true })
		synctest.Wait()
		assert.Equal(t, 40, l.tally.of("sent"))
		l.end()
	})
}

func TestTheRateLimitHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(status(200))
		l := laneTo(t, d, func(set *Settings) {
			set.Format = plain{steps: 2}
			set.Limits = format.Limits{PerSecond: 1000}
			set.Lane.RateLimit = &RateLimitConfig{PerSecond: 2, Burst: 1}
		})
		for i := range 10 {
			l.tell(string(rune('a' + i)))
		}
		pass(time.Minute)
		require.Len(t, d.at, 20)
		assert.InDelta(t, 9.5, d.at[19].Seconds(), 0.2)
		for i := 1; i < len(d.at); i++ {
			assert.GreaterOrEqual(t, d.at[i]-d.at[i-1], 490*time.Millisecond)
		}
		l.end()
	})
}

func TestNoMoreThanAllowedAreUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(func(r *received) (*http.Response, error) {
			time.Sleep(time.Second)
			return status(200)(r)
		})
		l := laneTo(t, d, nil)
		for i := range 20 {
			l.tell(string(rune('a' + i)))
		}
		pass(6 * time.Second)
		assert.Equal(t, 4, d.most)
		assert.Equal(t, 20, l.tally.of("sent"))
		l.end()
	})
}

func TestARetryGoesOnAtTheStepThatFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(func(r *received) (*http.Response, error) {
			if r.attempt == 2 {
				return status(500)(r)
			}
			return status(200)(r)
		})
		l := laneTo(t, d, func(set *Settings) { set.Format = plain{steps: 3} })
		l.tell("a")
		pass(time.Minute)
		assert.Equal(t, []string{"a/1", "a/2", "a/2", "a/3"}, d.bodies())
		assert.Empty(t, l.answers)
		l.end()
	})
}

// What left the queue before its next attempt takes no place from what is still there.
func TestRetriesGoOnWhereTheyFailedHoweverManyWereOvertaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(func(r *received) (*http.Response, error) {
			if strings.HasSuffix(r.body, "r/2") {
				return status(408)(r)
			}
			return status(200)(r)
		})
		l := laneTo(t, d, func(set *Settings) { set.Format = plain{steps: 2}; set.Lane.MaxInFlight = maxMidway })
		for i := range maxMidway {
			repeated := told(fmt.Sprintf("g%d/r", i))
			repeated[0].Cause = notification.CauseRepeated
			_, err := l.Offer(t.Context(), repeated)
			require.NoError(t, err)
		}
		pass(100 * time.Millisecond)
		for i := range maxMidway {
			l.tell(fmt.Sprintf("g%d/w", i))
		}
		pass(time.Hour)
		assert.Equal(t, maxMidway, l.tally.of("failed superseded"))
		before := len(d.bodies())
		d.become(func(r *received) (*http.Response, error) {
			if r.body == "z/2" && len(d.bodies()) == before+2 {
				return status(503)(r)
			}
			return status(200)(r)
		})
		l.tell("z")
		pass(time.Minute)
		assert.Equal(t, []string{"z/1", "z/2", "z/2"}, d.bodies()[before:])
		l.end()
	})
}

func TestWhatTheFormatCannotWriteIsADeadLetter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(status(200))
		l := laneTo(t, d, nil)
		n := told("a")
		n[0].Group.Labels = []notification.Label{{Name: "x"}}
		_, err := l.Offer(t.Context(), n)
		require.NoError(t, err)
		synctest.Wait()
		assert.Equal(t, 1, l.tally.of("failed invalid"))
		assert.Empty(t, d.bodies())
		l.end()
	})
}
