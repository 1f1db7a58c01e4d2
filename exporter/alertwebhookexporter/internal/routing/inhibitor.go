package routing

import (
	"container/heap"
	"fmt"
	"hash/maphash"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// maxSources bounds how many findings are known to inhibit others; as many as there are situations. One too many inhibits nothing.
const maxSources = 10_000

// inhibitor knows which findings fire that keep others from being told.
//
// A finding is inhibited by one that is graver, and by one that is as grave unless the two, or more of them in a circle, would
// keep each other quiet: where it is itself a source, one that is itself a target must have been there first. So of whatever
// inhibits each other the gravest stays, and of those the first.
type inhibitor struct {
	rules   []inhibition
	sources map[string]*source
	buckets map[bucketKey]*bucket
	seed    maphash.Seed

	found   []bucketKey // of the finding at hand
	refused int64       // sources, since it was asked last
}

// inhibition is a compiled InhibitConfig.
type inhibition struct {
	name           string
	source, target matcher
	equal          []string
}

type bucketKey struct {
	rule   int
	labels uint64 // a seeded hash: nobody can make up labels that are taken for another's
}

// bucket has the sources of one rule whose labels are equal, the strongest first: apart are those that nothing can inhibit.
type bucket struct{ free, targets entries }

// source is a finding that may inhibit others.
type source struct {
	id       string
	severity apierror.Severity
	since    time.Time
	target   bool // of any rule
	entries  []*entry
}

// entry is a source's place in a bucket.
type entry struct {
	*source
	key bucketKey
	at  int
}

func newInhibitor(configs []InhibitConfig, parse ConditionParser) (*inhibitor, error) {
	i := &inhibitor{sources: make(map[string]*source), buckets: make(map[bucketKey]*bucket), seed: maphash.MakeSeed()}
	for n := range configs {
		c, key := &configs[n], fmt.Sprintf("inhibit::%d", n)
		from, err := newMatcher(key+"::source", &c.Source, parse)
		if err != nil {
			return nil, err
		}
		to, err := newMatcher(key+"::target", &c.Target, parse)
		if err != nil {
			return nil, err
		}
		i.rules = append(i.rules, inhibition{name: c.Name, source: from, target: to, equal: c.Equal})
	}
	return i, nil
}

// fires takes in a finding, or how it changed.
func (i *inhibitor) fires(s *subject, since time.Time) {
	if len(i.rules) == 0 || len(s.ID) > maxText {
		return
	}
	i.found = i.keys(i.found[:0], s)
	if known := i.sources[s.ID]; known != nil {
		if known.is(i.found, s.Severity, since, i.isTarget(s)) {
			return
		}
		i.ends(s.ID)
	}
	if len(i.found) == 0 {
		return
	}
	if len(i.sources) >= maxSources {
		i.refused++
		return
	}
	from := &source{id: strings.Clone(s.ID), severity: s.Severity, since: since, target: i.isTarget(s)}
	i.sources[from.id] = from
	for _, key := range i.found {
		e := &entry{source: from, key: key}
		from.entries = append(from.entries, e)
		b := i.buckets[key]
		if b == nil {
			b = new(bucket)
			i.buckets[key] = b
		}
		heap.Push(b.of(from), e)
	}
}

// is reports whether nothing changed.
func (s *source) is(keys []bucketKey, severity apierror.Severity, since time.Time, target bool) bool {
	if s.severity != severity || !s.since.Equal(since) || s.target != target || len(s.entries) != len(keys) {
		return false
	}
	for n, key := range keys {
		if s.entries[n].key != key {
			return false
		}
	}
	return true
}

func (i *inhibitor) ends(id string) {
	s := i.sources[id]
	if s == nil {
		return
	}
	delete(i.sources, id)
	for _, e := range s.entries {
		b := i.buckets[e.key]
		heap.Remove(b.of(s), e.at)
		if len(b.free)+len(b.targets) == 0 {
			delete(i.buckets, e.key)
		}
	}
}

// keys adds the buckets that a finding is a source in.
func (i *inhibitor) keys(keys []bucketKey, s *subject) []bucketKey {
	for n := range i.rules {
		rule := &i.rules[n]
		if labels, ok := i.labels(rule, s); ok && rule.source.matches(s) {
			keys = append(keys, bucketKey{rule: n, labels: labels})
		}
	}
	return keys
}

func (i *inhibitor) isTarget(s *subject) bool {
	for n := range i.rules {
		if i.rules[n].target.matches(s) {
			return true
		}
	}
	return false
}

// labels is false where the finding lacks one: what is not known is equal to nothing.
func (i *inhibitor) labels(rule *inhibition, s *subject) (uint64, bool) {
	var digest maphash.Hash
	digest.SetSeed(i.seed)
	for _, name := range rule.equal {
		value := labelValue(s.Finding, name)
		if value == "" {
			return 0, false
		}
		_, _ = digest.WriteString(value)
		_ = digest.WriteByte(0xff) // no part of UTF-8
	}
	return digest.Sum64(), true
}

// inhibited reports what keeps a finding from being told: the strongest source of the first rule.
func (i *inhibitor) inhibited(s *subject) (Mute, bool) {
	if len(i.sources) == 0 {
		return Mute{}, false
	}
	self := i.sources[s.ID]
	for n := range i.rules {
		rule := &i.rules[n]
		labels, ok := i.labels(rule, s)
		if !ok {
			continue
		}
		b := i.buckets[bucketKey{rule: n, labels: labels}]
		if b == nil || !rule.target.matches(s) {
			continue
		}
		if by := b.free.strongest(s.ID); by != nil && by.severity >= s.Severity {
			return Mute{Reason: ReasonInhibited, By: rule.name, Source: by.id}, true
		}
		if by := b.targets.strongest(s.ID); by != nil && by.severity >= s.Severity && (self == nil || by.before(self)) {
			return Mute{Reason: ReasonInhibited, By: rule.name, Source: by.id}, true
		}
	}
	return Mute{}, false
}
