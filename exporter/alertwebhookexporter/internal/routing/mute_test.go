package routing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestMaintenance(t *testing.T) {
	r := router(t, `
maintenance:
  - { name: move, match: { tenants: [acme] }, starts_at: 2026-11-23T10:00:00Z, ends_at: "2026-11-23T14:00:00+01:00", comment: moves house }
  - { name: patches, match: { services: [orders] }, weekdays: [tue], from: "02:00", to: "03:00" }
`)
	surge := notificationtest.Surge()
	other := surge
	other.Subject.Tenant, other.Subject.Service = "globex", "payments"
	tests := map[string]struct {
		now   string
		by    string
		until string
	}{
		"before":       {now: "2026-11-23T09:59:59Z"},
		"begins":       {"2026-11-23T10:00:00Z", "move", "2026-11-23T13:00:00Z"},
		"lasts":        {"2026-11-23T12:59:59Z", "move", "2026-11-23T13:00:00Z"},
		"ends":         {now: "2026-11-23T13:00:00Z"},
		"every week":   {"2026-12-01T02:30:00Z", "patches", "2026-12-01T03:00:00Z"},
		"and no other": {now: "2026-12-02T02:30:00Z"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			mute, muted := r.Muted(&surge, routeOf(t, r, &surge), at(test.now))
			require.Equal(t, test.by != "", muted)
			if muted {
				assert.Equal(t, Mute{Reason: "maintenance", By: test.by, Until: at(test.until)}, Mute{mute.Reason, mute.By, mute.Source, mute.Until.UTC()})
			}
			_, muted = r.Muted(&other, routeOf(t, r, &other), at(test.now))
			assert.False(t, muted, "another's is told")
		})
	}
}

const silences = `
- id: a1
  match: { tenants: [acme], kinds: [surge] }
  starts_at: 2026-11-23T10:00:00Z
  ends_at: "2026-11-23T14:00:00+01:00"
  created_by: jo
  comment: known
- { id: b2, match: { when: 'log.attributes["service.name"] == "accounts"' }, ends_at: 2026-11-23T11:00:00Z }
`

func TestSilences(t *testing.T) {
	r := router(t, "{}")
	parsed, err := ParseSilences([]byte(silences), parse)
	require.NoError(t, err)
	require.Len(t, parsed, 2)
	assert.Equal(t, "jo", parsed[0].CreatedBy)
	assert.Equal(t, "known", parsed[0].Comment)
	r.SetSilences(parsed)

	surge, attack := notificationtest.Surge(), notificationtest.Attack()
	mutedBy := func(f *apierror.Finding, now string) string {
		mute, muted := r.Muted(f, routeOf(t, r, f), at(now))
		if muted {
			assert.Equal(t, ReasonSilenced, mute.Reason)
			assert.True(t, mute.Until.After(at(now)))
		}
		return mute.By
	}
	assert.Empty(t, mutedBy(&surge, "2026-11-23T09:59:59Z"))
	assert.Equal(t, "a1", mutedBy(&surge, "2026-11-23T10:00:00Z"))
	assert.Empty(t, mutedBy(&surge, "2026-11-23T13:00:00Z"))
	assert.Equal(t, "b2", mutedBy(&attack, "2020-01-01T00:00:00Z"), "without a beginning it is in force already")
	assert.Empty(t, mutedBy(&attack, "2026-11-23T11:00:00Z"))

	surge.Subject.Tenant = "globex"
	assert.Empty(t, mutedBy(&surge, "2026-11-23T10:00:00Z"))
	surge.Subject.Tenant = "acme"
	r.SetSilences(nil)
	assert.Empty(t, mutedBy(&surge, "2026-11-23T10:00:00Z"), "taken back")
}

func TestQuietHoursComeBeforeOtherReasons(t *testing.T) {
	r := router(t, `
route: { quiet_hours: [always] }
quiet_hours: [{ name: always }]
maintenance: [{ name: m, match: { kinds: [surge] }, starts_at: 2026-01-01T00:00:00Z, ends_at: 2027-01-01T00:00:00Z }]
`)
	silenced, err := ParseSilences([]byte(`[{ id: s, match: { kinds: [surge] }, ends_at: 2027-01-01T00:00:00Z }]`), parse)
	require.NoError(t, err)
	r.SetSilences(silenced)
	surge := notificationtest.Surge()
	reason := func() string {
		mute, _ := r.Muted(&surge, routeOf(t, r, &surge), noon)
		return mute.Reason
	}
	assert.Equal(t, ReasonQuietHours, reason())
	surge.Severity = apierror.SeverityCritical
	assert.Equal(t, ReasonSilenced, reason())
	r.SetSilences(nil)
	assert.Equal(t, ReasonMaintenance, reason())
}

