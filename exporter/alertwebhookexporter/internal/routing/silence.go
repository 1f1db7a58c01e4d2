package routing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

const (
	// MaxSilencesSize is how large a file of silences may be, in bytes.
	MaxSilencesSize = 1 << 20

	maxSilences = 1000
)

// Silence keeps what it matches from being told for a time.
type Silence struct {
	ID        string
	CreatedBy string
	Comment   string
	StartsAt  time.Time // zero: from ever
	EndsAt    time.Time

	matcher matcher
}

// silenceEntry is a silence in its file.
type silenceEntry struct {
	ID        string      `yaml:"id"`
	Match     MatchConfig `yaml:"match"`
	StartsAt  time.Time   `yaml:"starts_at"`
	EndsAt    time.Time   `yaml:"ends_at"`
	CreatedBy string      `yaml:"created_by"`
	Comment   string      `yaml:"comment"`
}

// ParseSilences reads a file of silences: all of them, or none and what is wrong.
func ParseSilences(data []byte, parse ConditionParser) ([]Silence, error) {
	if len(data) > MaxSilencesSize {
		return nil, fmt.Errorf("silences: larger than %d bytes", MaxSilencesSize)
	}
	var entries []silenceEntry
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&entries); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("silences: no list of id, match, starts_at, ends_at, created_by, comment: %w", err)
	}
	if err := decoder.Decode(new(any)); !errors.Is(err, io.EOF) {
		return nil, errors.New("silences: more than one document: a file has one list")
	}
	if len(entries) > maxSilences {
		return nil, fmt.Errorf("silences: %d of them: %d at most", len(entries), maxSilences)
	}
	var errs []error
	silences, ids := make([]Silence, len(entries)), make(map[string]int, len(entries))
	for i := range entries {
		e, key := &entries[i], fmt.Sprintf("silences::%d", i)
		errs = append(errs, keypath.Under(key, e.check()...)...)
		if first, taken := ids[e.ID]; taken && !keypath.Blank(e.ID) {
			errs = append(errs, fmt.Errorf("%s::id: %q is taken by silences::%d: ids must differ", key, e.ID, first))
		}
		ids[e.ID] = i
		silences[i] = Silence{ID: e.ID, CreatedBy: e.CreatedBy, Comment: e.Comment, StartsAt: e.StartsAt, EndsAt: e.EndsAt}
		if len(errs) > 0 {
			continue
		}
		var err error
		if silences[i].matcher, err = newMatcher(key+"::match", &e.Match, parse); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return silences, nil
}

func (e *silenceEntry) check() []error {
	var errs []error
	if keypath.Blank(e.ID) {
		errs = append(errs, fmt.Errorf("id: %q is missing: a name of its own", e.ID))
	}
	if e.Match.isEmpty() {
		errs = append(errs, errors.New("match: is empty, which would silence everything: say which, e.g. tenants"))
	}
	errs = append(errs, keypath.Under("match", e.Match.check()...)...)
	if e.EndsAt.IsZero() {
		errs = append(errs, errors.New("ends_at: is missing: a silence has an end, e.g. 2026-12-01T22:00:00+01:00"))
	} else if !e.EndsAt.After(e.StartsAt) {
		errs = append(errs, fmt.Errorf("ends_at: %s is not after starts_at", e.EndsAt.Format(time.RFC3339)))
	}
	return errs
}

// Active reports whether it is in force.
func (s *Silence) Active(now time.Time) bool { return !now.Before(s.StartsAt) && now.Before(s.EndsAt) }

func (s *Silence) mute(of *subject, now time.Time) (Mute, bool) {
	if !s.Active(now) || !s.matcher.matches(of) {
		return Mute{}, false
	}
	return Mute{Reason: ReasonSilenced, By: s.ID, Until: s.EndsAt}, true
}
