package situation

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// Who could not be reached is told of what still lasts once a notification was given up, and not only after repeat_interval.
func TestWhatWasGivenUpUnheardIsToldAgain(t *testing.T) {
	for name, rules := range map[string]Rules{"alone": rules(), "in a group": rules(byTenant)} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, rules)
			s.hear(surgeOn("/a"))
			s.wait(10 * time.Second)
			first := s.told
			assert.Len(t, first, 1)
			s.tracker.Unheard("ops", []string{first[0].Group.ID, "another"}, s.now)
			s.wait(unheardAfter / 2)
			assert.Len(t, s.told, 1, "not a moment later")
			s.wait(unheardAfter)
			assert.Len(t, s.told, 2)
			s.wait(10 * unheardAfter)
			assert.Len(t, s.told, 2, "once")
		})
	}
}
