package format

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	hook       = "https://ops.example/hooks/api"
	schemaFile = "../../schema/notification.schema.json"
)

var (
	testSelf = Self{Version: "1.2.3"}
	start    = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	later    = start.Add(90*time.Second + 250*time.Millisecond)
)

// sent is the only request that a format needs for a message.
func sent(t *testing.T, f Format, m *Message) *Request {
	t.Helper()
	request, err := f.Next(m, nil)
	require.NoError(t, err)
	require.NotNil(t, request)
	again, err := f.Next(m, nil)
	require.NoError(t, err)
	require.Equal(t, request, again, "every attempt carries the same")
	last, err := f.Next(m, []Answer{{Status: 200}})
	require.NoError(t, err)
	require.Nil(t, last, "one request says all")
	assert.Equal(t, Judgement{}, f.Judge(&Request{}, &Answer{Status: 503, Body: []byte("{}")}), "its status says it")
	assert.Empty(t, f.Receipt(m, []Answer{{Status: 200}}))
	return request
}

// of tells of one finding for the first time, without words.
func of(f apierror.Finding) *Message {
	n := &notification.Notification{
		ID: "msg_1", Destination: "ops", Group: notification.Group{ID: "1"}, Sequence: 1, Cause: notification.CauseOpened, At: later,
		Alerts: []notification.Alert{{Finding: f, News: true}}, Firing: 1,
	}
	if f.Status == apierror.StatusResolved {
		n.Firing, n.Resolved, n.Cause = 0, 1, notification.CauseEnded
	}
	return &Message{Notification: n}
}

func TestGenericGolden(t *testing.T) {
	schema := compiledSchema(t)
	for name, n := range samples() {
		t.Run(name, func(t *testing.T) {
			request := sent(t, newGeneric(hook, testSelf), messageOf(n))
			assert.Equal(t, "POST", request.Method)
			assert.Equal(t, hook, request.URL)
			assert.Equal(t, []Header{{"Content-Type", "application/json"}}, request.Header)
			checkBody(t, request.Body)
			checkSchema(t, schema, request.Body)
			golden(t, "generic/"+name+".golden.json", indented(t, request.Body))
		})
	}
}

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile(schemaFile)
	require.NoError(t, err)
	return schema
}

func checkSchema(t *testing.T, schema *jsonschema.Schema, body []byte) {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
	require.NoError(t, err)
	require.NoError(t, schema.Validate(document))
}

func TestTheSchemaRefusesWhatIsNone(t *testing.T) {
	schema := compiledSchema(t)
	good := string(sent(t, newGeneric(hook, testSelf), messageOf(notificationtest.Grouped())).Body)
	checkSchema(t, schema, []byte(good))
	for name, change := range map[string][2]string{
		"another version":    {`"version":"1"`, `"version":"2"`},
		"no severity":        {`"severity":"critical"`, `"severity":"bad"`},
		"a time that is not": {`"timestamp":"2026`, `"timestamp":"x2026`},
		"a count as text":    {`"count":48`, `"count":"48"`},
		"another type":       {`apierror.finding.firing`, `apierror.finding.gone`},
		"an unknown cause":   {`"cause":"opened"`, `"cause":"why"`},
		"an id left out":     {`"data":{"id":"0123456789abcdef",`, `"data":{`},
		"a money as text":    {`"value_at_risk":2040`, `"value_at_risk":"2040"`},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, good, change[0])
			document, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(good, change[0], change[1], 1)))
			require.NoError(t, err)
			assert.Error(t, schema.Validate(document))
		})
	}
}

