package apierrorprocessor

import "go.opentelemetry.io/collector/pdata/pcommon"

// rolesKey is the attribute that names what a user may do, in the conventions' registry.
const rolesKey = "user.roles"

// roles is the list that is read of each span, used again. More roles than it has room for tell no kinds of users apart.
type roles struct{ names [8]string }

// of gives the roles that a span names: a list or, in some instrumentation, a text.
func (r *roles) of(attrs pcommon.Map) []string {
	value, found := attrs.Get(rolesKey)
	if !found {
		return nil
	}
	names := r.names[:0]
	switch value.Type() {
	case pcommon.ValueTypeStr:
		names = append(names, value.Str())
	case pcommon.ValueTypeSlice:
		for _, element := range value.Slice().All() {
			if element.Type() == pcommon.ValueTypeStr && len(names) < len(r.names) {
				names = append(names, element.Str())
			}
		}
	default:
	}
	return names
}
