package httpclient

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/bearertokenauthextension"
	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/oauth2clientauthextension"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/config/configauth"
	"go.opentelemetry.io/collector/config/confighttp"
	"go.opentelemetry.io/collector/config/configopaque"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/extension"
	"go.opentelemetry.io/collector/extension/extensiontest"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
)

// authenticated is a configuration that uses a real extension, which is running.
func authenticated(t *testing.T, factory extension.Factory, change func(component.Config)) (*confighttp.ClientConfig, map[component.ID]component.Component) {
	t.Helper()
	extensionCfg := factory.CreateDefaultConfig()
	change(extensionCfg)
	running, err := factory.Create(t.Context(), extensiontest.NewNopSettings(factory.Type()), extensionCfg)
	require.NoError(t, err)
	require.NoError(t, running.Start(t.Context(), componenttest.NewNopHost()))
	t.Cleanup(func() { require.NoError(t, running.Shutdown(context.WithoutCancel(t.Context()))) })
	id := component.NewID(factory.Type())
	cfg := config()
	cfg.Auth = configoptional.Some(configauth.Config{AuthenticatorID: id})
	return cfg, map[component.ID]component.Component{id: running}
}

// receiving keeps the Authorization header of each request.
func receiving(t *testing.T) (url string, got chan string) {
	t.Helper()
	got = make(chan string, 4)
	return serve(t, func(_ http.ResponseWriter, r *http.Request) { got <- r.Header.Get("Authorization") }).URL, got
}

func TestBearerToken(t *testing.T) {
	url, got := receiving(t)
	cfg, extensions := authenticated(t, bearertokenauthextension.NewFactory(), func(cfg component.Config) {
		cfg.(*bearertokenauthextension.Config).BearerToken = "b3arer"
	})
	response, failure := post(t, clientOf(t, cfg, dialguard.Policy{}, extensions), url)
	require.NotNil(t, response, failure.Message)
	assert.Equal(t, "Bearer b3arer", <-got)
}

func TestOAuth2ClientCredentials(t *testing.T) {
	issued := 0
	tokens := serve(t, func(w http.ResponseWriter, r *http.Request) {
		id, secret, _ := r.BasicAuth()
		assert.Equal(t, "alerts/s3cret", id+"/"+secret)
		assert.NoError(t, r.ParseForm())
		assert.Equal(t, "client_credentials", r.Form.Get("grant_type"))
		issued++
		w.Header().Set("Content-Type", "application/json")
		assert.NoError(t, json.NewEncoder(w).Encode(map[string]any{"access_token": fmt.Sprint("issued-", issued), "token_type": "Bearer", "expires_in": 3600}))
	})
	url, got := receiving(t)
	cfg, extensions := authenticated(t, oauth2clientauthextension.NewFactory(), oauth2To(tokens.URL))
	client := clientOf(t, cfg, dialguard.Policy{}, extensions)
	for range 2 {
		response, failure := post(t, client, url)
		require.NotNil(t, response, failure.Message)
		assert.Equal(t, "Bearer issued-1", <-got, "the token is kept while it is valid")
	}
}

// What a token endpoint answers may have the client's secret in it.
func TestATokenThatIsRefusedIsNotTheDestinationsFailure(t *testing.T) {
	tokens := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, `{"error":"invalid_client","you_sent":"`+planted+`"}`, http.StatusUnauthorized)
	})
	url, got := receiving(t)
	cfg, extensions := authenticated(t, oauth2clientauthextension.NewFactory(), oauth2To(tokens.URL+"/"+planted))
	response, failure := post(t, clientOf(t, cfg, dialguard.Policy{}, extensions), url)
	require.Nil(t, response)
	assert.Equal(t, Failure{FailureAuth, "an auth extension or a middleware failed before anything was sent (*oauth2.RetrieveError)"}, failure)
	assert.Empty(t, got)
}

func oauth2To(url string) func(component.Config) {
	return func(cfg component.Config) {
		oauth2 := cfg.(*oauth2clientauthextension.Config)
		oauth2.ClientID, oauth2.ClientSecret, oauth2.TokenURL = "alerts", configopaque.String("s3cret"), url
	}
}

func TestAnExtensionThatIsNotThere(t *testing.T) {
	cfg := config()
	cfg.Auth = configoptional.Some(configauth.Config{AuthenticatorID: component.MustNewID("oauth2client")})
	_, err := New(t.Context(), cfg, dialguard.Policy{}, nil, componenttest.NewNopTelemetrySettings())
	require.ErrorContains(t, err, "oauth2client")
}
