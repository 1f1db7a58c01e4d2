package content

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var updateGolden = flag.Bool("update-golden", false, "write the golden texts anew")

func composer(tb testing.TB, cfg Config) *Composer {
	tb.Helper()
	c, err := NewComposer(&cfg)
	require.NoError(tb, err)
	return c
}

func linked() Config {
	return Config{
		Runbooks: RunbooksConfig{Process: map[string]RunbookConfig{"checkout": {URL: "https://wiki.example/runbooks/{process}?alert={finding_id}"}}},
		Links: []LinkConfig{
			{Name: "Trace", Type: LinkTempo, URL: "https://grafana.example", Datasource: "tempo-main"},
			{Name: "Dashboard", Type: LinkCustom, URL: "https://grafana.example/d/api?var-service={service}&var-route={route}&from={from_ms}&to={to_ms}"},
		},
	}
}

// TestGolden is how each sort of notification reads.
func TestGolden(t *testing.T) {
	c := composer(t, linked())
	for name, n := range samples() {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name+".golden.txt")
			got := page(c.Compose(n))
			if *updateGolden {
				require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
			assert.Equal(t, got, page(c.Compose(n)), "the same for the same")
			requireFit(t, c.Compose(n))
		})
	}
}

// page shows a text as a plain-text destination would.
func page(text Text) string {
	var page strings.Builder
	page.WriteString(text.Title + "\n")
	for _, section := range text.Sections {
		page.WriteString("\n" + section.Name + "\n")
		for _, l := range section.Lines {
			page.WriteString("  " + l + "\n")
		}
	}
	if len(text.Links) > 0 {
		page.WriteString("\n")
	}
	for _, l := range text.Links {
		page.WriteString(l.Name + ": " + l.URL + "\n")
	}
	return page.String()
}

// The first 140 characters are what a locked phone shows: where it stands, what it is, and the money.
func TestAGlanceIsEnough(t *testing.T) {
	for name, want := range map[string][]string{
		"firing":           {"[FIRING · high]", "Timeouts at POST /api/v1/orders in orders", "48 of 120", "2,040.00 USD at risk"},
		"worsened":         {"[WORSE: high → critical]", "Timeouts at POST /api/v1/orders", "20,400.00 USD at risk"},
		"resolved":         {"[RESOLVED after 19m]", "Timeouts at POST /api/v1/orders", "5,100.00 USD of expected cost"},
		"attack":           {"[FIRING · critical]", "Credential stuffing by client 203.0.113.7"},
		"grouped":          {"[FIRING · critical]", "(+1 more, 1 ended)"},
		"repeated":         {"[STILL FIRING · critical]"},
		"partly_ended":     {"[STILL FIRING · critical]", "1 ended"},
		"joined":           {"[FIRING · critical]", "(+15 more)"},
		"part_of":          {"[PART OF ANOTHER ALERT]", `Failures began at "postgresql at db.internal"`},
		"flood":            {"[FIRING · critical]", `Credential stuffing by 1,204 clients`, "57,792 login attempts"},
		"sla_breach":       {"Partner cardnet has broken its agreement", "2,040.00 USD at risk"},
		"slo_burn":         {"burns its error budget 21 times too fast", "2,040.00 USD at risk"},
		"business_failure": {`Process "checkout" fails (business_logic)`, "2,040.00 USD at risk"},
	} {
		glanced := fit(composer(t, Config{}).Compose(samples()[name]).Title, glance)
		for _, part := range want {
			assert.Contains(t, glanced, part, name)
		}
	}
}

// What is over says how long it lasted and what it cost, and asks for nothing, unless harm may have been done.
func TestResolved(t *testing.T) {
	text := composer(t, Config{}).Compose(notificationtest.Resolved())
	assert.Contains(t, text.Sections[0].Lines, "It is over. It lasted 19m: 480 failed calls, 20,400.00 USD at risk, 5,100.00 USD of expected cost.")
	assert.Empty(t, firstSteps(text))
	assert.NotEmpty(t, firstSteps(composer(t, Config{}).Compose(samples()["attack_resolved"])))
}

// The user's own words stand before what is shipped, the most specific first, and steps and page are found each for itself.
func TestRunbookOfAFinding(t *testing.T) {
	cfg := Config{Runbooks: RunbooksConfig{
		Kind:     map[string]RunbookConfig{"surge": {Steps: []string{"kind {service}"}, URL: "https://wiki.example/kind"}},
		Category: map[string]RunbookConfig{"timeout": {Steps: []string{"category"}}, "timeout/deadline_exceeded": {Steps: []string{"reason"}}},
		Signal:   map[string]RunbookConfig{"credential_stuffing": {Steps: []string{"signal"}}},
		Process:  map[string]RunbookConfig{"checkout": {Steps: []string{"process"}}},
	}}
	first := func() (string, []Link) {
		text := composer(t, cfg).Compose(notificationtest.Firing())
		return firstSteps(text)[0], text.Links
	}
	for _, c := range []struct {
		want string
		next func()
	}{
		{"1. process", func() { cfg.Runbooks.Process = nil }},
		{"1. reason", func() { delete(cfg.Runbooks.Category, "timeout/deadline_exceeded") }},
		{"1. category", func() { cfg.Runbooks.Category = nil }},
		{"1. kind orders", func() {}},
	} {
		got, links := first()
		assert.Equal(t, c.want, got)
		assert.Equal(t, []Link{{"Runbook", "https://wiki.example/kind"}}, links)
		c.next()
	}
	attack := composer(t, cfg).Compose(samples()["attack"])
	assert.Equal(t, []string{"1. signal"}, firstSteps(attack))
}

