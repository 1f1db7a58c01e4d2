package alertwebhookexporter

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configopaque"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const plantedSecret = "hunter2-do-not-print"

var testSecret = "whsec_" + base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef"))

// load does with a configuration what `validate` does.
func load(t *testing.T, yaml string) (*Config, error) {
	t.Helper()
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(yaml))
	require.NoError(t, err)
	conf, err := retrieved.AsConf()
	require.NoError(t, err)
	cfg := createDefaultConfig().(*Config)
	if err := conf.Unmarshal(cfg); err != nil {
		return nil, err
	}
	return cfg, confmap.Validate(cfg)
}

func TestTheSmallestConfiguration(t *testing.T) {
	cfg, err := load(t, `
destinations:
  - name: ops
    type: generic
    endpoint: https://ops.example/hooks/api
    signing_secret: `+testSecret+`
min_severity: medium
group_wait: 5s
storage: file_storage
`)
	require.NoError(t, err)
	assert.Equal(t, apierror.SeverityMedium, cfg.MinSeverity)
	assert.Equal(t, 5*time.Second, cfg.GroupWait)
	assert.Equal(t, component.MustNewID("file_storage"), *cfg.Storage)
	assert.Equal(t, testSecret, string(cfg.Destinations[0].SigningSecret))
}

func TestDefaults(t *testing.T) {
	cfg, err := load(t, `
destinations:
  - {name: a, endpoint: "http://a.example"}
  - {name: b, endpoint: "http://b.example", timeout: 3s, tls: {insecure_skip_verify: true}, headers: {x-token: t}}
`)
	require.NoError(t, err)
	assert.Equal(t, apierror.SeverityMedium, cfg.MinSeverity)
	assert.Equal(t, 5*time.Second, cfg.GroupWait)
	assert.Equal(t, 4*time.Hour, cfg.RepeatInterval)
	assert.Equal(t, 5*time.Minute, cfg.ResolveAfter)
	assert.Nil(t, cfg.Storage)
	assert.Equal(t, 1000, cfg.Queue.Size)
	assert.Equal(t, 4*time.Hour, cfg.Retry.MaxElapsedTime)

	a, b := cfg.Destinations[0], cfg.Destinations[1]
	assert.Equal(t, format.TypeGeneric, a.Type)
	assert.Equal(t, 10*time.Second, a.Client.Timeout)
	assert.True(t, a.Client.ForceAttemptHTTP2, "confighttp's defaults reach an element of a list")
	assert.Equal(t, "http://a.example", a.Client.Endpoint)

	assert.Equal(t, 3*time.Second, b.Client.Timeout)
	assert.True(t, b.Client.TLS.InsecureSkipVerify)
	value, _ := b.Client.Headers.Get("x-token")
	assert.Equal(t, "t", string(value))
}

