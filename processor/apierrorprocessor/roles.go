package apierrorprocessor

import "go.opentelemetry.io/collector/pdata/pcommon"

// rolesKey is the attribute that names what a user may do, in the conventions' registry.
const rolesKey = "user.roles"

// roles is the list that is read of each span, used again.
type roles struct{ names []string }

// of gives the roles that a span names: a list or, in some instrumentation, a text.
func (r *roles) of(attrs pcommon.Map) []string {
	value, found := attrs.Get(rolesKey)
	if !found {
		return nil
	}
	r.names = r.names[:0]
	switch value.Type() {
	case pcommon.ValueTypeStr:
		r.names = append(r.names, value.Str())
	case pcommon.ValueTypeSlice:
		for _, element := range value.Slice().All() {
			if element.Type() == pcommon.ValueTypeStr {
				r.names = append(r.names, element.Str())
			}
		}
	default:
	}
	return r.names
}
