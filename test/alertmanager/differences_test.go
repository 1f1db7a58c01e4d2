package alertmanagertest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func told(messages []message) []string {
	all := make([]string, 0, len(messages))
	for _, m := range messages {
		all = append(all, fmt.Sprintf("%s firing %v resolved %v", m.at.Truncate(tick).Format("04:05"), m.firing, m.resolved))
	}
	return all
}

// TestDifferences shows each difference that README.md lists, by the name it has there.
func TestDifferences(t *testing.T) {
	for name, test := range map[string]struct {
		script   func(b *both)
		severity bool
		am, ours []string
	}{
		"quiet group": {
			script: func(b *both) {
				b.fire("acme", "a")
				b.until(100 * time.Second)
				b.fire("acme", "b")
				b.until(3 * time.Minute)
			},
			am:   []string{"00:10 firing [a] resolved []", "02:10 firing [a b] resolved []"},
			ours: []string{"00:10 firing [a] resolved []", "01:50 firing [a b] resolved []"},
		},
		"end in a quiet group": {
			script: func(b *both) {
				b.fire("acme", "a")
				b.until(100 * time.Second)
				b.end("acme", "a")
				b.until(3 * time.Minute)
			},
			am:   []string{"00:10 firing [a] resolved []", "02:10 firing [] resolved [a]"},
			ours: []string{"00:10 firing [a] resolved []", "01:40 firing [] resolved [a]"},
		},
		"worsening": {
			severity: true,
			script: func(b *both) {
				b.put("acme", "a", "high", true)
				b.until(20 * time.Second)
				b.am.put("acme", "a", "high", false) // another label is another alert
				b.put("acme", "a", "critical", true)
				b.until(2 * time.Minute)
			},
			am:   []string{"00:10 firing [a/high] resolved []", "01:10 firing [a/critical] resolved [a/high]"},
			ours: []string{"00:10 firing [a/high] resolved []", "00:30 firing [a/critical] resolved []"},
		},
		"graver newcomer": {
			severity: true,
			script: func(b *both) {
				b.put("acme", "a", "high", true)
				b.until(20 * time.Second)
				b.put("acme", "b", "critical", true)
				b.until(2 * time.Minute)
			},
			am:   []string{"00:10 firing [a/high] resolved []", "01:10 firing [a/high b/critical] resolved []"},
			ours: []string{"00:10 firing [a/high] resolved []", "00:30 firing [a/high b/critical] resolved []"},
		},
		"short": {
			script: func(b *both) {
				b.fire("acme", "a")
				b.until(5 * time.Second)
				b.end("acme", "a")
				b.until(2 * time.Minute)
			},
			am:   []string{},
			ours: []string{"00:10 firing [a] resolved []", "01:10 firing [] resolved [a]"},
		},
		"short beside others": {
			script: func(b *both) {
				b.fire("acme", "a")
				b.until(20 * time.Second)
				b.fire("acme", "b")
				b.until(30 * time.Second)
				b.end("acme", "b")
				b.until(150 * time.Second)
			},
			am:   []string{"00:10 firing [a] resolved []", "01:10 firing [a] resolved [b]"},
			ours: []string{"00:10 firing [a] resolved []", "01:10 firing [a b] resolved []", "02:10 firing [a] resolved [b]"},
		},
		"silenced end": {
			script: func(b *both) {
				b.fire("acme", "a")
				b.until(20 * time.Second)
				b.silence("acme", "a", 10*time.Minute)
				b.until(30 * time.Second)
				b.end("acme", "a")
				b.until(2 * time.Minute)
			},
			am:   []string{"00:10 firing [a] resolved []"},
			ours: []string{"00:10 firing [a] resolved []", "01:10 firing [] resolved [a]"},
		},
		"silenced beside others": {
			script: func(b *both) {
				b.fire("acme", "a")
				b.until(20 * time.Second)
				b.silence("acme", "a", 10*time.Minute)
				b.until(60 * time.Second)
				b.fire("acme", "b")
				b.until(2 * time.Minute)
			},
			am:   []string{"00:10 firing [a] resolved []", "01:10 firing [b] resolved []"},
			ours: []string{"00:10 firing [a] resolved []", "01:10 firing [a b] resolved []"},
		},
		"repeat": {
			script: func(b *both) {
				b.fire("acme", "a")
				b.until(20 * time.Second)
				b.until(320 * time.Second)
			},
			am:   []string{"00:10 firing [a] resolved []", "05:10 firing [a] resolved []"},
			ours: []string{"00:10 firing [a] resolved []", "04:20 firing [a] resolved []"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			of := usual
			if name == "repeat" {
				of.repeat = 250 * time.Second
			}
			am, ours := play(t, of, func(b *both) {
				b.ours.bySeverity = test.severity
				test.script(b)
			})
			assert.Equal(t, test.am, told(am), "Alertmanager")
			assert.Equal(t, test.ours, told(ours), "ours")
		})
	}
}