// What is told again says what is new since, and only a repetition says that nothing is.
func TestWhatChanged(t *testing.T) {
	for name, want := range map[string][]string{
		"firing": {},
		"worsened": {
			"Since 2026-11-22 10:00:10 UTC: severity high → critical; events 48 → 480; at risk 2,040.00 USD → 20,400.00 USD; expected cost 510.00 USD → 5,100.00 USD",
		},
		"repeated": {"Since 2026-11-22 10:05:00 UTC: nothing new"}, "resolved": {}, "grouped": {"In the group: 1 ended"},
		"partly_ended": {"In the group: 1 ended"},
	} {
		n := samples()[name]
		assert.Equal(t, want, slices.DeleteFunc(changed(n), func(l string) bool { return l == "" }), name)
	}
}

// Of a group with many members, what is new is counted, and is among those that a line names.
func TestWhatIsNewInALargeGroup(t *testing.T) {
	n := joined()
	n.Alerts[1].News, n.Alerts[1].Before = false, &notification.Told{At: notificationtest.Began}
	for i := 11; i <= 12; i++ { // behind the ten that there is room for
		n.Alerts[i].News, n.Alerts[i].Before = true, nil
	}
	n.Joined, n.Worse, n.Resolved = 1030, 2, 1
	assert.Contains(t, changed(n), "In the group: 1,030 new, 2 worse, 1 ended")
	lines := alsoFiring(n)
	require.Len(t, lines, maxAlso+1)
	assert.Contains(t, lines[0], "[medium] Timeouts at GET /api/v1/items/0 ", "in the usual order")
	for i, of := range []string{"10", "11"} {
		assert.Contains(t, lines[8+i], "[medium, new] Timeouts at GET /api/v1/items/"+of+" ")
	}
	assert.Contains(t, lines[maxAlso], "and 5 more, at worst high")

	n.Cause = notification.CauseOpened
	assert.Contains(t, changed(n), "In the group: 2 worse, 1 ended", "the first of a group is all new")
}

// A value that looks like a placeholder or a template stays what it is.
func TestValuesAreNotExpanded(t *testing.T) {
	n := notificationtest.Firing()
	n.Alerts[0].Finding.Subject.Service = "{tenant}"
	n.Alerts[0].Finding.Subject.Tenant = "${env:SECRET}{{.}}"
	cfg := Config{
		Runbooks: RunbooksConfig{Kind: map[string]RunbookConfig{"surge": {Steps: []string{"restart {service} of {tenant}, not {this} ${env}"}}}},
		Links:    []LinkConfig{{Name: "x", Type: LinkCustom, URL: "https://x.example/{service}"}},
	}
	text := composer(t, cfg).Compose(n)
	assert.Equal(t, []string{`1. restart "{tenant}" of "${env:SECRET}{{.}}", not {this} ${env}`}, firstSteps(text))
	assert.Equal(t, "https://x.example/%7Btenant%7D", text.Links[0].URL)
}

func TestFit(t *testing.T) {
	assert.Equal(t, "äöü", fit("äöü", 3))
	assert.Equal(t, "ä…", fit("äöü", 2))
	assert.Equal(t, "a…", fit("a bcd", 3))
}

// What is invisible and changes the order of what is read is gone; what emoji and Persian are made of is kept.
func TestLine(t *testing.T) {
	assert.Equal(t, "a b c gpj.exe d", line("a\nb\tc \u202egpj.exe\u2066\u2028d\u200b\ufeff", 100))
	assert.Equal(t, "👩\u200d💻 می\u200cخواهم", line("👩\u200d💻 می\u200cخواهم", 100))
	assert.Equal(t, "\ufffd[31m", line("\x1b[31m", 100))
	assert.True(t, utf8.ValidString(line("\xff\xc3", 100)))
}

func TestNamed(t *testing.T) {
	for value, want := range map[string]string{
		"orders": "orders", "team-payments": "team-payments", "203.0.113.7": "203.0.113.7", "2001:DB8::1": "2001:db8::1", "": "",
		"evil.example": `"evil.example"`, "fe80::1%@everyone": `"fe80::1%@everyone"`, "a b": `"a b"`, "<!here>": `"<!here>"`,
		strings.Repeat("a", 65): `"` + strings.Repeat("a", 65) + `"`,
	} {
		assert.Equal(t, want, named(value))
	}
}

func TestSure(t *testing.T) {
	assert.Empty(t, sure(0))
	assert.Equal(t, "It may be an accident (confidence 59%).", sure(0.599))
	assert.Equal(t, "Likely (confidence 60%).", sure(0.6))
	assert.Equal(t, "Very likely (confidence 80%).", sure(0.8))
	assert.Equal(t, "Almost certain (confidence 100%).", sure(7))
}

func firstSteps(text Text) []string {
	for _, section := range text.Sections {
		if section.Name == sectionFirst {
			return section.Lines
		}
	}
	return nil
}

func BenchmarkCompose(b *testing.B) {
	c := composer(b, linked())
	for _, name := range []string{"firing", "full"} {
		n := samples()[name]
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Compose(n)
			}
		})
	}
}

// What was forecast may have come true: that the forecast has ended does not say that all is well.
func TestTheEndOfAForecast(t *testing.T) {
	n := samples()["forecast"]
	f := &n.Alerts[0].Finding
	f.Status, f.Summary = apierror.StatusResolved, `Resolved: "/pay" of service "orders" passed 5% failures, 7m0s after that was forecast (lasted 7m0s)`
	n.Firing, n.Resolved = 0, 1
	text := composer(t, Config{}).Compose(n)
	assert.Contains(t, text.Title, `[FORECAST ENDED after 8s] "/pay" of service "orders" passed 5% failures, 7m0s after`)
	assert.Contains(t, text.Sections[0].Lines, "The forecast has ended, 8s after it was told.")
}
