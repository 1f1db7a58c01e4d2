package delivery

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
)

// sized asks for requests of a size without end.
type sized struct {
	plain

	size int
}

func (s sized) Next(*format.Message, []format.Answer) (*format.Request, error) {
	return &format.Request{Method: http.MethodPost, URL: "https://ops.example/", Body: []byte(strings.Repeat("x", s.size))}, nil
}

func TestAGiantRequestIsADeadLetter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(status(200))
		l := laneTo(t, d, func(set *Settings) { set.Format = sized{size: maxRequest + 1} })
		l.tell("a")
		synctest.Wait()
		assert.Empty(t, d.bodies())
		assert.Equal(t, 1, l.tally.of("failed too_large"))
		l.end()
	})
}

func TestAFormatWithoutAnEndIsStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(status(200))
		l := laneTo(t, d, func(set *Settings) { set.Format = sized{size: 1} })
		l.tell("a")
		synctest.Wait()
		assert.Len(t, d.bodies(), maxRequests)
		assert.Equal(t, 1, l.tally.of("failed invalid"))
		l.end()
	})
}

func TestWhatIsDamagedInTheStorageIsToldOf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, kept := newDestination(unreachable), newDisk()
		l := laneTo(t, d, on(kept))
		l.tell("g/1", "g/2")
		l.end()
		kept.held["item/00000000"] = []byte("damaged")
		d = newDestination(status(200))
		l = laneTo(t, d, on(kept))
		synctest.Wait()
		assert.Equal(t, []string{"g/2"}, d.bodies())
		assert.Equal(t, 1, l.tally.of("failed unreadable"))
		assert.Equal(t, 1, l.logs.FilterMessageSnippet("is damaged").Len())
		assert.Len(t, l.DeadLetters(), 1)
		l.end()
	})
}

// A receiver's wish, given with the last attempt, must not silence the destination for a day.
func TestAWishWithTheLastAttemptIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDestination(status(429, "Retry-After", "86400"))
		l := laneTo(t, d, func(set *Settings) { set.Retry.MaxAttempts = 1 })
		l.tell("a")
		synctest.Wait()
		require.Equal(t, 1, l.tally.of("failed exhausted"))
		d.become(status(200))
		l.tell("b")
		pass(l.Retry.MaxInterval - 1)
		assert.Equal(t, []string{"a"}, d.bodies())
		pass(1)
		assert.Equal(t, []string{"a", "b"}, d.bodies())
		l.end()
	})
}

func TestTheAnswerInTheLogIsQuoted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := laneTo(t, newDestination(status(400)), nil)
		l.tell("a")
		synctest.Wait()
		told := l.logs.FilterMessage("a notification was given up").All()
		require.Len(t, told, 1)
		assert.Equal(t, `"because of [REDACTED]"`, told[0].ContextMap()["answer"])
		l.end()
	})
}
