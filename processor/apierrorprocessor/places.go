package apierrorprocessor

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
)

// The names by which places go: those of the semantic conventions, and those of the Collector's geoip processor.
var (
	countryNames = []string{"geo.country.iso_code", "geo.country_iso_code"}
	cityNames    = []string{"geo.locality.name", "geo.city_name"}
)

// placeOf reads where a call came from: of the span's own attributes, or of the resource's, where the geoip processor puts it unless it is
// told otherwise. It fills place and reports whether there is one.
func placeOf(span, resource pcommon.Map, place *detect.Place) bool {
	attrs := span
	lat, found := attrs.Get("geo.location.lat")
	if !found {
		attrs = resource
		if lat, found = attrs.Get("geo.location.lat"); !found {
			return false
		}
	}
	lon, found := attrs.Get("geo.location.lon")
	if !found {
		return false
	}
	*place = detect.Place{Country: lookup(attrs, countryNames), City: lookup(attrs, cityNames)}
	var latOK, lonOK bool
	place.Lat, latOK = degrees(lat)
	place.Lon, lonOK = degrees(lon)
	return latOK && lonOK
}

func degrees(value pcommon.Value) (float64, bool) {
	switch value.Type() {
	case pcommon.ValueTypeDouble:
		return value.Double(), true
	case pcommon.ValueTypeInt:
		return float64(value.Int()), true
	default:
		return 0, false
	}
}