func attack() apierror.Finding {
	return apierror.Finding{
		ID: "9c1185a5c5e9fc54", Kind: apierror.KindSecurity, Name: "credential_stuffing", Status: apierror.StatusFiring,
		StartedAt: start, UpdatedAt: later, Count: 57, Severity: apierror.SeverityHigh, Confidence: 0.9,
		Summary:   "Credential stuffing by client 203.0.113.7: 57 login attempts so far",
		Rationale: "57 failed logins on 31 accounts in 2m0s",
		Evidence:  map[string]any{"routes": []any{"/login"}, "calls": int64(57)},
		TraceID:   pcommon.TraceID{0: 1}, SpanID: pcommon.SpanID{7: 2},
		Subject: apierror.Subject{
			Service: "accounts", Route: "/login",
			Actor:      apierror.Actor{Type: apierror.ActorClient, ID: "203.0.113.7"},
			Signals:    []apierror.Signal{apierror.SignalCredentialStuffing},
			References: []string{"attack:T1110.004"},
		},
	}
}

func outage() apierror.Finding {
	return apierror.Finding{
		ID: "51b3", Kind: apierror.KindBusinessFailure, Name: "checkout", Status: apierror.StatusResolved,
		StartedAt: start, UpdatedAt: later, Count: 3, Severity: apierror.SeverityCritical,
		Subject: apierror.Subject{
			Service: "orders", RPCMethod: "shop.Ledger/Book", Category: apierror.CategoryTimeout, Reason: "read_timeout",
			Origin: apierror.OriginThirdParty,
			Business: apierror.Business{
				Process: "checkout", Owner: "team-pay", Criticality: apierror.CriticalityCritical, Impact: apierror.ImpactHigh,
				ValueAtRisk: 127.5, Cost: 83.6, Currency: "USD", Partner: "cardnet", Rationale: "3 orders",
			},
		},
		Covers: []string{"0123456789abcdef", "fedcba9876543210"},
	}
}

// What version 1 was before it had groups: receivers of then read it the same, byte for byte up to the new fields.
func TestGenericIsWhatItWas(t *testing.T) {
	for name, test := range map[string]struct {
		finding apierror.Finding
		want    string
	}{
		"an attack": {attack(), `{"type":"apierror.finding.firing","version":"1","timestamp":"2026-11-22T10:01:30.25Z",` +
			`"data":{"id":"9c1185a5c5e9fc54","kind":"security","name":"credential_stuffing","status":"firing","severity":"high",` +
			`"summary":"Credential stuffing by client 203.0.113.7: 57 login attempts so far",` +
			`"started_at":"2026-11-22T10:00:00Z","updated_at":"2026-11-22T10:01:30.25Z","count":57,"confidence":0.9,` +
			`"rationale":"57 failed logins on 31 accounts in 2m0s","evidence":{"calls":57,"routes":["/login"]},` +
			`"trace_id":"01000000000000000000000000000000","span_id":"0000000000000002","service":"accounts","route":"/login",` +
			`"actor":{"id":"203.0.113.7","type":"client"},` +
			`"security":{"signals":["credential_stuffing"],"references":["attack:T1110.004"]}},`},
		"an outage that is over": {outage(), `{"type":"apierror.finding.resolved","version":"1","timestamp":"2026-11-22T10:01:30.25Z",` +
			`"data":{"id":"51b3","kind":"business_failure","name":"checkout","status":"resolved","severity":"critical",` +
			`"started_at":"2026-11-22T10:00:00Z","updated_at":"2026-11-22T10:01:30.25Z","ended_at":"2026-11-22T10:01:30.25Z",` +
			`"duration_seconds":90.25,` + // new
			`"count":3,"covers":["0123456789abcdef","fedcba9876543210"],"service":"orders","rpc_method":"shop.Ledger/Book",` +
			`"category":"timeout","reason":"read_timeout","origin":"third_party",` +
			`"business":{"process":"checkout","owner":"team-pay","criticality":"critical","impact":"high","value_at_risk":127.5,` +
			`"cost":83.6,"currency":"USD","partner":"cardnet","sla_breached":false,"rationale":"3 orders"}},`},
		"nothing but what must be": {
			apierror.Finding{ID: "1", Kind: apierror.KindSurge, Status: apierror.StatusFiring, Severity: apierror.SeverityLow},
			`{"type":"apierror.finding.firing","version":"1","timestamp":"2026-11-22T10:01:30.25Z",` +
				`"data":{"id":"1","kind":"surge","status":"firing","severity":"low"},`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			body := string(sent(t, newGeneric(hook, Self{}), of(test.finding)).Body)
			require.Greater(t, len(body), len(test.want))
			assert.Equal(t, test.want, body[:len(test.want)])
		})
	}
}

