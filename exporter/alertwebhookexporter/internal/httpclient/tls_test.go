package httpclient

import (
	"crypto/tls"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/config/confighttp"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
)

func TestTLS(t *testing.T) {
	ours, other := newAuthority(t), newAuthority(t)
	later := time.Now().Add(time.Hour)
	good, client, stranger := ours.sign(t, later, "localhost"), ours.sign(t, later), other.sign(t, later, "localhost")
	asksForCertificate := func(cfg *tls.Config) { cfg.ClientAuth, cfg.ClientCAs = tls.RequireAndVerifyClientCert, ours.pool() }
	asksByTLS12 := func(cfg *tls.Config) {
		asksForCertificate(cfg)
		cfg.MaxVersion = tls.VersionTLS12
	}
	trusting := func(cfg *confighttp.ClientConfig) { cfg.TLS.CAFile = ours.file }
	with := func(p *pair) func(*confighttp.ClientConfig) {
		return func(cfg *confighttp.ClientConfig) {
			cfg.TLS.CAFile, cfg.TLS.CertFile, cfg.TLS.KeyFile = ours.file, p.certificateFile, p.keyFile
		}
	}
	for name, test := range map[string]struct {
		certificate *pair
		server      func(*tls.Config)
		client      func(*confighttp.ClientConfig)
		want        string // "" where it works
	}{
		"a custom authority":            {certificate: good, client: trusting},
		"a client certificate":          {certificate: good, server: asksForCertificate, client: with(client)},
		"a client certificate, TLS 1.2": {certificate: good, server: asksByTLS12, client: with(client)},
		"verified under another name": {certificate: ours.sign(t, later, "hooks.example"), client: func(cfg *confighttp.ClientConfig) {
			cfg.TLS.CAFile, cfg.TLS.ServerName = ours.file, "hooks.example"
		}},

		"an unknown authority": {certificate: good, client: func(*confighttp.ClientConfig) {}, want: "an authority that is not known here: set tls::ca_file"},
		"another authority":    {certificate: stranger, client: trusting, want: "an authority that is not known here"},
		"expired": {
			certificate: ours.sign(t, time.Now().Add(-time.Hour), "localhost"), client: trusting,
			want: "the destination's certificate is valid from 20",
		},
		"another name": {
			certificate: ours.sign(t, later, "evil\u0020.example"), client: trusting,
			want: `the destination's certificate is not one of "localhost"`,
		},
		"no client certificate": {
			certificate: good, server: asksByTLS12, client: trusting,
			want: "refused the TLS handshake (remote error: tls: ",
		},
		"a client certificate of another authority": {
			certificate: good, server: asksByTLS12, client: with(stranger),
			want: "refused the TLS handshake (remote error: tls: ",
		},
		"TLS 1.1 only": {certificate: good, client: trusting, server: func(cfg *tls.Config) {
			cfg.MinVersion, cfg.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
		}, want: "protocol version"},
	} {
		t.Run(name, func(t *testing.T) {
			server := serveTLS(t, test.certificate, test.server)
			cfg := config()
			test.client(cfg)
			response, failure := post(t, clientOf(t, cfg, dialguard.Policy{}, nil), strings.Replace(server.URL, "127.0.0.1", "localhost", 1))
			if test.want == "" {
				require.NotNil(t, response, failure.Message)
				assert.Equal(t, "HTTP/2.0", response.Header.Get("X-Proto"), "which the guard does not take away")
				return
			}
			require.Nil(t, response)
			assert.Equal(t, FailureCertificate, failure.Kind, failure.Message)
			assert.Contains(t, failure.Message, test.want)
		})
	}
}

func TestAnEndpointThatDoesNotSpeakTLS(t *testing.T) {
	server := serve(t, nil)
	_, failure := post(t, clientOf(t, config(), dialguard.Policy{}, nil), strings.Replace(server.URL, "http:", "https:", 1))
	assert.Equal(t, Failure{FailureCertificate, "the destination does not speak TLS: its endpoint may be an http one"}, failure)
}

// In TLS 1.3 a client's certificate is refused after the client's part of the handshake, so that its first request may fail before the
// alert is read: then all that is known is that the connection was closed.
func TestAClientCertificateThatIsRefusedLate(t *testing.T) {
	ours := newAuthority(t)
	server := serveTLS(t, ours.sign(t, time.Now().Add(time.Hour), "localhost"), func(cfg *tls.Config) {
		cfg.MinVersion, cfg.ClientAuth, cfg.ClientCAs = tls.VersionTLS13, tls.RequireAndVerifyClientCert, ours.pool()
	})
	cfg := config()
	cfg.TLS.CAFile = ours.file
	for range 10 {
		_, failure := post(t, clientOf(t, cfg, dialguard.Policy{}, nil), strings.Replace(server.URL, "127.0.0.1", "localhost", 1))
		require.Regexp(t, "it may want another client certificate, tls::cert_file|broken pipe|connection reset by peer", failure.Message)
	}
}
