package engine

import (
	"hash/maphash"
	"math/bits"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// resource is whose spans are at hand.
type resource struct {
	attributes pcommon.Map
	service    string
	hash       uint64 // of the service
	dimensions []string
	// contributors are the values of the configured attributes that the resource has; "" where a span may have one.
	contributors []string
}

// begin reads a resource.
func (r *resource) begin(e *Engine, attributes pcommon.Map) {
	r.attributes = attributes
	r.service = textAt(attributes, apierror.KeyServiceName)
	r.hash = bits.RotateLeft64(maphash.String(e.seed, r.service), 42)
	r.dimensions = valuesAt(r.dimensions[:0], attributes, e.settings.Dimensions)
	r.contributors = valuesAt(r.contributors[:0], attributes, e.settings.Contributors)
}

// end lets go of a batch's memory.
func (r *resource) end() {
	clear(r.dimensions)
	clear(r.contributors)
	*r = resource{dimensions: r.dimensions[:0], contributors: r.contributors[:0]}
}

func valuesAt(into []string, attributes pcommon.Map, keys []string) []string {
	for _, key := range keys {
		into = append(into, valueAt(attributes, key))
	}
	return into
}

// valueAt is an attribute's value as text, whatever its type; "" if it has none.
func valueAt(attributes pcommon.Map, key string) string {
	value, found := attributes.Get(key)
	if !found {
		return ""
	}
	return value.AsString()
}

func textAt(attributes pcommon.Map, key string) string {
	value, found := attributes.Get(key)
	if !found || value.Type() != pcommon.ValueTypeStr {
		return ""
	}
	return value.Str()
}