func TestGenericSaysWhatAnAlertIsPartOf(t *testing.T) {
	m := messageOf(notificationtest.Resolved())
	m.Alerts[0].PartOf = "aaaa85a5c5e9fc54"
	assert.Equal(t, "aaaa85a5c5e9fc54", decoded(t, sent(t, newGeneric(hook, testSelf), m).Body).Data.Evidence["part_of"])
	assert.NotContains(t, m.Leading().Evidence, "part_of", "the finding is not changed")
}

func TestGenericSaysOnlyWhatChanged(t *testing.T) {
	repeated := notificationtest.Worsened()
	f := repeated.Leading()
	repeated.Cause = notification.CauseRepeated
	repeated.Alerts[0].Before = &notification.Told{
		At: start, Severity: f.Severity, Count: 400, ValueAtRisk: f.Subject.Business.ValueAtRisk, Cost: f.Subject.Business.Cost,
	}
	for name, test := range map[string]struct {
		n    *notification.Notification
		want *genericChanges
	}{
		"told for the first time": {notificationtest.Firing(), nil},
		"worse in every way": {notificationtest.Worsened(), &genericChanges{
			Since: "2026-11-22T10:00:10Z", Severity: &genericChange[string]{"high", "critical"}, Count: &genericChange[int64]{48, 480},
			ValueAtRisk: &genericChange[float64]{2040, 20400}, Cost: &genericChange[float64]{510, 5100},
		}},
		"more calls": {repeated, &genericChanges{Since: "2026-11-22T10:00:00Z", Count: &genericChange[int64]{400, 480}}},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, decoded(t, sent(t, newGeneric(hook, testSelf), messageOf(test.n)).Body).Changes)
		})
	}
}

func TestGenericLeavesOutALinkThatIsTooLong(t *testing.T) {
	m := messageOf(notificationtest.Firing())
	m.Text.Links[0].URL += strings.Repeat("x", longText)
	links := decoded(t, sent(t, newGeneric(hook, testSelf), m).Body).Message.Links
	require.Len(t, links, 1, "cut, it would lead elsewhere")
	assert.Equal(t, "Runbook", links[0].Name)
}

func decoded(t *testing.T, body []byte) *genericDocument {
	t.Helper()
	document := new(genericDocument)
	require.NoError(t, json.Unmarshal(body, document))
	return document
}

func TestGenericHostileValues(t *testing.T) {
	for name, test := range map[string]struct{ value, want string }{
		"invalid UTF-8":       {"a\xff\xfeb", "a\ufffdb"},
		"control characters":  {"a\x00\x1b[31mb\r", "a\ufffd\ufffd[31mb\ufffd"},
		"newline and tab":     {"a\n\tb", "a\n\tb"},
		"markup":              {`<script>"&`, `<script>"&`},
		"cut at a character":  {strings.Repeat("ü", 200), strings.Repeat("ü", 126) + "…"},
		"long and all broken": {strings.Repeat("\x00", 64<<10), strings.Repeat("\ufffd", 84) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			body := sent(t, newGeneric(hook, testSelf), of(apierror.Finding{ID: "1", Name: test.value})).Body
			assert.Equal(t, test.want, decoded(t, body).Data.Name)
		})
	}
}

func BenchmarkGeneric(b *testing.B) {
	for name, n := range map[string]*notification.Notification{"one": notificationtest.Firing(), "full": notificationtest.Full()} {
		b.Run(name, func(b *testing.B) {
			m, f := messageOf(n), newGeneric(hook, testSelf)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := f.Next(m, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
