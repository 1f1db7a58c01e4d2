package httpclient

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
)

func TestTheGuardIsInTheWayOfEveryConnection(t *testing.T) {
	server := serve(t, func(http.ResponseWriter, *http.Request) {})
	named := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	for name, test := range map[string]struct {
		guard dialguard.Policy
		url   string
		want  string // "" where it works
	}{
		"this machine":               {dialguard.Policy{}, server.URL, ""},
		"this machine, by name":      {dialguard.Policy{}, named, ""},
		"metadata":                   {dialguard.Policy{}, "http://169.254.169.254", "it is a cloud's metadata service"},
		"metadata, as one number":    {dialguard.Policy{}, "http://2852039166", "it is a cloud's metadata service"},
		"metadata, through NAT64":    {dialguard.Policy{}, "http://[64:ff9b::a9fe:a9fe]", "it is a cloud's metadata service"},
		"metadata, by TLS":           {dialguard.Policy{}, "https://169.254.169.254", "it is a cloud's metadata service"},
		"private networks denied":    {dialguard.Policy{DenyPrivate: true}, server.URL, "it is this machine's own (loopback), and deny_private_networks"},
		"the same of what a name is": {dialguard.Policy{DenyPrivate: true}, named, "it is this machine's own (loopback), and deny_private_networks"},
	} {
		t.Run(name, func(t *testing.T) {
			response, failure := post(t, clientOf(t, config(), test.guard, nil), test.url)
			if test.want == "" {
				require.NotNil(t, response, failure.Message)
				return
			}
			require.Nil(t, response)
			assert.Equal(t, FailureAddress, failure.Kind, failure.Message)
			assert.Contains(t, failure.Message, test.want)
		})
	}
}

// proxy answers every request itself, with what it was asked for; a CONNECT it carries out.
func proxy(t *testing.T) (url string, asked chan string) {
	t.Helper()
	asked = make(chan string, 4)
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked <- r.Method + " " + r.Host
		if r.Method != http.MethodConnect {
			return
		}
		target, err := (&net.Dialer{}).DialContext(r.Context(), "tcp", r.Host)
		if !assert.NoError(t, err) {
			return
		}
		client, buffered, err := w.(http.Hijacker).Hijack()
		if !assert.NoError(t, err) {
			return
		}
		_, _ = client.Write([]byte("HTTP/1.1 200 OK\r\n\r\n"))
		go func() {
			_, _ = io.Copy(target, bufio.NewReader(buffered))
			_ = target.Close()
		}()
		_, _ = io.Copy(client, target)
		_ = client.Close()
	})
	return server.URL, asked
}

// A proxy resolves names itself, so all that is left to check is a target that is an address. The proxy's own may be private.
func TestAProxy(t *testing.T) {
	for target, want := range map[string]string{
		"http://ops.example":          "",
		"http://93.184.215.14":        "",
		"http://169.254.169.254":      "it is a cloud's metadata service",
		"http://0xa9fea9fe":           "it is a cloud's metadata service",
		"https://[fd00:ec2::254]":     "it is a cloud's metadata service",
		"http://10.0.0.1":             "it is private, and deny_private_networks is set",
		"http://[::ffff:192.168.0.1]": "it is private, and deny_private_networks is set",
	} {
		t.Run(target, func(t *testing.T) {
			url, asked := proxy(t)
			cfg := config()
			cfg.ProxyURL = url
			response, failure := post(t, clientOf(t, cfg, dialguard.Policy{DenyPrivate: true}, nil), target)
			if want == "" {
				require.NotNil(t, response, failure.Message)
				assert.Equal(t, "POST "+strings.TrimPrefix(target, "http://"), <-asked)
				return
			}
			require.Nil(t, response)
			assert.Equal(t, FailureAddress, failure.Kind, failure.Message)
			assert.Contains(t, failure.Message, want)
			assert.Empty(t, asked)
		})
	}
}

func TestTLSThroughAProxy(t *testing.T) {
	ours := newAuthority(t)
	server := serveTLS(t, ours.sign(t, time.Now().Add(time.Hour), "localhost"), nil)
	url, asked := proxy(t)
	cfg := config()
	cfg.ProxyURL, cfg.TLS.CAFile = url, ours.file
	// The name is this machine's, which only the proxy finds out.
	client := clientOf(t, cfg, dialguard.Policy{DenyPrivate: true}, nil)
	host := strings.Replace(strings.TrimPrefix(server.URL, "https://"), "127.0.0.1", "localhost", 1)
	response, failure := post(t, client, "https://"+host)
	require.NotNil(t, response, failure.Message)
	assert.Equal(t, "CONNECT "+host, <-asked)
	assert.Equal(t, "HTTP/2.0", response.Header.Get("X-Proto"))
}

func TestAProxyMayNotBeAMetadataService(t *testing.T) {
	cfg := config()
	cfg.ProxyURL = "http://169.254.169.254:3128"
	_, failure := post(t, clientOf(t, cfg, dialguard.Policy{}, nil), "http://ops.example")
	assert.Equal(t, FailureAddress, failure.Kind, failure.Message)
}
