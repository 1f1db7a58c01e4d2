package format

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/config/configopaque"
	"golang.org/x/net/http/httpguts"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
)

// chat is a template as a user would write one: a text of all, and a list.
const chat = `{
  "text": {{ json .message.title }},
  "ref": "{{ jsonEscape .group.id }}-{{ .group.sequence }}",
  "state": "{{ if eq .status "resolved" }}ok{{ else }}{{ upper .data.severity }}{{ end }}",
  "since": {{ unix .data.started_at }},
  "until": "{{ rfc3339 .data.ended_at }}",
  "lasted": "{{ with .data.duration_seconds }}{{ duration . }}{{ end }}",
  "money": "{{ with .data.business.value_at_risk }}{{ money . $.data.business.currency | jsonEscape }}{{ end }}",
  "more": {{ if gt .data.business.value_at_risk 10000.0 }}true{{ else }}false{{ end }},
  "who": "{{ default "nobody" .data.actor.id | trunc 40 | jsonEscape }}",
  "was": {{ json .changes.severity.from }},
  "body": "{{ jsonEscape .message.text }}",
  "also": [{{ range $i, $alert := .group.alerts }}{{ if $i }}, {{ end }}{{ json $alert.summary }}{{ end }}]
}`

func newTestTemplates(t *testing.T, cfg *TemplateConfig) *templates {
	t.Helper()
	f, errs := newTemplates(hook, cfg, testSelf)
	require.Empty(t, errs)
	return f
}

func TestTemplateGolden(t *testing.T) {
	cfg := &TemplateConfig{Body: chat}
	require.Empty(t, cfg.Check())
	for name, n := range samples() {
		t.Run(name, func(t *testing.T) {
			request := sent(t, newTestTemplates(t, cfg), messageOf(n))
			assert.Equal(t, "POST", request.Method)
			assert.Equal(t, hook, request.URL)
			assert.Equal(t, []Header{{"Content-Type", "application/json"}}, request.Header)
			require.True(t, json.Valid(request.Body))
			golden(t, "template/"+name+".golden.json", request.Body)
		})
	}
}

// What is documented of a template's data, for a notification that has all of it.
func TestTemplateDataGolden(t *testing.T) {
	cfg := &TemplateConfig{Body: `{{ json . }}`}
	golden(t, "template/data.golden.json", indented(t, sent(t, newTestTemplates(t, cfg), messageOf(notificationtest.Grouped())).Body))
}

func TestTemplateMethodHeadersAndContentType(t *testing.T) {
	cfg := &TemplateConfig{
		Method:      `{{ if eq .status "resolved" }}DELETE{{ else }}put{{ end }}`,
		ContentType: "text/plain; charset=utf-8",
		Headers: map[string]configopaque.String{
			"X-Who":   "{{ .data.service }}",
			"X-Token": "s3cret",
		},
		Body: `{{ .data.summary }} {{ .data.count }} {{ .data.business.value_at_risk }}`,
	}
	errs := cfg.Check()
	require.Len(t, errs, 1)
	require.EqualError(t, errs[0], "method: must come out as one of POST, PUT, PATCH, DELETE")

	cfg.Method = `{{ if eq .status "resolved" }}DELETE{{ else }}PUT{{ end }}`
	require.Empty(t, cfg.Check())
	n := notificationtest.Firing()
	n.Leading().Subject.Service, n.Leading().Subject.Business.ValueAtRisk = "a\r\nX-Evil: 1\x00\t\xffb", 20_400_000
	request := sent(t, newTestTemplates(t, cfg), messageOf(n))
	assert.Equal(t, "PUT", request.Method)
	assert.Equal(t, []Header{
		{"Content-Type", "text/plain; charset=utf-8"}, {"X-Token", "s3cret"}, {"X-Who", "a\ufffd X-Evil: 1\ufffd \ufffdb"},
	}, request.Header, "on one line, in the order of the names")
	assert.Equal(t, "Timeouts at POST /api/v1/orders in orders: 48 of 120 calls failed, usually 1 of 120 48 20400000", string(request.Body),
		"numbers in full")
	assert.Equal(t, "DELETE", sent(t, newTestTemplates(t, cfg), messageOf(notificationtest.Resolved())).Method)
}