func TestConfigErrors(t *testing.T) {
	const good = "destinations: [{name: ops, endpoint: 'https://ops.example/'}]\n"
	destination := func(fields string) string {
		return "destinations: [{name: ops, endpoint: 'https://ops.example/', " + fields + "}]"
	}
	endpoint := func(url string) string { return "destinations: [{name: ops, endpoint: '" + url + "'}]" }
	for name, test := range map[string]struct{ yaml, want string }{
		"no destination":       {"min_severity: low", "destinations: none given: at least one is needed"},
		"an empty list":        {"destinations: []", "destinations: none given"},
		"an empty destination": {"destinations: [{}]", `destinations::0::name: "": must be 1 to 64 letters`},
		"nothing at all":       {"destinations: [~]", `destinations::0::name: "": must be 1 to 64 letters`},
		"no list":              {"destinations: ops", "'destinations' source data must be an array or slice, got string"},
		"an unknown key":       {good + "groop_wait: 5s", "invalid keys: groop_wait"},

		"an endpoint nobody can be at":     {endpoint("http://169.254.169.254/latest"), "destinations::0::endpoint: refused to connect to 169.254.169.254"},
		"a private one that is denied":     {"deny_private_networks: true\n" + endpoint("http://10.1.2.3/"), "destinations::0::endpoint: refused to connect to 10.1.2.3: it is private"},
		"an endpoint that leads elsewhere": {"destinations: [{name: ops, type: alertmanager, endpoint: 'http://am:9093/api/v2/alerts'}]", "destinations::0::endpoint: [REDACTED]: must be the server's base URL"},
		"no secrets in the list":           {destination("signing_secrets: []"), "destinations::0::signing_secret: is empty"},
		"a proxy with a fragment":          {destination("proxy_url: 'http://me:hunter2@proxy:3128#'"), "destinations::0::proxy_url: [REDACTED]: must have no fragment"},
		"an interval of no form":           {"destinations: [{name: ops, type: alertmanager, endpoint: 'http://am:9093', alertmanager: {resend_interval: soon}}]", `alertmanager::resend_interval: "soon": is no duration`},

		"no name":                   {"destinations: [{endpoint: 'https://ops.example/'}]", `destinations::0::name: "": must be`},
		"a name with slash":         {"destinations: [{name: a/b, endpoint: 'https://ops.example/'}]", `destinations::0::name: "a/b": must be`},
		"a name twice":              {"destinations: [{name: a, endpoint: 'http://a/'}, {name: a, endpoint: 'http://b/'}]", `destinations::1::name: "a" is the name of destinations::0 already`},
		"an unknown type":           {destination("type: pager"), `destinations::0::type: unknown type "pager": must be one of [generic cloudevents alertmanager`},
		"no type":                   {destination("type: ''"), `destinations::0::type: unknown type "": must be one of [generic cloudevents alertmanager`},
		"a misspelt key":            {destination("signing_secert: " + testSecret), "invalid keys: signing_secert"},
		"secrets, one bad":          {destination("signing_secrets: [" + testSecret + ", whsec_" + plantedSecret + "]"), "destinations::0::signing_secrets::1: [REDACTED]: what follows whsec_"},
		"two kinds of secrets":      {destination("signing_secret: " + testSecret + ", signing_secrets: [" + testSecret + "]"), "destinations::0::signing_secret: is given beside signing_secrets"},
		"a secret for nobody":       {destination("type: teams, signing_secret: " + testSecret), "destinations::0::signing_secret: a destination of type teams verifies no signature"},
		"another type's section":    {destination("slack: {channel: C1}"), "destinations::0::slack: is for type slack, and the type is generic"},
		"no routing key":            {"destinations: [{name: ops, type: pagerduty}]", "destinations::0::pagerduty::routing_key"},
		"a template that fails":     {destination("type: template, template: {body: '{{ .nothing }}'}"), "destinations::0::template::body: line 1:"},
		"in flight":                 {destination("max_in_flight: 0"), "destinations::0::max_in_flight: 0: must be 1 to 64"},
		"old TLS":                   {destination("tls: {min_version: '1.0'}"), `destinations::0::tls::min_version: "1.0": must be 1.2 or 1.3`},
		"a route to nobody":         {good + "route: {routes: [{match: {severity: high}, destinations: [pager]}]}", `route::routes::0::destinations::0: "pager"`},
		"unknown quiet hours":       {good + "route: {quiet_hours: [nights]}", `route::quiet_hours::0: "nights"`},
		"a route's wait":            {good + "route: {group_wait: 5}", "route::group_wait"},
		"a bad condition":           {good + "inhibit: [{name: a, source: {when: 'log.x =='}, target: {kinds: [surge]}}]", "inhibit::0::source::when"},
		"a link":                    {good + "links: [{name: trace, type: jaeger, url: 'ftp://x'}]", "links::0::url"},
		"a runbook's signal":        {good + "runbooks: {signal: {brute: {url: 'https://x.example'}}}", `runbooks::signal: "brute": is unknown: must be brute_force`},
		"group_interval":            {good + "group_interval: 0s", "group_interval: 0s: must be longer than 0"},
		"no endpoint":               {"destinations: [{name: ops}]", "destinations::0::endpoint: missing: the full URL is needed"},
		"another scheme":            {endpoint("ftp://ops.example/" + plantedSecret), `destinations::0::endpoint: scheme "ftp": must be one of [http https]`},
		"no scheme":                 {endpoint("ops.example/" + plantedSecret), `destinations::0::endpoint: scheme "": must be one of [http https]`},
		"no host":                   {endpoint("https:///" + plantedSecret), "destinations::0::endpoint: [REDACTED]: has no host"},
		"only a port":               {endpoint("https://:443/" + plantedSecret), "destinations::0::endpoint: [REDACTED]: has no host"},
		"no URL":                    {endpoint("https://%zz/" + plantedSecret), "destinations::0::endpoint: [REDACTED]: is no URL"},
		"a password":                {endpoint("https://me:" + plantedSecret + "@ops.example/"), "destinations::0::endpoint: [REDACTED]: must have no user or password"},
		"a fragment":                {endpoint("https://ops.example/#" + plantedSecret), "destinations::0::endpoint: [REDACTED]: must have no fragment"},
		"a secret unmarked":         {destination("signing_secret: " + plantedSecret), "destinations::0::signing_secret: [REDACTED]: must begin with whsec_"},
		"a secret unencoded":        {destination("signing_secret: whsec_" + plantedSecret), "destinations::0::signing_secret: [REDACTED]: what follows whsec_ must be standard base64"},
		"a secret that is a number": {destination("signing_secret: 424242"), "'signing_secret' expected type 'configopaque.String', got unconvertible type 'int'"},
		"an empty secret":           {destination("signing_secret: ''"), "destinations::0::signing_secret: is empty: set it, or leave the key out"},
		"a short secret":            {destination("signing_secret: whsec_c2hvcnQ="), "destinations::0::signing_secret: [REDACTED]: the key must have 24 to 64 bytes, it has 5"},
		"a bad proxy":               {destination("proxy_url: 'gopher://me:" + plantedSecret + "@proxy'"), `destinations::0::proxy_url: scheme "gopher": must be one of [http https socks5]`},
		"no timeout":                {destination("timeout: 0s"), "destinations::0::timeout: 0s: must be longer than 0"},
		"a timeout in words":        {destination("timeout: soon"), `timeout: "soon": is no duration: a number and a unit`},
		"a timeout without unit":    {destination("timeout: 10"), "destinations::0::timeout: 10ns: is below 1ms: a duration needs its unit"},
		"a compression":             {destination("compression: foo"), `compression: "foo": must be one of gzip, zlib`},
		"a port too high":           {endpoint("https://ops.example:65536/" + plantedSecret), `destinations::0::endpoint: port "65536": must be 1 to 65535`},
		"port 0":                    {endpoint("https://ops.example:0/"), `destinations::0::endpoint: port "0": must be 1 to 65535`},
		"a proxy's port":            {destination("proxy_url: 'http://proxy:99999'"), `destinations::0::proxy_url: port "99999"`},
		"a header's name":           {destination("headers: {'a b': " + plantedSecret + "}"), `destinations::0::headers: "a b": is no header name`},
		"a header's value":          {destination(`headers: {a: "` + plantedSecret + `\n"}`), "destinations::0::headers::a: [REDACTED]: has characters"},
		"a header of ours":          {destination("headers: {Webhook-Id: x}"), "destinations::0::headers::Webhook-Id: is set by the exporter itself"},
		"a header twice":            {destination("headers: [{name: a, value: x}, {name: a, value: y}]"), "headers: duplicate keys in map-style list: [a]"},
		"half a certificate":        {destination("tls: {cert_file: x.pem}"), "tls: TLS configuration must include both certificate and key"},

		"an unknown severity":  {good + "min_severity: urgent", `'min_severity' unknown severity "urgent": one of info, low, medium, high, critical`},
		"no severity":          {good + "min_severity: ''", `'min_severity' unknown severity "": one of info`},
		"group_wait":           {good + "group_wait: -1s", "group_wait: -1s: must be 0 (not held back) or longer"},
		"repeat_interval":      {good + "repeat_interval: 0s", "repeat_interval: 0s: must be longer than 0"},
		"resolve_after":        {good + "resolve_after: -5m", "resolve_after: -5m0s: must be longer than 0"},
		"group_wait: no unit":  {good + "group_wait: 5", "group_wait: 5ns: is below 1ms: a duration needs its unit"},
		"repeat: no unit":      {good + "repeat_interval: 60", "repeat_interval: 60ns: is below 1ms"},
		"resolve: no unit":     {good + "resolve_after: 60", "resolve_after: 60ns: is below 1ms"},
		"group_wait in words":  {good + "group_wait: fast", `group_wait: "fast": is no duration: a number and a unit`},
		"retry in words":       {good + "retry_on_failure: {max_interval: long}", `retry_on_failure::max_interval: "long": is no duration`},
		"retry: no unit":       {good + "retry_on_failure: {initial_interval: 1}", "retry_on_failure::initial_interval: 1ns: is below 1ms"},
		"intervals crossed":    {good + "retry_on_failure: {initial_interval: 5s, max_interval: 1s}", "retry_on_failure::max_interval: 1s: must not be shorter than initial_interval, 5s"},
		"a life too short":     {good + "retry_on_failure: {max_elapsed_time: 5s}", "retry_on_failure::max_elapsed_time: 5s: must not be shorter than max_interval, 1m0s"},
		"multiplier no number": {good + "retry_on_failure: {multiplier: .nan}", "retry_on_failure::multiplier: NaN: must be 1 or more"},
		"storage":              {good + "storage: 'a b'", "storage"},
		"queue_size":           {good + "sending_queue: {queue_size: 0}", "sending_queue::queue_size: 0: must be 1 to 1000000"},
		"initial_interval":     {good + "retry_on_failure: {initial_interval: 0s}", "retry_on_failure::initial_interval: 0s: must be longer than 0"},
		"max_interval":         {good + "retry_on_failure: {max_interval: 0s}", "retry_on_failure::max_interval: 0s: must be longer than 0"},
		"max_elapsed_time":     {good + "retry_on_failure: {max_elapsed_time: 0s}", "retry_on_failure::max_elapsed_time: 0s: must be longer than 0"},
		"multiplier":           {good + "retry_on_failure: {multiplier: 0.5}", "retry_on_failure::multiplier: 0.5: must be 1 or more"},
		"randomization":        {good + "retry_on_failure: {randomization_factor: 2}", "retry_on_failure::randomization_factor: 2: must be 0 to 1"},
		"a negative interval":  {good + "retry_on_failure: {max_interval: -1s}", "retry_on_failure::max_interval: -1s: must be longer than 0"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(t, test.yaml)
			require.ErrorContains(t, err, test.want)
			assert.NotContains(t, err.Error(), plantedSecret)
			assert.NotContains(t, err.Error(), strings.TrimPrefix(testSecret, "whsec_"))
		})
	}
}

