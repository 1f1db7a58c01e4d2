package feedback

import (
	"hash/maphash"
	"slices"
	"unicode/utf8"
)

// Book remembers what was told, and what people said of it. It is not safe for concurrent use.
type Book struct {
	ledger   ledger
	verdicts []Verdict
	bindings map[occurrence]*binding
	policy   *policy

	expires int64 // when the next verdict stops to count; 0 for never
	unknown int
	held    uint64
}

// NewBook knows of nothing, and allows everything.
func NewBook() *Book {
	return &Book{ledger: newLedger(), bindings: make(map[occurrence]*binding), policy: learn(maphash.MakeSeed(), nil)}
}

// Counts are what the Book holds now, and, since it began, what made room for others and how many situations were held back.
type Counts struct {
	Told, Verdicts, Unknown, Limits int
	Evicted, Held                   uint64
}

// Counts tells them. Unknown verdicts are on findings that the Book knows nothing of but their id.
func (b *Book) Counts() Counts {
	return Counts{
		Told: b.ledger.order.Len(), Verdicts: len(b.verdicts), Unknown: b.unknown, Limits: b.policy.learned,
		Evicted: b.ledger.evicted, Held: b.held,
	}
}

// Unknown names the first few findings that verdicts are on and nobody knows.
func (b *Book) Unknown() []string {
	const few = 10
	var ids []string
	for i := range b.verdicts {
		about := b.verdicts[i].about()
		if of := b.bindings[about]; of != nil && len(of.Members) == 0 && !slices.Contains(ids, about.finding) && len(ids) < few {
			ids = append(ids, about.finding)
		}
	}
	return ids
}

// Allows reports whether a situation is to be told, and if not, why. What is told already stays told until it is over, if nobody said otherwise of it.
func (b *Book) Allows(s *Situation) (told bool, reason string) {
	if b.policy.learned == 0 {
		return true, ""
	}
	going := b.ledger.running(s.ID, s.Started, s.At)
	asked := s
	if going.wanes(s) {
		theirs := *s
		theirs.Who, theirs.NotOf = going.Who, nil
		asked = &theirs
	}
	r := b.policy.held(asked)
	if r == nil || !usable(s) {
		return true, ""
	}
	if going != nil && !going.Held && !b.isJudged(going) {
		return true, ""
	}
	if going == nil {
		b.held++
	}
	b.ledger.note(s.ID, s, true)
	return false, r.reason
}

// HeldBy is what holds a situation back, for those who say it in words of their own: the limit, and how many verdicts call it what. It is false
// where nothing does, or only until what was judged is over.
func (b *Book) HeldBy(s *Situation) (limit Limit, said string, lasting bool) {
	r := b.policy.held(s)
	if r == nil || r.once() {
		return Limit{}, "", false
	}
	return r.limit(), r.said(), true
}

// isJudged reports whether somebody said of an occurrence that it is nothing to be told of.
func (b *Book) isJudged(r *record) bool {
	of := b.policy.pools[poolKey{level: levelRoute, subject: r.ID}]
	if of == nil {
		return false
	}
	for _, j := range of.benign {
		if j.Started <= r.Seen && j.Seen >= r.Started {
			return true
		}
	}
	return false
}

// Told notes that a finding tells of a situation, or would but for what was said of it. It is to be called at each judgement while that lasts.
func (b *Book) Told(finding string, s *Situation) {
	if usable(s) && finding != "" {
		b.ledger.note(finding, s, false)
	}
}

func usable(s *Situation) bool {
	return s.ID != "" && len(s.ID) <= maxID && utf8.ValidString(s.ID) && s.Started >= 0 && s.Started <= s.At && s.At > 0
}

// Heed takes the verdicts as they stand in the file now, and learns anew from all of them: one that is no longer there has never counted. The
// changes are for the audit log.
func (b *Book) Heed(verdicts []Verdict, now int64) []Change {
	b.verdicts = append([]Verdict(nil), verdicts[:min(len(verdicts), MaxVerdicts)]...)
	b.bind(now)
	b.follow(now)
	return b.relearn(now)
}

// Advance lets verdicts run out, and end what was judged while it went on. It is to be called every minute.
func (b *Book) Advance(now int64) []Change {
	if ended := b.follow(now); !ended && (b.expires == 0 || now < b.expires) {
		return nil
	}
	return b.relearn(now)
}

func (b *Book) relearn(now int64) []Change {
	before := b.policy
	all, unknown := b.judgements(now)
	b.unknown = unknown
	b.policy = learn(before.seed, all)
	return changes(before, b.policy)
}
