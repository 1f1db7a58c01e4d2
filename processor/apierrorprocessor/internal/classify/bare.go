package classify

import (
	"hash/maphash"
	"math/bits"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// bareLimit bounds what is remembered: a service has some hundreds of routes, each with a handful of statuses.
const bareLimit = 8192

// bareVerdicts remembers the verdicts on failures of which nothing is said but a status: there are few, however many the spans. It goes
// by hashes alone: they are seeded, so that nobody can make up a route that is taken for another.
type bareVerdicts struct {
	seed  maphash.Seed
	known map[uint64]*apierror.Failure
}

func newBareVerdicts() bareVerdicts {
	return bareVerdicts{seed: maphash.MakeSeed(), known: make(map[uint64]*apierror.Failure)}
}

func (b *bareVerdicts) key(service uint64, v *spanview.View) uint64 {
	h := maphash.String(b.seed, v.Route) ^ bits.RotateLeft64(maphash.String(b.seed, v.Method), 21)
	return mix(mix(h, service), uint64(v.HTTPStatus)) //nolint:gosec // a status is no negative number
}

func (b *bareVerdicts) keep(key uint64, f apierror.Failure) {
	if len(b.known) >= bareLimit {
		clear(b.known)
	}
	b.known[key] = &f
}

// ClassifyWithFingerprint fills in the fingerprint for a service, too. A span that says nothing but a status is judged once for all
// that are like it.
func (c *Classifier) ClassifyWithFingerprint(service uint64, v *spanview.View, thirdParty bool, out *apierror.Failure) bool {
	bare, key := v.IsBare(), uint64(0)
	if bare {
		key = c.bare.key(service, v)
		if known, found := c.bare.known[key]; found {
			*out = *known
			return true
		}
	}
	if !c.Classify(v, thirdParty, out) {
		return false
	}
	out.Fingerprint = c.Fingerprint(service, v, out)
	if bare {
		c.bare.keep(key, *out)
	}
	return true
}