func TestTemplateCheck(t *testing.T) {
	const endless = "takes more than 20000 steps: a range or a template that calls itself goes on for too long"
	const functions = "must be one of [and default duration eq ge gt index join json jsonEscape le len lower lt money ne not or rfc3339 slice trunc unix upper urlquery]"
	for name, test := range map[string]struct {
		cfg  TemplateConfig
		want string
	}{
		"no body": {TemplateConfig{}, `body: missing: a template is needed, such as {"text": {{ json .message.title }}}`},
		"does not parse": {
			TemplateConfig{Body: "{\n\"a\": {{ if }}\n}"}, `body: line 2: missing value for if`,
		},
		"an unknown function": {TemplateConfig{Body: `{{ env "HOME" }}`}, `body: line 1: function "env" not defined`},
		"a function of text/template that is not listed": {
			TemplateConfig{Body: "\n{{ if true }}{{ printf \"%099999999d\" 1 }}{{ end }}"}, `body: line 2:16: function "printf" is not allowed: ` + functions,
		},
		"one in an argument":     {TemplateConfig{Body: `{{ json (html "x") }}`}, `body: line 1:9: function "html" is not allowed: ` + functions},
		"one in a chain":         {TemplateConfig{Body: `{{ (call .x).y }}`}, `body: line 1:4: function "call" is not allowed: ` + functions},
		"one in a definition":    {TemplateConfig{Body: `{{ define "a" }}{{ println 1 }}{{ end }}{}`}, `body: line 1:19: function "println" is not allowed: ` + functions},
		"one in a template call": {TemplateConfig{Body: `{{ define "a" }}{{ end }}{{ template "a" (js "x") }}`}, `body: line 1:42: function "js" is not allowed: ` + functions},
		"one in else of a with":  {TemplateConfig{Body: `{{ with .x }}{{ else }}{{ print 1 }}{{ end }}`}, `body: line 1:26: function "print" is not allowed: ` + functions},
		"an unknown field": {
			TemplateConfig{Body: "{\"a\": {{ json .data.sum }} }"}, `body: line 1:19: map has no entry for key "sum"`,
		},
		"a field of evidence that others have not": {
			TemplateConfig{Body: `{"a": {{ json .data.evidence.calls }} }`}, `body: line 1:19: map has no entry for key "calls"`,
		},
		"a value in JSON that is not escaped": {
			TemplateConfig{Body: "{\n\"a\": \"{{ .data.summary }}\"}"},
			"body: what it writes is no valid JSON in line 2, at byte 22 of 43: " +
				"write {{ json .x }} for a value, or {{ jsonEscape .x }} within quotes, or set another content_type",
		},
		"JSON that is not finished": {
			TemplateConfig{Body: `{"a": 1`, ContentType: "application/vnd.x+json"},
			"body: what it writes is no valid JSON in line 1, at byte 7 of 7: " +
				"write {{ json .x }} for a value, or {{ jsonEscape .x }} within quotes, or set another content_type",
		},
		"a range without end":    {TemplateConfig{Body: `{{ range 1000000000000 }}{{ end }}`}, "body: " + endless},
		"ranges within ranges":   {TemplateConfig{Body: `{{ range 30000 }}{{ range 30000 }}{{ $x := len "" }}{{ end }}{{ end }}`}, "body: " + endless},
		"a template of itself":   {TemplateConfig{Body: `{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}`}, "body: " + endless},
		"a template twice":       {TemplateConfig{Body: `{{ define "a" }}{{ if . }}{{ template "a" (slice . 1) }}{{ template "a" (slice . 1) }}{{ end }}{{ end }}{{ template "a" "0123456789012345678901234567890123456789" }}`}, "body: " + endless},
		"too long":               {TemplateConfig{Body: `{{ range 9999 }}{{ $.message.text }}{{ json $.data }}{{ end }}`, ContentType: "text/plain"}, "body: writes more than 262144 bytes"},
		"a value that doubles":   {TemplateConfig{Body: `{{ $x := "\"" }}{{ range 1000 }}{{ $x = json $x }}{{ end }}`}, "body: line 1:40: error calling json: gives too much: the most is 256 KiB"},
		"a separator that grows": {TemplateConfig{Body: `{{ $x := .data.covers }}{{ $s := ", " }}{{ range 100 }}{{ $s = json (json $s) }}{{ end }}`}, "body: line 1:63: error calling json: gives too much: the most is 256 KiB"},
		"a wrong argument":       {TemplateConfig{Body: `{{ money .data .data.name }}`}, "body: line 1:3: error calling money: needs a number and a currency"},
		"a time that is none":    {TemplateConfig{Body: `{{ unix .data.id }}`}, "body: line 1:3: error calling unix: needs a time, such as .timestamp or .data.started_at"},
		"a method that is not":   {TemplateConfig{Method: "GET", Body: "{}"}, "method: must come out as one of POST, PUT, PATCH, DELETE"},
		"a header's template": {
			TemplateConfig{Body: "{}", Headers: map[string]configopaque.String{"X-A": "{{ .nothing }}"}}, `headers::X-A: line 1:3: map has no entry for key "nothing"`,
		},
		"a header's name": {
			TemplateConfig{Body: "{}", Headers: map[string]configopaque.String{"X A": "1"}}, `headers: "X A": is no header name: letters, digits and hyphens`,
		},
		"a header of the exporter": {
			TemplateConfig{Body: "{}", Headers: map[string]configopaque.String{"Webhook-ID": "1"}}, `headers::Webhook-ID: is set by the exporter itself`,
		},
		"a header that has its own key": {
			TemplateConfig{Body: "{}", Headers: map[string]configopaque.String{"content-type": "1"}}, `headers::content-type: is set by content_type`,
		},
		"a content type": {
			TemplateConfig{Body: "{}", ContentType: "json"}, `content_type: "json": must be a media type, such as application/json or text/plain; charset=utf-8`,
		},
		"all that is allowed": {TemplateConfig{Body: `{"a": {{ if and (or true false) (not false) (ne 1 2) (lt 1 2) (le 1 2) (gt 2 1) (ge 2 1) }}{{ len .data.covers }}{{ end }},
			"b": "{{ index .data.evidence "calls" | default "none" }}", "c": "{{ slice "abc" 1 2 | lower }}", "d": "{{ urlquery "a b" }}",
			"e": "{{ range .message.sections }}{{ join "; " .lines | jsonEscape }}{{ break }}{{ end }}" }`}, ""},
	} {
		t.Run(name, func(t *testing.T) { assertErrors(t, test.want, test.cfg.Check()) })
	}
}

