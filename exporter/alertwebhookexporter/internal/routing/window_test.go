package routing

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestWindows(t *testing.T) {
	berlin := WindowConfig{Location: "Europe/Berlin", From: "22:00", To: "07:00"}
	weekend := WindowConfig{Location: "Europe/Berlin", Weekdays: []string{"sat", "sun"}}
	friday := WindowConfig{Location: "Europe/Berlin", Weekdays: []string{"fri"}, From: "22:00", To: "07:00"}
	early := func(location, from, to string) WindowConfig {
		return WindowConfig{Location: location, From: from, To: to}
	}
	tests := []struct {
		name   string
		window WindowConfig
		now    string
		until  string // "" where it is not time
	}{
		{"before", berlin, "2026-11-23T21:59:59+01:00", ""},
		{"begins", berlin, "2026-11-23T22:00:00+01:00", "2026-11-24T07:00:00+01:00"},
		{"over midnight", berlin, "2026-11-24T00:30:00+01:00", "2026-11-24T07:00:00+01:00"},
		{"ends", berlin, "2026-11-24T07:00:00+01:00", ""},
		{"in daylight saving time", berlin, "2026-07-01T20:00:00Z", "2026-07-02T05:00:00Z"},
		{"within a day", early("UTC", "12:00", "13:30"), "2026-11-23T13:29:59Z", "2026-11-23T13:30:00Z"},
		{"within a day, after", early("UTC", "12:00", "13:30"), "2026-11-23T13:30:00Z", ""},
		{"no location is UTC", early("", "12:00", "13:00"), "2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z"},
		{"to the end of the day", early("UTC", "22:00", "24:00"), "2026-11-23T23:59:59Z", "2026-11-24T00:00:00Z"},

		{"it is the day that it begins on: Friday evening", friday, "2026-11-27T23:00:00+01:00", "2026-11-28T07:00:00+01:00"},
		{"and still on Saturday morning", friday, "2026-11-28T06:00:00+01:00", "2026-11-28T07:00:00+01:00"},
		{"not Friday morning", friday, "2026-11-27T06:00:00+01:00", ""},
		{"nor Saturday evening", friday, "2026-11-28T23:00:00+01:00", ""},
		{"a weekday is of the location, not of UTC", weekend, "2026-11-27T23:30:00Z", "2026-11-29T00:00:00+01:00"},
		{"a whole day", weekend, "2026-11-29T23:59:59+01:00", "2026-11-30T00:00:00+01:00"},
		{"and no more", weekend, "2026-11-30T00:00:00+01:00", ""},

		{"a date", WindowConfig{Dates: []string{"2026-12-24"}}, "2026-12-24T10:00:00Z", "2026-12-25T00:00:00Z"},
		{"a year later", WindowConfig{Dates: []string{"2026-12-24"}}, "2027-12-24T10:00:00Z", ""},
		{"a date of every year", WindowConfig{Dates: []string{"12-24"}}, "2027-12-24T10:00:00Z", "2027-12-25T00:00:00Z"},
		{"a date or a weekday", WindowConfig{Dates: []string{"12-24"}, Weekdays: []string{"mon"}}, "2026-11-23T10:00:00Z", "2026-11-24T00:00:00Z"},
		{"29 February", WindowConfig{Dates: []string{"02-29"}}, "2028-02-29T10:00:00Z", "2028-03-01T00:00:00Z"},
		{"none in other years", WindowConfig{Dates: []string{"02-29"}}, "2027-03-01T10:00:00Z", ""},

		// On 2026-03-29 Berlin goes from 02:00 to 03:00 at 01:00 UTC.
		{"spring: the night is an hour shorter", berlin, "2026-03-29T04:59:59Z", "2026-03-29T05:00:00Z"},
		{"spring: a beginning that is skipped", early("Europe/Berlin", "02:30", "04:00"), "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"},
		{"spring: not before", early("Europe/Berlin", "02:30", "04:00"), "2026-03-29T00:59:59Z", ""},
		{"spring: an end that is skipped", early("Europe/Berlin", "01:00", "02:30"), "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"},
		{"spring: over with it", early("Europe/Berlin", "01:00", "02:30"), "2026-03-29T01:00:00Z", ""},
		{"spring: all of it is skipped", early("Europe/Berlin", "02:10", "02:50"), "2026-03-29T01:00:00Z", ""},
		// On 2026-10-25 Berlin goes from 03:00 back to 02:00 at 01:00 UTC.
		{"autumn: the night is an hour longer", berlin, "2026-10-25T05:59:59Z", "2026-10-25T06:00:00Z"},
		{"autumn: begins the first time", early("Europe/Berlin", "02:30", "04:00"), "2026-10-25T00:30:00Z", "2026-10-25T03:00:00Z"},
		{"autumn: ends the last time", early("Europe/Berlin", "01:00", "02:30"), "2026-10-25T00:45:00Z", "2026-10-25T01:30:00Z"},
		{"autumn: an hour twice is one window", early("Europe/Berlin", "02:00", "03:00"), "2026-10-25T01:59:59Z", "2026-10-25T02:00:00Z"},

		// New York: 2026-03-08 07:00 UTC and 2026-11-01 06:00 UTC, both at 02:00 on the clocks.
		{"New York, spring", early("America/New_York", "22:00", "06:00"), "2026-03-08T09:59:59Z", "2026-03-08T10:00:00Z"},
		{"New York, spring: skipped", early("America/New_York", "02:30", "05:00"), "2026-03-08T07:00:00Z", "2026-03-08T09:00:00Z"},
		{"New York, autumn", early("America/New_York", "22:00", "06:00"), "2026-11-01T10:59:59Z", "2026-11-01T11:00:00Z"},
		{"New York, autumn: twice", early("America/New_York", "01:00", "02:00"), "2026-11-01T06:59:59Z", "2026-11-01T07:00:00Z"},
		{"New York, the day before", early("America/New_York", "22:00", "06:00"), "2026-10-31T09:59:59Z", "2026-10-31T10:00:00Z"},

		// Beirut puts clocks on at midnight: 2026-03-29 has no 00:00.
		{"a day without a midnight", WindowConfig{Location: "Asia/Beirut", Dates: []string{"2026-03-29"}}, "2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Empty(t, test.window.check())
			w, err := newWindow(&test.window)
			require.NoError(t, err)
			until, active := w.active(at(test.now))
			require.Equal(t, test.until != "", active)
			if active {
				assert.Equal(t, at(test.until).UTC(), until.UTC())
			}
		})
	}
}

