package impossibletravel

import (
	"math"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// spot is a Place in 16 bytes. A hundredth of a degree is a kilometre, far less than the places of addresses are wrong by.
type spot struct {
	lat, lon int16 // hundredths of a degree
	country  [2]byte
	city     [cityLength]byte // padded with zeros; a longer name ends with …
}

const cityLength = 10

// spot reports false for what is no place: out of range, not a number, or 0/0, which is in the sea and what many a database and
// client send for "unknown".
func (p *Place) spot() (s spot, ok bool) {
	// Not a number fails each comparison.
	if !(math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180) {
		return spot{}, false
	}
	s.lat, s.lon = int16(math.Round(p.Lat*100)), int16(math.Round(p.Lon*100))
	if s.lat == 0 && s.lon == 0 {
		return spot{}, false
	}
	if len(p.Country) == 2 {
		// In capitals.
		if country := [2]byte{p.Country[0] &^ 0x20, p.Country[1] &^ 0x20}; isCountry(country) {
			s.country = country
		}
	}
	// A zero byte would be taken for padding.
	city, _, _ := strings.Cut(p.City, "\x00")
	if len(city) <= cityLength {
		copy(s.city[:], city)
	} else {
		const more = "…"
		copy(s.city[copy(s.city[:], apierror.Cut(city, cityLength-len(more))):], more)
	}
	return s, true
}

func isCountry(c [2]byte) bool { return 'A' <= c[0] && c[0] <= 'Z' && 'A' <= c[1] && c[1] <= 'Z' }

// coarse reports that only the country is known, if that.
func (s *spot) coarse() bool { return s.city[0] == 0 }

func (s *spot) inCountry(other *spot) bool {
	return s.country == other.country && s.country != [2]byte{}
}

// samePlace is how far apart, in km, two addresses of one place may be said to be: commuters and the errors of databases.
const samePlace = 100

// near reports whether two spots are one place.
func (s *spot) near(other *spot) bool {
	if s.coarse() != other.coarse() {
		return false
	}
	if s.coarse() && s.inCountry(other) {
		return true
	}
	const degree = 100
	if d := int(s.lat) - int(other.lat); d < -degree || d > degree {
		return false
	}
	return s.kilometres(other) <= samePlace
}

// kilometres is the length of the great circle between two spots (haversine, mean radius of the earth).
func (s *spot) kilometres(other *spot) float64 {
	const (
		radius = 6371
		radian = math.Pi / 18000 // a hundredth of a degree
	)
	sinLat := math.Sin(float64(int(s.lat)-int(other.lat)) * radian / 2)
	sinLon := math.Sin(float64(int(s.lon)-int(other.lon)) * radian / 2)
	h := sinLat*sinLat + math.Cos(float64(s.lat)*radian)*math.Cos(float64(other.lat)*radian)*sinLon*sinLon
	return 2 * radius * math.Asin(min(1, math.Sqrt(h)))
}

// How far, in km, an address may be from where it is said to be. For a city it is a bound that databases claim for most of their
// addresses; for a country it is how far its land reaches from the middle, with the nearer of its islands.
const (
	cityError    = 50
	countryError = 1500
)

// errorOf is the error where only the country is known. The widest countries are listed, each with the distance of its farthest
// city from its middle, rounded up; Alaska, Hawaii and oversea territories are left out.
func errorOf(country [2]byte) float64 {
	switch string(country[:]) {
	case "RU":
		return 4700
	case "CA":
		return 3100
	case "ID":
		return 3000
	case "CN":
		return 2900
	case "CL":
		return 2800
	case "BR", "US":
		return 2700
	case "AR":
		return 2400
	case "AU", "IN":
		return 2200
	case "MX":
		return 1900
	default:
		return countryError
	}
}

func (s *spot) error() float64 {
	if s.coarse() {
		return errorOf(s.country)
	}
	return cityError
}

// apart is how many km lie between two spots at least, with the errors of both in mind.
func (s *spot) apart(other *spot) float64 {
	if (s.coarse() || other.coarse()) && s.inCountry(other) {
		return 0
	}
	return s.kilometres(other) - s.error() - other.error()
}
