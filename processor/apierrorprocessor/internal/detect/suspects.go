package detect

import (
	"hash/maphash"
	"sync/atomic"
)

// suspects tells the callers that are surely not watched from those that may be, for any number of goroutines at once and
// without a lock. Nearly every call is of one who is not, and nearly always somebody is watched.
type suspects struct {
	seed   maphash.Seed // of this process: unlike the tallies, none of this is worth keeping over a restart
	counts [1 << suspectBits]atomic.Uint32
	actors atomic.Uint32 // how many of the watched are known by something else than where their calls come from
}

// suspectBits makes the counts 128 KiB: with a thousand watched one call in 32 is looked at in vain.
const suspectBits = 15

// count is that of everybody whose id has the hash of this one's. Whatever is one caller has one count.
func (s *suspects) count(id string) *atomic.Uint32 {
	return &s.counts[maphash.String(s.seed, id)>>(64-suspectBits)]
}
