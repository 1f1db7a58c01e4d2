package impossibletravel

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func spotOf(t *testing.T, p Place) *spot {
	t.Helper()
	s, ok := p.spot()
	require.True(t, ok)
	return &s
}

// Distances as great-circle calculators give them.
func TestKilometres(t *testing.T) {
	for _, test := range []struct {
		from, to Place
		km       float64
	}{
		{berlin, berlin, 0},
		{berlin, potsdam, 27},
		{berlin, newYork, 6385},
		{newYork, lagos, 8479},
		{auckland, honolulu, 7077},
		{Place{0, 179, "", ""}, Place{0, -179, "", ""}, 222},
		{Place{90, 0, "", ""}, Place{-90, 77, "", ""}, 20015},
		{Place{10, 20, "", ""}, Place{-10, -160, "", ""}, 20015},
	} {
		from, to := spotOf(t, test.from), spotOf(t, test.to)
		assert.InDelta(t, test.km, from.kilometres(to), 3, "%v %v", test.from, test.to)
		assert.InDelta(t, from.kilometres(to), to.kilometres(from), 1e-6)
	}
}

// The middle of a country is about where databases put it; the cities are the farthest from it.
func TestACountryReachesToItsFarthestCities(t *testing.T) {
	for country, test := range map[string]struct {
		middle Place
		cities []Place
	}{
		"RU": {Place{60, 100, "RU", ""}, []Place{{54.71, 20.51, "RU", "Kaliningrad"}, {64.73, 177.51, "RU", "Anadyr"}}},
		"CA": {Place{60, -96, "CA", ""}, []Place{{47.56, -52.71, "CA", "St. John's"}, {48.43, -123.37, "CA", "Victoria"}}},
		"US": {america, []Place{{44.90, -66.98, "US", "Eastport"}, {47.61, -122.33, "US", "Seattle"}, {25.76, -80.19, "US", "Miami"}}},
		"ID": {Place{-5, 120, "ID", ""}, []Place{{5.55, 95.32, "ID", "Banda Aceh"}, {-2.53, 140.72, "ID", "Jayapura"}}},
		"CN": {Place{35, 105, "CN", ""}, []Place{{39.47, 75.99, "CN", "Kashgar"}, {48.37, 134.29, "CN", "Fuyuan"}}},
		"BR": {Place{-10, -55, "BR", ""}, []Place{{-33.69, -53.46, "BR", "Chuí"}, {-7.12, -34.86, "BR", "João Pessoa"}}},
		"CL": {Place{-30, -71, "CL", ""}, []Place{{-54.93, -67.61, "CL", "Puerto Williams"}, {-18.48, -70.32, "CL", "Arica"}}},
		"AR": {Place{-34, -64, "AR", ""}, []Place{{-54.81, -68.31, "AR", "Ushuaia"}, {-22.10, -65.60, "AR", "La Quiaca"}}},
		"AU": {Place{-27, 133, "AU", ""}, []Place{{-42.88, 147.33, "AU", "Hobart"}, {-31.95, 115.86, "AU", "Perth"}}},
		"IN": {Place{20, 77, "IN", ""}, []Place{{28.0, 95.8, "IN", "Tezu"}, {34.08, 74.80, "IN", "Srinagar"}}},
		"MX": {Place{23, -102, "MX", ""}, []Place{{32.53, -117.02, "MX", "Tijuana"}, {21.16, -86.85, "MX", "Cancún"}}},
		"JP": {Place{36, 138, "JP", ""}, []Place{{26.21, 127.68, "JP", "Naha"}, {45.42, 141.67, "JP", "Wakkanai"}}},
		"NO": {Place{62, 10, "NO", ""}, []Place{{69.73, 30.05, "NO", "Kirkenes"}}},
		"KZ": {Place{48, 68, "KZ", ""}, []Place{{43.65, 51.16, "KZ", "Aktau"}}},
		"DZ": {Place{28, 3, "DZ", ""}, []Place{{22.79, 5.53, "DZ", "Tamanrasset"}, {36.90, 7.77, "DZ", "Annaba"}}},
	} {
		middle, farthest := spotOf(t, test.middle), 0.0
		for _, city := range test.cities {
			farthest = max(farthest, middle.kilometres(spotOf(t, city)))
			assert.Zero(t, middle.apart(spotOf(t, city)), city.City)
		}
		reach := errorOf(middle.country)
		assert.LessOrEqual(t, farthest, reach, country)
		if reach > countryError {
			assert.Greater(t, farthest, max(countryError, 0.85*reach), "%s needs no more", country)
		}
	}
}

// Where not even the country is known, what is said to be near is one place.
func TestNear(t *testing.T) {
	nowhere := spotOf(t, Place{52, 13, "", ""})
	assert.True(t, nowhere.near(spotOf(t, Place{52.5, 13.5, "", ""})))
	assert.False(t, nowhere.near(spotOf(t, Place{54, 13, "", ""})))
	assert.False(t, nowhere.near(spotOf(t, Place{52, 15, "", ""})))
	assert.False(t, spotOf(t, germany).near(spotOf(t, Place{51.3, 9.49, "DE", "Kassel"})), "the middle of a country is no city")
	assert.True(t, spotOf(t, germany).near(spotOf(t, Place{53, 11, "DE", ""})), "another middle of the same country")
}

func TestCountriesInSmallLettersAreTheSame(t *testing.T) {
	assert.True(t, spotOf(t, Place{51, 9, "de", ""}).inCountry(spotOf(t, germany)))
	for _, none := range []string{"", "D", "D3", "[]", "Germany"} {
		assert.Zero(t, spotOf(t, Place{51, 9, none, ""}).country, none)
	}
}
