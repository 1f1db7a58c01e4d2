package delivery

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

func TestAFullQueueIsLeftAloneForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(status(503))
		l := laneTo(t, d, func(set *Settings) { set.Queue.Size = 2 })
		taken, err := l.Offer(t.Context(), told("a", "b", "c"))
		require.ErrorIs(t, err, outbox.ErrFull)
		assert.Equal(t, 2, taken)
		assert.True(t, l.Paused(time.Now()))
		assert.False(t, l.Paused(time.Now().Add(shortestPause)))
		_, err = l.Offer(t.Context(), told("c"))
		require.ErrorIs(t, err, outbox.ErrFull)
		assert.True(t, l.Paused(time.Now().Add(shortestPause)))
		for range 10 {
			_, _ = l.Offer(t.Context(), told("c"))
		}
		assert.True(t, l.Paused(time.Now().Add(longestPause-time.Second)))
		d.become(status(200))
		pass(longestPause / 3)
		assert.False(t, l.Paused(time.Now()), "there is room again")
		l.tell("c")
		l.end()
	})
}

// Nobody is to wait for room on a disk: what is due goes on in memory.
func TestAFullDiskHoldsNothingBackAndLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, kept := newDestination(unreachable), newDisk()
		l := laneTo(t, d, on(kept))
		l.tell("a")
		pass(time.Second / 2)
		kept.become(true)
		taken, err := l.Offer(t.Context(), told("b", "c"))
		require.NoError(t, err)
		assert.Equal(t, 2, taken)
		d.become(status(200))
		pass(time.Minute)
		assert.Equal(t, 3, l.tally.of("sent"))
		assert.Equal(t, 1, l.logs.FilterMessageSnippet("cannot be written").Len())
		kept.become(false)
		l.tell("d")
		synctest.Wait()
		assert.Equal(t, 1, l.logs.FilterMessageSnippet("written to the storage again").Len())
		l.end()
		for key := range kept.held {
			assert.True(t, key == "meta" || strings.HasPrefix(key, "receipt/"), "%s is left behind", key)
		}
	})
}

func TestACrashWhileSendingSendsAgainWithTheSameID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hanging := func(r *received) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
		d, kept := newDestination(hanging), newDisk()
		l := laneTo(t, d, func(set *Settings) { set.Storage, set.WebhookHeaders = kept, true })
		l.tell("g/1", "g/2")
		synctest.Wait()
		left := kept.crashed()
		again := newDestination(status(200))
		survivor := laneTo(t, again, func(set *Settings) { set.Storage, set.WebhookHeaders = left, true })
		synctest.Wait()
		assert.Equal(t, []string{"g/1", "g/2"}, again.bodies())
		assert.Equal(t, d.got[0].Header.Get("webhook-id"), again.got[0].Header.Get("webhook-id"))
		survivor.end()
		l.end()
	})
}

func TestAShutdownWithAStorageLeavesTheRestThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := func(r *received) (*http.Response, error) {
			time.Sleep(5 * time.Second)
			return status(200)(r)
		}
		d, kept := newDestination(slow), newDisk()
		l := laneTo(t, d, on(kept))
		for i := range 10 {
			l.tell(string(rune('a' + i)))
		}
		synctest.Wait()
		stopped := time.Now()
		l.end()
		assert.Equal(t, 5*time.Second, time.Since(stopped), "it waits for those under way")
		assert.Equal(t, 4, l.tally.of("sent"))
		d.become(status(200))
		l = laneTo(t, d, on(kept))
		synctest.Wait()
		assert.Equal(t, 6, l.tally.of("sent"))
		assert.Len(t, d.bodies(), 10)
		l.end()
	})
}

func TestAShutdownWaitsForNobodyLongerThanItsGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hanging := func(r *received) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
		kept := newDisk()
		l := laneTo(t, newDestination(hanging), on(kept))
		l.tell("a")
		synctest.Wait()
		stopped := time.Now()
		l.end()
		assert.Equal(t, ShutdownGrace, time.Since(stopped))
		d := newDestination(status(200))
		l = laneTo(t, d, on(kept))
		synctest.Wait()
		assert.Equal(t, []string{"a"}, d.bodies())
		l.end()
	})
}

func TestAShutdownWithoutStorageDeliversWhatItCan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(func(r *received) (*http.Response, error) {
			if r.body == "never" {
				return status(503, "Retry-After", "3600")(r)
			}
			time.Sleep(time.Second)
			return status(200)(r)
		})
		l := laneTo(t, d, nil)
		for i := range 12 {
			l.tell(string(rune('a' + i)))
		}
		synctest.Wait()
		l.end()
		assert.Equal(t, 12, l.tally.of("sent"))

		l = laneTo(t, d, nil)
		l.tell("never")
		synctest.Wait()
		stopped := time.Now()
		l.end()
		assert.Zero(t, time.Since(stopped), "nothing more can be done")
		assert.Equal(t, 1, l.tally.of("failed shutdown"))
	})
}

func TestShutdownWorksWithoutStart(t *testing.T) {
	l := laneTo(t, newDestination(status(200)), nil)
	l.end()
	require.NoError(t, NewLane(l.Settings).Shutdown(context.Background()))
}

func TestAnAnswerThatBreaksOffIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(func(r *received) (*http.Response, error) {
			response, _ := status(200)(r)
			if r.attempt == 1 {
				response.Body = io.NopCloser(io.MultiReader(http.NoBody, broken{}))
			}
			return response, nil
		})
		l := laneTo(t, d, nil)
		l.tell("a")
		pass(time.Minute)
		assert.Equal(t, []string{"a", "a"}, d.bodies())
		assert.Equal(t, 1, l.tally.of("retried network"))
		l.end()
	})
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
