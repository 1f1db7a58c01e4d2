package series

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pmetric"
)

// Distinct is a gauge of how many different ones there were in about the last window, such as actors. A Collect tells it as
// long as the group lives, also when there were none of late.
type Distinct struct {
	Instrument
	set    *Set
	points column[seen]
	half   int64 // of the window
	begun  int64 // the present half
}

// seen is who was seen, in two sketches, so that the window slides by halves: at any time it holds the last one to two halves.
type seen struct {
	present, before sketch
	life            life
}

// NewDistinct declares an estimate of the set's groups. The window moves on with Collect, so it is no shorter than the time
// between two.
func (s *Set) NewDistinct(i Instrument, window time.Duration) *Distinct {
	d := &Distinct{set: s, Instrument: i, half: int64(window / 2), begun: s.store.collected}
	s.declare(d)
	return d
}

// Add counts one by the hash of who it is; with a secret seed, so that nobody can choose hashes that make up a crowd.
func (d *Distinct) Add(g Group, hash uint64) {
	if !d.set.touch(g) {
		return
	}
	p := d.points.at(g.place)
	p.present.add(mix(hash))
	p.life.touch()
}

// mix spreads a hash over 32 bits of which each depends on all of its own (the finalizer of MurmurHash3).
func mix(hash uint64) uint32 {
	hash ^= hash >> 33
	hash *= 0xff51afd7ed558ccd
	hash ^= hash >> 33
	hash *= 0xc4ceb9fe1a85ec53
	return uint32(hash >> 32)
}

func (d *Distinct) grow() { d.points.grow() }

func (d *Distinct) clear(place uint32) { *d.points.at(place) = seen{} }

func (d *Distinct) collect(r *report, into pmetric.MetricSlice) {
	next := r.now-d.begun >= d.half
	if next {
		d.begun = r.now
	}
	told := gaugePoints{Instrument: &d.Instrument, into: into}
	for place, g := range d.set.all() {
		p := d.points.at(place)
		if p.life&begun == 0 {
			continue
		}
		told.add(r, g).SetIntValue(int64(union(&p.present, &p.before)))
		if next {
			p.before, p.present = p.present, sketch{}
		}
	}
}
