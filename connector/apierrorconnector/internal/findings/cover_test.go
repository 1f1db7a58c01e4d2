package findings

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestWhatIsCoveredIsNotTold(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.Interval = time.Hour })
	s.report(surge("db", apierror.SeverityHigh, 50, "buy", "pay", "gone"))
	s.report(surge("buy", apierror.SeverityHigh, 30))
	s.observe(attack("pay", apierror.SeverityLow))
	assert.Equal(t, []string{"firing high db: 50"}, s.wait(time.Minute))
	assert.Equal(t, []string{"buy", "gone", "pay"}, s.last().Covers)
	assert.Equal(t, []string{"resolved high db: 50"}, s.wait(4*time.Minute), "what ended while it was covered ends in silence")
	assert.Empty(t, s.wait(3*time.Hour))
}

func TestWhatWasToldBeforeItIsCoveredIsToldOfThere(t *testing.T) {
	s := newScene(t)
	assert.Equal(t, []string{"firing medium buy: 30"}, s.during(time.Minute, surge("buy", apierror.SeverityMedium, 30)))
	s.report(surge("db", apierror.SeverityHigh, 50, "buy"))
	s.report(surge("buy", apierror.SeverityMedium, 31))
	assert.Equal(t, []string{"firing high db: 50", "resolved medium buy: 31"}, s.wait(5*time.Second))
	assert.Equal(t, "told of in db", s.last().Rationale)
}

func TestWhatStillFiresComesUpWhenTheCoverEnds(t *testing.T) {
	s := newScene(t)
	s.during(time.Minute, surge("buy", apierror.SeverityMedium, 30))
	s.report(surge("db", apierror.SeverityHigh, 50, "buy"))
	assert.Equal(t, []string{"firing high db: 50", "resolved medium buy: 30"}, s.wait(5*time.Second))
	assert.Equal(t, []string{"resolved high db: 50", "firing medium buy: 40"}, s.during(10*time.Minute, surge("buy", apierror.SeverityMedium, 40))[:2])
}

func TestTheLastEchoesOfWhatIsOverAreNotTold(t *testing.T) {
	s := newScene(t)
	s.report(surge("db", apierror.SeverityHigh, 50, "buy"))
	s.wait(30 * time.Second)
	s.report(surge("buy", apierror.SeverityMedium, 30))
	assert.Equal(t, []string{"resolved high db: 50"}, s.wait(3*time.Hour))
}

func TestACoverThatVariesDoesNotFlap(t *testing.T) {
	s := newScene(t)
	var told []string
	for i := range 60 {
		cover := surge("db", apierror.SeverityHigh, 50)
		if i%7 == 0 {
			cover.Covers = []string{"buy"}
		}
		s.report(cover)
		s.report(surge("buy", apierror.SeverityMedium, 30))
		told = append(told, s.wait(5*time.Second)...)
	}
	assert.Equal(t, []string{"firing high db: 50"}, told)
	assert.Contains(t, s.wait(10*time.Minute), "resolved high db: 50")
	assert.NotContains(t, s.open, "buy")
}

func TestTwoThatCoverEachOtherAreNotBothSilent(t *testing.T) {
	s := newScene(t)
	s.report(surge("a", apierror.SeverityMedium, 5, "b", "a"))
	s.report(surge("b", apierror.SeverityHigh, 6, "c", "a"))
	s.report(surge("c", apierror.SeverityHigh, 7))
	assert.Equal(t, []string{"firing high c: 7", "firing medium a: 5"}, s.wait(5*time.Second), "what is covered covers nothing itself")
}

func TestCoversAreBounded(t *testing.T) {
	s := newScene(t)
	cover := surge("db", apierror.SeverityHigh, 50, "")
	for i := range 1000 {
		cover.Covers = append(cover.Covers, fmt.Sprintf("%03d", i))
	}
	s.report(cover)
	s.wait(5 * time.Second)
	assert.Len(t, s.last().Covers, maxCovers)
}
