package findings

import (
	"container/list"
	"encoding/binary"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// Book keeps the situations that there are, and what was told of them. It is not safe for concurrent use.
type Book struct {
	rules Rules

	byID   map[string]*situation
	byRank [apierror.SeverityCritical + 1]*list.List // by severity; rank 0 is what is over

	// leaving are those that were evicted after somebody was told of them: their end is still to be told.
	leaving map[string]*situation

	gates      map[gateKey]*gate
	duplicates *window.Duplicates

	now int64
	// listeningSince bounds from below when a situation went quiet: who was not there has heard no silence.
	listeningSince int64
	restored       bool

	counts Counts
}

// Counts are what happened since they were last taken.
type Counts struct {
	Opened, Ended map[apierror.Kind]int64

	Duplicates int64 // events that came twice
	Late       int64 // events of a situation that had ended before they came
	Malformed  int64 // events and states without an id, a kind or a severity
	Flooded    int64 // events that opened no situation of their own, but went into a flood
	Evicted    int64 // situations that made room for others while they lasted
	Lost       int64 // evicted ones whose end nobody will be told of, because too many are still to be told
}

// duplicateBits make the Book remember the last 65,536 spans, in 512 KiB at most.
const duplicateBits = 14

// NewBook starts with no situation.
func NewBook(rules Rules) *Book {
	b := &Book{rules: rules}
	b.clear()
	return b
}

func (b *Book) clear() {
	b.byID, b.leaving = make(map[string]*situation), make(map[string]*situation)
	for i := range b.byRank {
		b.byRank[i] = list.New()
	}
	b.gates = make(map[gateKey]*gate)
	b.duplicates = window.NewDuplicates(duplicateBits)
	b.counts = newCounts()
	b.listeningSince, b.restored = 0, false
}

func newCounts() Counts {
	return Counts{Opened: make(map[apierror.Kind]int64), Ended: make(map[apierror.Kind]int64)}
}

// TakeCounts returns what was counted since the last time.
func (b *Book) TakeCounts() Counts {
	taken := b.counts
	b.counts = newCounts()
	return taken
}

// Len is how many situations last.
func (b *Book) Len() int { return len(b.byID) - b.byRank[0].Len() }

// Summary is what a detector said last of a situation, if that lasts.
func (b *Book) Summary(id string) (said string, lasts bool) {
	s := b.byID[id]
	if s == nil || s.judged == nil || s.life.Ended {
		return "", false
	}
	return s.judged.Summary, true
}

// Observe takes in an event. It opens the situation, if that is grave enough for it, or counts in it.
func (b *Book) Observe(event *Event, now int64) {
	now = b.proceed(now)
	if !usable(event.ID, event.Kind, event.Severity) {
		b.counts.Malformed++
		return
	}
	if b.isDuplicate(event) {
		b.counts.Duplicates++
		return
	}
	at := event.Time
	if at > now || now-max(0, at) > int64(maxAge) {
		at = now
	}
	s := b.find(event.ID)
	if s == nil || s.life.over() {
		if s = b.opened(s, event, at, now); s == nil {
			return
		}
	}
	s.life.seen(at)
	s.count(event, at)
	b.file(s)
	b.makeRoom()
}

// opened returns the situation that an event opens, or the flood that it is part of; nil if neither.
func (b *Book) opened(ended *situation, event *Event, at, now int64) *situation {
	if event.Severity < b.rules.OpenAt {
		return nil
	}
	if ended != nil && at < ended.life.EndedAt {
		b.counts.Late++
		return nil
	}
	if flood := b.floodOf(event, now); flood != nil {
		b.counts.Flooded++
		return flood
	}
	if ended != nil {
		b.reopen(ended, now)
		return ended
	}
	s := newSituation(event.ID, event.Kind, event.Name)
	b.insert(s, now)
	return s
}

// Report takes in what a detector says of a situation that it takes for firing.
func (b *Book) Report(state *State, now int64) {
	now = b.proceed(now)
	if !usable(state.ID, state.Kind, state.Severity) {
		b.counts.Malformed++
		return
	}
	s := b.find(state.ID)
	if s == nil {
		s = newSituation(state.ID, state.Kind, state.Name)
		b.insert(s, now)
	} else if s.life.over() {
		b.reopen(s, now)
	}
	s.life.seen(now)
	s.judge(state, now)
	b.file(s)
	b.makeRoom()
}

func usable(id string, kind apierror.Kind, severity apierror.Severity) bool {
	return id != "" && len(id) <= maxID && utf8.ValidString(id) && kind.Valid() && severity > apierror.SeverityNone && severity <= apierror.SeverityCritical
}

// isDuplicate reports whether the span's part in the situation was counted already.
func (b *Book) isDuplicate(event *Event) bool {
	if event.SpanID.IsEmpty() {
		return false
	}
	var key [32]byte
	copy(key[:16], event.TraceID[:])
	copy(key[16:24], event.SpanID[:])
	binary.LittleEndian.PutUint64(key[24:], xxhash.Sum64String(event.ID))
	return b.duplicates.Seen(xxhash.Sum64(key[:]))
}

// proceed moves the clock on; it never goes back.
func (b *Book) proceed(now int64) int64 {
	b.now = max(b.now, now)
	if b.restored && b.now > 0 {
		b.restored = false
		b.listen()
	}
	return b.now
}

// find returns a situation that is there, also if only its end was to be told.
func (b *Book) find(id string) *situation {
	if s, ok := b.byID[id]; ok {
		return s
	}
	s, ok := b.leaving[id]
	if !ok {
		return nil
	}
	delete(b.leaving, id)
	s.life.Evicted = false
	b.byID[id] = s
	b.file(s)
	return s
}

func (b *Book) insert(s *situation, now int64) {
	s.life.open(now)
	b.byID[s.finding.ID] = s
	b.counts.Opened[s.finding.Kind]++
}

func (b *Book) reopen(s *situation, now int64) {
	s.beginAnew()
	s.life.open(now)
	b.counts.Opened[s.finding.Kind]++
}

// file puts a situation first among those of its rank.
func (b *Book) file(s *situation) {
	rank := int(s.finding.Severity)
	if s.life.over() {
		rank = 0
	}
	if s.place != nil && s.rank == rank {
		b.byRank[rank].MoveToFront(s.place)
		return
	}
	if s.place != nil {
		b.byRank[s.rank].Remove(s.place)
	}
	s.rank, s.place = rank, b.byRank[rank].PushFront(s)
}

// makeRoom evicts what nobody will miss: what is over, then the least grave, and of those what has been quiet the longest.
func (b *Book) makeRoom() {
	for rank := 0; rank < len(b.byRank) && len(b.byID) > b.rules.MaxOpen; {
		last := b.byRank[rank].Back()
		if last == nil {
			rank++
			continue
		}
		s, _ := last.Value.(*situation)
		b.remove(s)
		if s.life.over() {
			continue
		}
		b.counts.Evicted++
		if !s.life.Told.firing() && !s.life.offered.firing() {
			continue
		}
		if len(b.leaving) >= b.rules.MaxOpen {
			b.counts.Lost++
			continue
		}
		s.life.Evicted = true
		b.leaving[s.finding.ID] = s
	}
}

func (b *Book) remove(s *situation) {
	b.byRank[s.rank].Remove(s.place)
	s.place = nil
	delete(b.byID, s.finding.ID)
}

// quietSince is when a situation was last seen by somebody who listened.
func (b *Book) quietSince(s *situation) int64 { return max(s.life.SeenAt, b.listeningSince) }