// Bodies and headers may hold tokens, also in an action.
func TestTemplateErrorsShowNoSecret(t *testing.T) {
	const secret = "whsec_planted" //nolint:gosec // it is none
	for name, cfg := range map[string]TemplateConfig{
		"beside an error":     {Body: secret + "{{ .x }}" + secret},
		"in the action":       {Body: `{{ money "` + secret + `" "` + secret + `" }}`},
		"in a condition":      {Body: `{{ if eq "` + secret + `" 1 }}{{ end }}`},
		"in what is not JSON": {Body: secret},
		"in the method":       {Body: "{}", Method: secret},
		"in a header":         {Body: "{}", Headers: map[string]configopaque.String{"X": secret + "{{ .x }}"}},
		"as a time":           {Body: `{{ rfc3339 "` + secret + `" }}`},
		"after a quote":       {Body: `{{ json "` + secret + ` }}`},
	} {
		t.Run(name, func(t *testing.T) {
			errs := cfg.Check()
			require.NotEmpty(t, errs)
			assert.NotContains(t, errs[0].Error(), secret)
		})
	}
}

func TestTemplateIsNotExpandedTwice(t *testing.T) {
	n := notificationtest.Firing()
	n.Leading().Summary = `{{ .data.id }} {{ define "x" }}`
	cfg := &TemplateConfig{Body: `{{ .data.summary }}`, ContentType: "text/plain"}
	assert.Equal(t, n.Leading().Summary, string(sent(t, newTestTemplates(t, cfg), messageOf(n)).Body))
}

