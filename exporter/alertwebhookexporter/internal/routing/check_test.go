package routing

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMistakes(t *testing.T) {
	tests := map[string]struct{ yaml, want string }{
		"unknown destination": {
			`route: { routes: [{ match: { kinds: [surge] }, destinations: [opps] }] }`,
			`route::routes::0::destinations::0: "opps": is no destination: one of ops, pager, security, audit`,
		},
		"unknown quiet hours": {
			`{ route: { quiet_hours: [nights] }, quiet_hours: [{ name: night }] }`,
			`route::quiet_hours::0: "nights": is no name in quiet_hours: one of night`,
		},
		"no quiet hours at all": {`route: { quiet_hours: [nights] }`, `route::quiet_hours::0: "nights": is no name in quiet_hours: there are none`},
		"a destination nobody names": {
			`route: { destinations: [ops, pager], routes: [{ match: { kinds: [security] }, destinations: [security] }] }`,
			`route::destinations: "audit" is named by no route, and would never be told: name it, or leave it out`,
		},
		"the root matches":   {`route: { match: { kinds: [surge] } }`, `route::match: the root takes everything: match in routes`},
		"the root continues": {`route: { continue: true }`, `route::continue: the root has nothing beside it`},

		"unknown kind":     {`route: { routes: [{ match: { kinds: [boom] } }] }`, `route::routes::0::match::kinds::0: "boom" is unknown: one of security, surge, `},
		"unknown signal":   {`route: { routes: [{ match: { signals: [boom] } }] }`, `route::routes::0::match::signals::0: "boom" is unknown: one of brute_force, `},
		"unknown category": {`route: { routes: [{ match: { categories: [boom] } }] }`, `route::routes::0::match::categories::0: "boom" is unknown: one of authentication, `},
		"a blank tenant":   {`route: { routes: [{ match: { tenants: [" "] } }] }`, `route::routes::0::match::tenants::0: " ": is empty: a name, in which * stands`},
		"no condition":     {`route: { routes: [{ match: { when: 'span.name == "x"' } }] }`, `route::routes::0::match::when: "span.name == \"x\"" is no OTTL condition on a finding`},

		"a label that changes": {`route: { group_by: [severity] }`, `route::group_by::0: "severity": is no label: one of kind, name, service, route, category, `},
		"a label twice":        {`route: { group_by: [tenant, tenant] }`, `route::group_by::1: "tenant" is given twice`},
		"group_wait":           {`route: { group_wait: -1s }`, `route::group_wait: -1s: must be 0 (not held back) or longer`},
		"without a unit":       {`route: { group_wait: 30 }`, `route::group_wait: 30ns: is below 1ms: a duration needs its unit`},
		"group_interval":       {`route: { group_interval: 0s }`, `route::group_interval: 0s: must be longer than 0`},
		"repeat_interval":      {`route: { routes: [{ repeat_interval: -5m }] }`, `route::routes::0::repeat_interval: -5m0s: must be longer than 0`},
		"flood_after":          {`route: { flood_after: -1 }`, `route::flood_after: -1: must be 0 (no summaries) or more`},

		"never reached": {
			`route: { routes: [{ match: { tenants: ["a*"], severity: low } }, { match: { tenants: [ab, "ac*"], severity: high, kinds: [surge] } }] }`,
			`route::routes::1::match: never reached: routes::0 takes all of it: move it up, or set continue there`,
		},
		"behind what takes everything": {`route: { routes: [{}, { match: { kinds: [surge] } }] }`, `route::routes::1::match: never reached: routes::0`},
		"the same condition":           {`route: { routes: [{ match: { when: 'true' } }, { match: { when: 'true', kinds: [surge] } }] }`, `route::routes::1::match: never reached: routes::0`},
		"not below that": {
			`route: { routes: [{ match: { kinds: [security] }, routes: [{ routes: [{ match: { kinds: [surge] } }] }] }] }`,
			`route::routes::0::routes::0::routes::0::match: never holds: the routes above take nothing of it`,
		},
		"nor of that tenant": {
			`route: { routes: [{ match: { tenants: ["eu-*"] }, routes: [{ match: { tenants: [us-1] } }] }] }`,
			`route::routes::0::routes::0::match: never holds`,
		},

		"a zone":           {`quiet_hours: [{ name: n, location: Europe/Berlim }]`, `quiet_hours::0::location: "Europe/Berlim" is no time zone`},
		"a weekday":        {`quiet_hours: [{ name: n, weekdays: [monday] }]`, `quiet_hours::0::weekdays::0: "monday": is no weekday: one of sun, mon, `},
		"a date":           {`quiet_hours: [{ name: n, dates: ["24.12."] }]`, `quiet_hours::0::dates::0: "24.12.": is no date: YYYY-MM-DD, or MM-DD`},
		"no such date":     {`quiet_hours: [{ name: n, dates: ["02-30"] }]`, `quiet_hours::0::dates::0: "02-30": is no date`},
		"a time":           {`quiet_hours: [{ name: n, from: "24:30", to: "7:00" }]`, `quiet_hours::0::from: "24:30" is no time of day: HH:MM from "00:00" to "24:00"`},
		"another time":     {`quiet_hours: [{ name: n, from: "22:00", to: "7:00" }]`, `quiet_hours::0::to: "7:00" is no time of day`},
		"no end":           {`quiet_hours: [{ name: n, from: "22:00" }]`, `quiet_hours::0::to: "" is no time of day`},
		"begins at an end": {`quiet_hours: [{ name: n, from: "24:00", to: "07:00" }]`, `quiet_hours::0::from: "24:00" is the end of a day`},
		"no time between":  {`quiet_hours: [{ name: n, from: "07:00", to: "07:00" }]`, `quiet_hours::0::to: "07:00" is from as well`},
		"without a name":   {`quiet_hours: [{ from: "22:00", to: "07:00" }]`, `quiet_hours::0::name: "" is missing`},
		"two of one name":  {`quiet_hours: [{ name: n }, { name: n }]`, `quiet_hours::1::name: "n" is taken by quiet_hours::0`},

		"no source":           {`inhibit: [{ name: i, target: { kinds: [surge] } }]`, `inhibit::0::source: is empty`},
		"everything a target": {`inhibit: [{ name: i, source: { kinds: [surge] } }]`, `inhibit::0::target: is empty, and so is equal`},
		"equal":               {`inhibit: [{ name: i, source: { kinds: [surge] }, equal: [region] }]`, `inhibit::0::equal::0: "region": is no label`},
		"two inhibitions": {
			`inhibit: [{ name: i, source: { kinds: [surge] }, equal: [team] }, { name: i, source: { kinds: [surge] }, equal: [team] }]`,
			`inhibit::1::name: "i" is taken by inhibit::0`,
		},

		"maintenance of all":   {`maintenance: [{ name: m, weekdays: [mon] }]`, `maintenance::0::match: is empty, which would silence everything`},
		"maintenance for ever": {`maintenance: [{ name: m, match: { tenants: [a] } }]`, `maintenance::0::starts_at: is missing: starts_at and ends_at, or a weekly window`},
		"no beginning":         {`maintenance: [{ name: m, match: { tenants: [a] }, ends_at: 2026-11-23T10:00:00Z }]`, `maintenance::0::starts_at: is missing: ends_at is given`},
		"an end is missing":    {`maintenance: [{ name: m, match: { tenants: [a] }, starts_at: 2026-11-23T10:00:00Z }]`, `maintenance::0::ends_at: is missing`},
		"ends before it begins": {
			`maintenance: [{ name: m, match: { tenants: [a] }, starts_at: 2026-11-23T10:00:00Z, ends_at: 2026-11-23T09:00:00Z }]`,
			`maintenance::0::ends_at: 2026-11-23T09:00:00Z is not after starts_at`,
		},
		"once and weekly": {
			`maintenance: [{ name: m, match: { tenants: [a] }, starts_at: 2026-11-23T10:00:00Z, ends_at: 2026-11-24T09:00:00Z, weekdays: [mon] }]`,
			`maintenance::0::starts_at: beside a weekly window`,
		},

		"no file":                {`silences: { reload_interval: 5s }`, `silences::file: is missing`},
		"read all the time":      {`silences: { file: x, reload_interval: 1ms }`, `silences::reload_interval: 1ms: must be 1s or longer`},
		"override of everything": {`severity_overrides: [{ severity: low }]`, `severity_overrides::0::match: is empty`},
		"override by nothing":    {`severity_overrides: [{ match: { tenants: [a] } }]`, `severity_overrides::0::severity: is missing: one of [info low`},
		"override never counts": {
			`severity_overrides: [{ match: { tenants: [a] }, severity: low }, { match: { tenants: [a], kinds: [surge] }, severity: high }]`,
			`severity_overrides::1::match: never counts: severity_overrides::0 matches all of it`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { assert.Contains(t, wrong(t, test.yaml), test.want) })
	}
}

