package apierrorprocessor

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// rewrittenIDs remembers what ids were made into, for any number of goroutines and without a lock: every clean call may have
// to be looked up by its source's id, and most calls come from the same few. A newcomer takes the place of whoever has it,
// which costs the other one no more than being worked out again; so a crowd of invented ids fills it and does no harm.
type rewrittenIDs struct {
	seed   maphash.Seed
	places [1 << rewrittenBits]atomic.Pointer[rewrittenID]
}

// rewrittenBits makes the places 32 KiB, and what they point at at most some 2 MiB, where each id is as long as ids can be.
const rewrittenBits = 12

type rewrittenID struct{ from, to string }

func newRewrittenIDs() *rewrittenIDs { return &rewrittenIDs{seed: maphash.MakeSeed()} }

func (r *rewrittenIDs) get(from string) (to string, known bool) {
	id := r.place(from).Load()
	if id == nil || id.from != from {
		return "", false
	}
	return id.to, true
}

// put keeps a copy of the id: what it is read from is the pipeline's to use again.
func (r *rewrittenIDs) put(from, to string) {
	r.place(from).Store(&rewrittenID{from: strings.Clone(from), to: to})
}

func (r *rewrittenIDs) place(from string) *atomic.Pointer[rewrittenID] {
	return &r.places[maphash.String(r.seed, from)>>(64-rewrittenBits)]
}
