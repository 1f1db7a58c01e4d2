package findings

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// stateVersion is that of a saved Book. One of another version is not read.
const stateVersion = 1

// saved is a situation as it is saved: a line of JSON.
type saved struct {
	Version int               `json:"version"`
	Kind    apierror.Kind     `json:"kind"`
	ID      string            `json:"id"`
	Name    string            `json:"name"`
	Started int64             `json:"started"`
	Updated int64             `json:"updated"`
	Grave   apierror.Severity `json:"severity"`
	Sure    float64           `json:"confidence"`
	Why     string            `json:"rationale,omitempty"`
	Shown   map[string]any    `json:"evidence,omitempty"`
	Trace   []byte            `json:"trace,omitempty"`
	Span    []byte            `json:"span,omitempty"`
	Subject apierror.Subject  `json:"subject"`
	Total   total             `json:"total"`
	Judged  *judged           `json:"judged,omitempty"`
	Flood   *flood            `json:"flood,omitempty"`
	Touched touched           `json:"touched"`
	Life    life              `json:"life"`
}

// AppendState appends what a restart would lose: the situations, and what was told of them. Not the spans that were counted: one
// that is delivered again after a restart counts again.
func (b *Book) AppendState(buf []byte) []byte {
	to := bytes.NewBuffer(buf)
	encoder := json.NewEncoder(to)
	for _, rank := range b.byRank {
		// The order is what eviction goes by.
		for place := rank.Back(); place != nil; place = place.Prev() {
			s, _ := place.Value.(*situation)
			s.save(encoder)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(b.leaving)) {
		if s := b.leaving[id]; s.life.Told.firing() {
			s.save(encoder)
		}
	}
	return to.Bytes()
}

func (s *situation) save(to *json.Encoder) {
	f := &s.finding
	// Nothing that is kept is beyond JSON: texts are valid UTF-8, numbers finite.
	_ = to.Encode(&saved{
		Version: stateVersion, Kind: f.Kind, ID: f.ID, Name: f.Name,
		Started: f.StartedAt.UnixNano(), Updated: f.UpdatedAt.UnixNano(),
		Grave: f.Severity, Sure: f.Confidence, Why: f.Rationale, Shown: f.Evidence,
		Trace: f.TraceID[:], Span: f.SpanID[:], Subject: f.Subject, Total: s.total(),
		Judged: s.judged, Flood: s.flood, Touched: s.touched, Life: s.life,
	})
}

var errIncomplete = errors.New("a situation lacks its id, kind, severity or beginning, or holds more than was ever saved")

// Restore replaces everything by what was saved. After an error the Book is empty.
func (b *Book) Restore(data []byte) error {
	b.clear()
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	for decoder.More() {
		var read saved
		err := decoder.Decode(&read)
		switch {
		case err != nil:
		case read.Version != stateVersion:
			err = fmt.Errorf("version %d, want %d", read.Version, stateVersion)
		case !read.valid():
			err = errIncomplete
		}
		if err != nil {
			b.clear()
			return fmt.Errorf("read findings: %w", err)
		}
		b.restore(&read)
	}
	b.restored = true
	return nil
}

func (r *saved) valid() bool {
	if r.Flood != nil && !r.Flood.Members.valid() {
		return false
	}
	if r.Judged != nil && (len(r.Judged.Covers) > maxCovers || r.Judged.Severity > apierror.SeverityCritical) {
		return false
	}
	status := r.Life.Told.Status
	return usable(r.ID, r.Kind, r.Grave) && (status == "" || status.Valid()) && r.Life.Told.Severity <= apierror.SeverityCritical &&
		len(r.Life.Openings) > 0 && len(r.Life.Openings) <= maxOpenings &&
		r.Touched.Services.valid() && r.Touched.Routes.valid()
}

func (b *Book) restore(r *saved) {
	s := newSituation(r.ID, r.Kind, r.Name)
	f := &s.finding
	f.StartedAt, f.UpdatedAt = time.Unix(0, max(0, r.Started)).UTC(), time.Unix(0, max(0, r.Updated)).UTC()
	f.Severity, f.Confidence = r.Grave, apierror.Positive(r.Sure)
	f.Rationale = bounded("", r.Why, maxSentence)
	f.Evidence = boundedEvidence(numbers(r.Shown))
	copy(f.TraceID[:], r.Trace)
	copy(f.SpanID[:], r.Span)
	setSubject(&f.Subject, &r.Subject)
	f.Subject.Business.Currency = bounded("", r.Subject.Business.Currency, maxText)
	s.setTotal(total{}.atLeast(r.Total))
	s.judged, s.flood, s.touched, s.life = r.Judged, r.Flood, r.Touched, r.Life
	s.touched.Services.cut()
	s.touched.Routes.cut()
	if j := s.judged; j != nil {
		covers := j.Covers
		j.Covers = make(map[string]int64, len(covers))
		for id, listedAt := range covers {
			s.cover([]string{id}, max(0, listedAt))
		}
		j.Summary = bounded("", j.Summary, maxSentence)
		j.Before, j.Current = total{}.atLeast(j.Before), total{}.atLeast(j.Current)
	}
	if s.life.Evicted {
		if len(b.leaving) < b.rules.MaxOpen && s.life.Told.firing() {
			b.leaving[f.ID] = s
		}
		return
	}
	if known, twice := b.byID[f.ID]; twice {
		b.remove(known)
	}
	b.byID[f.ID] = s
	b.file(s)
	b.makeRoom()
}

// listen begins to listen after a restart: nothing that was saved lies in the future of the first news.
func (b *Book) listen() {
	b.listeningSince = b.now
	past := func(at *int64) { *at = max(0, min(*at, b.now)) }
	latest := time.Unix(0, b.now).UTC()
	for _, situations := range []map[string]*situation{b.byID, b.leaving} {
		for _, s := range situations {
			for i := range s.life.Openings {
				past(&s.life.Openings[i])
			}
			past(&s.life.SeenAt)
			past(&s.life.EndedAt)
			past(&s.life.ResumedAt)
			past(&s.life.CoveredAt)
			past(&s.life.Told.At)
			past(&s.life.Told.Since)
			if s.judged != nil {
				for id := range s.judged.Covers {
					s.judged.Covers[id] = min(s.judged.Covers[id], b.now)
				}
			}
			if s.finding.UpdatedAt.After(latest) {
				s.finding.UpdatedAt = latest
			}
			if s.finding.StartedAt.After(s.finding.UpdatedAt) {
				s.finding.StartedAt = s.finding.UpdatedAt
			}
		}
	}
}

// LastSeen is the latest time of which there was news. After Restore it tells where the clock stood, if the caller finds that
// believable: a clock that begins there lets situations end although no span comes any more.
func (b *Book) LastSeen() int64 {
	var latest int64
	for _, s := range b.byID {
		latest = max(latest, s.life.SeenAt, s.life.Told.At)
	}
	return latest
}

// numbers gives evidence types that attributes have; a number that is whole comes back as an integer.
func numbers(evidence map[string]any) map[string]any {
	for key, value := range evidence {
		evidence[key] = number(value)
	}
	return evidence
}

func number(value any) any {
	switch v := value.(type) {
	case json.Number:
		if whole, err := v.Int64(); err == nil {
			return whole
		}
		fraction, _ := v.Float64() // what is out of range is infinite, and left out
		return fraction
	case []any:
		for i := range v {
			v[i] = number(v[i])
		}
		return v
	case map[string]any:
		return numbers(v)
	default:
		return value
	}
}