func TestConfigsThatAreFine(t *testing.T) {
	for name, yaml := range map[string]string{
		"a proxy with a password": "destinations: [{name: ops, endpoint: 'http://ops.example', proxy_url: 'http://me:pw@proxy:3128'}]",
		"an IPv6 address":         "destinations: [{name: ops, endpoint: 'http://[::1]:8080/hook?token=x'}]",
		"a port":                  "destinations: [{name: ops, endpoint: 'http://ops.example:65535'}]",
		"not held back":           "{destinations: [{name: ops, endpoint: 'http://ops.example'}], group_wait: 0s}",
		"no retries":              "{destinations: [{name: ops, endpoint: 'http://ops.example'}], retry_on_failure: {enabled: false, max_elapsed_time: 0s}}",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(t, yaml)
			require.NoError(t, err)
		})
	}
}

func TestASecretIsNeverPrinted(t *testing.T) {
	cfg, err := load(t, "destinations: [{name: ops, endpoint: 'https://ops.example/', signing_secret: "+testSecret+"}]")
	require.NoError(t, err)
	conf := confmap.New()
	require.NoError(t, conf.Marshal(cfg))
	assert.NotContains(t, conf.ToStringMap()["destinations"], testSecret)
}

func TestTheReadmesConfigurationsAreFine(t *testing.T) {
	for _, example := range readmeConfigs(t) {
		retrieved, err := confmap.NewRetrievedFromYAML([]byte(example))
		require.NoError(t, err)
		conf, err := retrieved.AsConf()
		require.NoError(t, err)
		sub, err := conf.Sub("exporters::alert_webhook")
		require.NoError(t, err)
		cfg := createDefaultConfig().(*Config)
		require.NoError(t, sub.Unmarshal(cfg))
		for i := range cfg.Destinations {
			// Only the collector's own providers expand ${env:…}.
			cfg.Destinations[i].SigningSecret = configopaque.String(testSecret)
		}
		require.NoError(t, confmap.Validate(cfg))
	}
}