func TestTemplateHeaderIsCut(t *testing.T) {
	cfg := &TemplateConfig{Body: "{}", Headers: map[string]configopaque.String{"X": "{{ range 5000 }}ü{{ end }}"}}
	value := sent(t, newTestTemplates(t, cfg), messageOf(notificationtest.Firing())).Header[1].Value
	assert.Equal(t, strings.Repeat("ü", maxHeaderValue/2), value)
}

func TestTemplateFuncs(t *testing.T) {
	trunc, err := templateTrunc(3, "aü🙂b")
	require.NoError(t, err)
	assert.Equal(t, "aü🙂", trunc)
	trunc, err = templateTrunc(3, "ab")
	require.NoError(t, err)
	assert.Equal(t, "ab", trunc)
	_, err = templateTrunc(-1, "ab")
	require.Error(t, err)

	assert.Equal(t, "x", templateDefault("x", ""))
	assert.Equal(t, "x", templateDefault("x", nil))
	assert.Equal(t, "y", templateDefault("x", "y"))

	escaped, err := templateJSONEscape("a\"\n<")
	require.NoError(t, err)
	assert.Equal(t, `a\"\n<`, escaped)

	for _, seconds := range []any{number(1140), int64(1140), 1140, uint64(1140), 1140.0} {
		lasted, failed := templateDuration(seconds)
		require.NoError(t, failed)
		assert.Equal(t, "19m0s", lasted)
	}
	for _, bad := range []any{"x", nil, number(1e300)} {
		_, err = templateDuration(bad)
		require.Error(t, err)
	}
	_, err = templateJoin(", ", "no list")
	require.Error(t, err)
	joined, err := templateJoin(", ", nil)
	require.NoError(t, err)
	assert.Empty(t, joined)
	_, err = templateJoin(strings.Repeat("s", maxOutput), []any{"a", "b"})
	require.ErrorIs(t, err, errFunctionTooLong)
}

// Hostile values in a template that escapes them can neither break out of the JSON nor of a header, nor make it fail.
func FuzzTemplate(f *testing.F) {
	f.Add("\"\\\r\n{{ .x }}\x00\xff", 1.0)
	cfg := &TemplateConfig{Body: chat, Headers: map[string]configopaque.String{"X": "{{ .data.service }}{{ .id }}"}}
	f.Fuzz(func(t *testing.T, value string, number float64) {
		m := worstMessage(value, number)
		m.Alerts = m.Alerts[:2]
		request, err := newTestTemplates(t, cfg).Next(m, nil)
		require.NoError(t, err)
		require.True(t, json.Valid(request.Body))
		require.True(t, utf8.Valid(request.Body))
		require.True(t, httpguts.ValidHeaderFieldValue(request.Header[1].Value))
	})
}

// What a user writes never hangs, panics or grows without bound, be it right or wrong.
func FuzzTemplateCheck(f *testing.F) {
	f.Add(chat)
	f.Add(`{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}`)
	f.Add(`{{ range $i, $e := .data.covers }}{{ break }}{{ else }}{{ continue }}{{ end }}`)
	f.Add(`{{ slice .data.id 9999 }}{{ index .data "x" "y" }}{{ (index .group.alerts 7).id }}`)
	f.Fuzz(func(_ *testing.T, body string) {
		cfg := &TemplateConfig{Body: configopaque.String(body), ContentType: "text/plain"}
		cfg.Check()
	})
}

func BenchmarkTemplate(b *testing.B) {
	f, errs := newTemplates(hook, &TemplateConfig{Body: chat}, testSelf)
	require.Empty(b, errs)
	m := messageOf(notificationtest.Firing())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Next(m, nil); err != nil {
			b.Fatal(err)
		}
	}
}
