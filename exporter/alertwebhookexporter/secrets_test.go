package alertwebhookexporter

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/config/configopaque"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/redact"
)

// The secrets that plantSecrets puts into a configuration. They have characters that encoders change.
var (
	plantedSigningSecret    = "whsec_" + base64.StdEncoding.EncodeToString([]byte("planted signing secret, 32 bytes"))
	plantedOldSigningSecret = "whsk_" + base64.StdEncoding.EncodeToString([]byte("planted ed25519 seed of 32 bytes"))
)

const (
	plantedPath         = "PATH~t0ken'4711"
	plantedQuery        = "QUERY t0ken/4711"
	plantedHeader       = `HEADER-t0ken"4711`
	plantedPassword     = "PASSWORD:t0k3n&4711"
	plantedSlackToken   = "xoxb-4711-SLACK-t0ken" //nolint:gosec // opens nothing
	plantedPagerDutyKey = "PAGERDUTY4711t0ken4711abcdef1234"
	plantedBodyToken    = "BODY4711t0ken4711-abcdef"
	plantedSplunkToken  = "5914ba47-4711-SPLUNK-t0ken" //nolint:gosec // opens nothing
)

func plantedSecrets() []string {
	return []string{
		plantedSigningSecret, strings.TrimPrefix(plantedSigningSecret, "whsec_"),
		plantedOldSigningSecret, strings.TrimPrefix(plantedOldSigningSecret, "whsk_"),
		plantedPath, plantedQuery, plantedHeader, plantedPassword, plantedSlackToken, plantedPagerDutyKey, plantedSplunkToken, plantedBodyToken,
	}
}

// plantSecrets fills every place of a destination that holds secrets, for a server at a base URL. The type stays as it is, so that a
// test leaves out the sections of other types before it starts an exporter.
func plantSecrets(cfg *DestinationConfig, base string) {
	cfg.Client.Endpoint = base + "/hooks/" + url.PathEscape(plantedPath) + "?key=" + url.QueryEscape(plantedQuery)
	cfg.SigningSecrets = []configopaque.String{configopaque.String(plantedSigningSecret), configopaque.String(plantedOldSigningSecret)}
	basic := base64.StdEncoding.EncodeToString([]byte("alerts:" + plantedPassword))
	cfg.Client.Headers = configopaque.MapList{{Name: "X-Token", Value: plantedHeader}, {Name: "Authorization", Value: configopaque.String("Basic " + basic)}}
	cfg.Options.Slack = &format.SlackConfig{Token: plantedSlackToken}
	cfg.Options.PagerDuty = &format.PagerDutyConfig{RoutingKey: plantedPagerDutyKey}
	cfg.Options.Template = &format.TemplateConfig{Body: `{"text": {{ json .data.summary }}, "token": "` + plantedBodyToken + `"}`}
	cfg.Options.SplunkHEC = &format.SplunkHECConfig{Token: plantedSplunkToken}
}

// requireNoSecret fails where a text that somebody may see has a planted secret in it, in any form in which it may have been written.
func requireNoSecret(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		require.Empty(t, secretsIn(text), text)
	}
}

func secretsIn(text string) []string {
	var found []string
	for _, secret := range plantedSecrets() {
		if slices.ContainsFunc(formsOf(secret), func(form string) bool { return strings.Contains(text, form) }) {
			found = append(found, secret)
		}
	}
	return found
}

// formsOf knows nothing of the redactor, which it is to judge.
func formsOf(secret string) []string {
	quoted, _ := json.Marshal(secret)
	forms := []string{
		secret, url.PathEscape(secret), url.QueryEscape(secret), strings.ReplaceAll(url.QueryEscape(secret), "+", "%20"),
		(&url.URL{Path: "/" + secret}).EscapedPath()[1:], strings.Trim(string(quoted), `"`),
	}
	// In the middle of a longer text in base64, without the characters that it shares with its neighbours.
	for before := range 3 {
		encoded := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\x00", before) + secret))
		core := encoded[(before*8+5)/6 : (before+len(secret))*8/6]
		forms = append(forms, core, strings.NewReplacer("+", "-", "/", "_").Replace(core))
	}
	return forms
}

func TestPlantedSecretsAreFound(t *testing.T) {
	for _, secret := range plantedSecrets() {
		for _, form := range formsOf(secret) {
			assert.NotEmpty(t, secretsIn("failed: "+form+" (404)"), form)
		}
		assert.NotEmpty(t, secretsIn(base64.StdEncoding.EncodeToString([]byte("alerts:"+secret))), secret)
	}
	requireNoSecret(t, "", "the destination answered 404 Not Found", "POST https://ops.example/hooks/[REDACTED]", "whsec_", "t0ken 4711")
}

func TestARedactorOfADestinationKnowsWhatIsPlanted(t *testing.T) {
	var cfg DestinationConfig
	plantSecrets(&cfg, "https://ops.example")
	r := redact.New(redact.Secrets(&cfg.Client, append(cfg.Options.Secrets(), cfg.SigningSecrets...)...))
	for _, secret := range plantedSecrets() {
		for _, form := range formsOf(secret) {
			requireNoSecret(t, r.String("failed: "+form+" (404)"), r.String(form))
		}
	}
	requireNoSecret(t, r.String("Post "+cfg.Client.Endpoint+": EOF"))
}
