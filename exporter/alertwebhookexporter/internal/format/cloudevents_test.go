package format

import (
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
)

func TestCloudEventsGolden(t *testing.T) {
	schema := compiledSchema(t)
	for name, n := range samples() {
		t.Run(name, func(t *testing.T) {
			m := messageOf(n)
			request := sent(t, newCloudEvents(hook, &CloudEventsConfig{}, testSelf), m)
			assert.Equal(t, []Header{{"Content-Type", "application/cloudevents+json; charset=UTF-8"}}, request.Header)
			checkBody(t, request.Body)
			golden(t, "cloudevents/"+name+".golden.json", indented(t, request.Body))

			var event cloudEvent
			require.NoError(t, json.Unmarshal(request.Body, &event))
			checkSchema(t, schema, event.Data)

			binary := sent(t, newCloudEvents(hook, &CloudEventsConfig{Mode: CloudEventsBinary}, testSelf), m)
			assert.Equal(t, string(event.Data), string(binary.Body), "the same data either way")
			checkBody(t, binary.Body)
			golden(t, "cloudevents/"+name+".binary.golden.txt", headerLines(binary))
		})
	}
}

// headerLines are the headers as they are sent.
func headerLines(r *Request) []byte {
	var lines strings.Builder
	for _, header := range r.Header {
		lines.WriteString(header.Name + ": " + header.Value + "\n")
	}
	return []byte(lines.String())
}

func TestTheSchemaHasTheNameThatEventsGiveIt(t *testing.T) {
	raw, err := os.ReadFile(schemaFile)
	require.NoError(t, err)
	var schema struct {
		ID string `json:"$id"`
	}
	require.NoError(t, json.Unmarshal(raw, &schema))
	assert.Equal(t, schemaID, schema.ID)
}

func TestTheWorstEventFits(t *testing.T) {
	for _, unit := range []string{"a", `"`, "\u2028", "😀"} {
		m := worstMessage(strings.Repeat(unit, 64<<10), 1)
		f := newCloudEvents(hook, &CloudEventsConfig{Source: "/" + strings.Repeat("s", maxSource-1)}, testSelf)
		checkBody(t, sent(t, f, m).Body)
	}
}

// Values are from section 3.1.3.2 of the HTTP binding.
func TestHeaderEncoded(t *testing.T) {
	for value, want := range map[string]string{
		"Euro € 😀":    "Euro%20%E2%82%AC%20%F0%9F%98%80",
		`a"b%c`:       "a%22b%25c",
		"a\r\nb\x00":  "a%0D%0Ab%00",
		"plain/~!'*:": "plain/~!'*:",
		"\xff":        "%FF",
		"%E2":         "%25E2",
	} {
		assert.Equal(t, want, headerEncoded(value))
	}
}

func FuzzHeaderEncoded(f *testing.F) {
	f.Add("€ \"%\r\n")
	f.Fuzz(func(t *testing.T, value string) {
		encoded := headerEncoded(value)
		assert.False(t, strings.ContainsFunc(encoded, func(r rune) bool { return r <= ' ' || r > '~' }))
		decoded, err := url.PathUnescape(encoded)
		require.NoError(t, err)
		assert.Equal(t, value, decoded)
	})
}

func TestCloudEventsSource(t *testing.T) {
	m := messageOf(notificationtest.Firing())
	for given, want := range map[string]string{"": "otelcol-apierror", "/collectors/eu": "/collectors/eu"} {
		var event cloudEvent
		require.NoError(t, json.Unmarshal(sent(t, newCloudEvents(hook, &CloudEventsConfig{Source: given}, testSelf), m).Body, &event))
		assert.Equal(t, want, event.Source)
	}
}

func TestCloudEventsConfig(t *testing.T) {
	for name, test := range map[string]struct {
		cfg  CloudEventsConfig
		want string
	}{
		"nothing":            {CloudEventsConfig{}, ""},
		"all":                {CloudEventsConfig{Mode: CloudEventsBinary, Source: "https://collector.example/eu?a=b"}, ""},
		"a mode that is not": {CloudEventsConfig{Mode: "batched"}, `mode: "batched": must be structured or binary`},
		"a source with a space": {
			CloudEventsConfig{Source: "our collector"},
			`source: "our collector": must be a URI reference of at most 512 characters, such as https://collector.example or /collectors/eu`,
		},
		"a source that is no URI": {
			CloudEventsConfig{Source: "http://[::1"},
			`source: "http://[::1": must be a URI reference of at most 512 characters, such as https://collector.example or /collectors/eu`,
		},
	} {
		t.Run(name, func(t *testing.T) { assertErrors(t, test.want, test.cfg.Check()) })
	}
}

// assertErrors compares one error, or none.
func assertErrors(t *testing.T, want string, errs []error) {
	t.Helper()
	if want == "" {
		assert.Empty(t, errs)
		return
	}
	require.Len(t, errs, 1)
	assert.EqualError(t, errs[0], want)
}
