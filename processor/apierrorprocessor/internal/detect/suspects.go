package detect

import (
	"hash/maphash"
	"sync/atomic"
)

// suspects tells the sources that are surely not watched from those that may be, for any number of goroutines at once and
// without a lock. Nearly every call is of a source that is not, and nearly always some source is watched.
type suspects struct {
	seed   maphash.Seed // of this process: unlike the tallies, none of this is worth keeping over a restart
	counts [1 << suspectBits]atomic.Uint32
}

// suspectBits makes the counts 128 KiB: with a thousand sources watched one call in 32 is looked at in vain.
const suspectBits = 15

func (s *suspects) count(source string) *atomic.Uint32 {
	return &s.counts[maphash.String(s.seed, source)>>(64-suspectBits)]
}