func TestWhatIsNotAsItShouldBeReadSaysSo(t *testing.T) {
	for yaml, want := range map[string]string{
		`route: { routes: [{ group_wait: soon }] }`:     `group_wait: "soon" is no duration: a number and a unit, e.g. 5m`,
		`silences: { file: x, reload_interval: often }`: `reload_interval: "often" is no duration`,
		`maintenance: [{ starts_at: tomorrow }]`:        `starts_at: "tomorrow" is no time: RFC 3339 with an offset`,
		`maintenance: [{ ends_at: "2026-11-23" }]`:      `ends_at: "2026-11-23" is no time`,
		`route: { groupby: [tenant] }`:                  `groupby`,
		`route: { min_severity: grave }`:                `unknown severity "grave": one of info, low, medium, high, critical`,
	} {
		_, err := read(t, yaml)
		assert.ErrorContains(t, err, want, yaml)
	}
}

// TestInnocentLookAlikes are configurations that resemble a mistake.
func TestInnocentLookAlikes(t *testing.T) {
	for name, yaml := range map[string]string{
		"a wider route behind a narrower":          `route: { routes: [{ match: { tenants: [ab] } }, { match: { tenants: ["a*"] } }] }`,
		"a lower severity behind a higher":         `route: { routes: [{ match: { severity: high } }, { match: { severity: low } }] }`,
		"the same again, after one that continues": `route: { routes: [{ match: { kinds: [surge] }, continue: true }, { match: { kinds: [surge] } }] }`,
		"conditions nobody can compare":            `route: { routes: [{ match: { when: 'true' } }, { match: { when: 'not false' } }] }`,
		"a condition more":                         `route: { routes: [{ match: { kinds: [surge], when: 'true' } }, { match: { kinds: [surge] } }] }`,
		"two signals that an actor can have":       `route: { routes: [{ match: { signals: [brute_force] }, routes: [{ match: { signals: [token_abuse] } }] }] }`,
		"patterns that may meet":                   `route: { routes: [{ match: { tenants: ["a*"] }, routes: [{ match: { tenants: ["*b"] } }] }] }`,
		"everybody, and the archive too":           `route: { destinations: [ops], routes: [{ destinations: [audit], continue: true }, { match: { kinds: [surge] }, destinations: [pager, security] }] }`,
		"nobody":                                   `route: { routes: [{ match: { severity: info, tenants: [noise] }, destinations: [] }] }`,
		"everything of one's own tenant":           `inhibit: [{ name: i, source: { kinds: [sla_breach] }, equal: [tenant] }]`,
		"a window of a whole day":                  `quiet_hours: [{ name: n, weekdays: [sun] }]`,
		"to midnight, by either name":              `quiet_hours: [{ name: a, from: "22:00", to: "24:00" }, { name: b, from: "22:00", to: "00:00" }]`,
	} {
		assert.Empty(t, wrong(t, yaml), name)
	}
}