func TestSilencesThatAreWrong(t *testing.T) {
	end := ", ends_at: 2026-12-01T00:00:00Z }]"
	for name, test := range map[string]struct{ yaml, want string }{
		"no list":         {`id: a`, "silences: no list of id, match"},
		"no YAML":         {`[{`, "silences: no list of id, match"},
		"unknown key":     {`[{ id: a, matches: {}` + end, "field matches not found"},
		"two documents":   {"[]\n---\n[]", "more than one document"},
		"no id":           {`[{ match: { tenants: [a] }` + end, `silences::0::id: "" is missing`},
		"matches all":     {`[{ id: a` + end, "silences::0::match: is empty"},
		"unknown kind":    {`[{ id: a, match: { kinds: [boom] }` + end, `silences::0::match::kinds::0: "boom" is unknown: one of security`},
		"severity":        {`[{ id: a, match: { severity: grave }` + end, `unknown severity "grave"`},
		"no condition":    {`[{ id: a, match: { when: 'nope(' }` + end, `silences::0::match::when: "nope("`},
		"without an end":  {`[{ id: a, match: { tenants: [a] } }]`, "silences::0::ends_at: is missing"},
		"ends before":     {`[{ id: a, match: { tenants: [a] }, starts_at: 2027-01-01T00:00:00Z` + end, "is not after starts_at"},
		"no time":         {`[{ id: a, match: { tenants: [a] }, ends_at: tomorrow }]`, "tomorrow"},
		"two of one id":   {`[{ id: a, match: { tenants: [a] }, ends_at: 2026-12-01T00:00:00Z }, { id: a, match: { tenants: [b] }` + end, `silences::1::id: "a" is taken by silences::0`},
		"aliases of each": {"- &a [x,x,x,x,x,x,x,x]\n- &b [*a,*a,*a,*a,*a,*a,*a,*a]\n- [*b,*b,*b]", "silences: no list"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseSilences([]byte(test.yaml), parse)
			require.ErrorContains(t, err, test.want)
			assert.Nil(t, got, "all or nothing")
		})
	}
	many := make([]byte, 0, 1<<16)
	for range 1001 {
		many = append(many, "- { id: a }\n"...)
	}
	_, err := ParseSilences(many, parse)
	require.ErrorContains(t, err, "1001 of them: 1000 at most")
	_, err = ParseSilences(make([]byte, MaxSilencesSize+1), parse)
	require.ErrorContains(t, err, "larger than 1048576 bytes")
}

func TestNoSilences(t *testing.T) {
	for _, empty := range []string{"", "[]", "# none\n"} {
		parsed, err := ParseSilences([]byte(empty), parse)
		require.NoError(t, err, empty)
		assert.Empty(t, parsed)
	}
}

// FuzzParseSilences: whatever a file holds, it is an error or makes silences that can be asked.
func FuzzParseSilences(f *testing.F) {
	for _, seed := range []string{silences, "", "[]", "- &a {id: x, match: {tenants: [\"*\"]}, ends_at: 9999-12-31T23:59:59Z}\n- *a", "[{", "\xff\xfe", "- !!binary x"} {
		f.Add([]byte(seed))
	}
	r, err := New(&Config{}, Settings{Destinations: destinations, Timing: timing, Parse: parse, Failed: func(string, error) {}})
	if err != nil {
		f.Fatal(err)
	}
	surge := notificationtest.Surge()
	route := r.Targets(&surge)[0].Route
	f.Fuzz(func(t *testing.T, data []byte) {
		parsed, err := ParseSilences(data, parse)
		if err != nil {
			require.Nil(t, parsed)
			return
		}
		require.LessOrEqual(t, len(parsed), 1000)
		r.SetSilences(parsed)
		mute, muted := r.Muted(&surge, route, time.Unix(1_800_000_000, 0))
		require.Equal(t, muted, mute.By != "")
	})
}