// TestWheneverTheClocksShowATimeOfTheWindowItIs walks through years of random windows, clock changes included.
func TestWheneverTheClocksShowATimeOfTheWindowItIs(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, location := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "America/St_Johns", "UTC"} {
		in, err := time.LoadLocation(location)
		require.NoError(t, err)
		for range 20 {
			w := window{in: in, weekdays: [7]bool{true, true, true, true, true, true, true}, from: rng.IntN(dayMinutes)}
			w.to = w.from + 1 + rng.IntN(dayMinutes-1)
			inside, outside := 0, 0
			for now := at("2026-01-01T00:00:00Z"); now.Year() < 2027; now = now.Add(time.Duration(1+rng.IntN(120)) * time.Minute) {
				hour, minute, _ := now.In(in).Clock()
				shown := hour*60 + minute
				until, active := w.active(now)
				if w.from <= shown && shown < w.to || shown+dayMinutes < w.to {
					inside++
					require.True(t, active, "%s %d-%d: %s", location, w.from, w.to, now.In(in))
					require.True(t, until.After(now))
				} else if !active {
					outside++
				}
			}
			require.Positive(t, inside)
			require.True(t, outside > 0 || w.to-w.from > dayMinutes-150, "some time it is not: %d-%d", w.from, w.to)
		}
	}
}

func TestAbsurdTimes(t *testing.T) {
	w, err := newWindow(&WindowConfig{Location: "Europe/Berlin", From: "22:00", To: "07:00", Dates: []string{"12-24"}})
	require.NoError(t, err)
	for _, now := range []time.Time{{}, time.Unix(1<<62, 0), time.Unix(-1<<62, 0), time.Unix(0, 0)} {
		assert.NotPanics(t, func() { w.active(now) })
	}
}

func TestQuietHours(t *testing.T) {
	r := router(t, `
route: { quiet_hours: [nights, lunch] }
quiet_hours:
  - { name: nights, location: Europe/Berlin, from: "22:00", to: 07:00 }
  - { name: lunch, dates: [2026-11-23], from: "12:00", to: "13:00", except: high }
`)
	f := apierror.Finding{Severity: apierror.SeverityHigh}
	route := routeOf(t, r, &f)
	night, lunch := at("2026-11-23T23:00:00+01:00"), at("2026-11-23T12:30:00Z")

	mute, muted := r.Muted(&f, route, night)
	require.True(t, muted)
	assert.Equal(t, Mute{Reason: "quiet_hours", By: "nights", Until: mute.Until}, mute)
	assert.True(t, at("2026-11-24T07:00:00+01:00").Equal(mute.Until))
	_, muted = r.Muted(&f, route, lunch)
	assert.False(t, muted, "as grave as the exception")

	f.Severity = apierror.SeverityMedium
	mute, muted = r.Muted(&f, route, lunch)
	assert.True(t, muted)
	assert.Equal(t, "lunch", mute.By)

	f.Severity = apierror.SeverityCritical
	_, muted = r.Muted(&f, route, night)
	assert.False(t, muted, "critical is the exception where none is written")
}

func BenchmarkQuietHours(b *testing.B) {
	r := router(b, `{ route: { quiet_hours: [nights] }, quiet_hours: [{ name: nights, location: Europe/Berlin, from: "22:00", to: "07:00" }] }`)
	f := apierror.Finding{Severity: apierror.SeverityHigh}
	route := r.Targets(&f)[0].Route
	b.ReportAllocs()
	for b.Loop() {
		if _, muted := r.Muted(&f, route, noon); muted {
			b.Fatal("it is noon")
		}
	}
}
