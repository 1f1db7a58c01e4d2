package e2e

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// authority signs the certificates of this machine.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// newAuthority also writes what whoever is to trust it needs.
func newAuthority(t *testing.T, file string) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return &authority{certificate, key}
}

// identity is a server's, valid until a time.
func (a *authority) identity(t *testing.T, until time.Time) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "receiver"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: until.Add(-time.Hour), NotAfter: until, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &key.PublicKey, a.key)
	require.NoError(t, err)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
}

// A receiver whose certificate expires while the collector runs gets what it missed once it has a new one, and the log says why it did
// not before.
func TestCertificateExpires(t *testing.T) {
	dir, behind := t.TempDir(), newReceiver(t)
	ca := newAuthority(t, filepath.Join(dir, "ca.pem"))
	expiry := time.Now().Add(3 * time.Second).Truncate(time.Second)
	var identity atomic.Pointer[tls.Config]
	identity.Store(ca.identity(t, expiry))

	server := httptest.NewUnstartedServer(behind.Config.Handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Config.SetKeepAlivesEnabled(false) // a connection that stands outlives its certificate
	server.TLS = &tls.Config{
		MinVersion:         tls.VersionTLS12,
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) { return identity.Load(), nil },
	}
	server.StartTLS()
	t.Cleanup(server.Close)

	good := newReceiver(t)
	c := startDelivery(t, dir, fmt.Sprintf(`    destinations:
      - name: faulty
        endpoint: "%s/hooks/T0PSECRETPATH"
        signing_secret: "${env:WEBHOOK_SECRET}"
        tls: { ca_file: %q }
      - { name: sound, endpoint: %q, signing_secret: "${env:WEBHOOK_SECRET}" }
`, server.URL, filepath.Join(dir, "ca.pem"), good.URL))
	require.NoError(t, c.tell(t.Context(), surge("before", apierror.StatusFiring, apierror.SeverityHigh, 1)))
	behind.wait(t, 1)
	require.True(t, time.Now().Before(expiry), "this machine is too slow for the test")

	time.Sleep(time.Until(expiry.Add(time.Second)))
	require.NoError(t, c.tell(t.Context(), surge("expired", apierror.StatusFiring, apierror.SeverityHigh, 1)))
	good.wait(t, 2)
	says := "the destination's certificate is valid from"
	require.Eventually(t, func() bool { return strings.Contains(c.log.String(), says) }, patience, 20*time.Millisecond, "the log says nothing of it")
	assert.Len(t, behind.seen(), 1)

	identity.Store(ca.identity(t, time.Now().Add(time.Hour)))
	behind.wait(t, 2)
	c.stop(t)
	assert.Equal(t, []string{"before firing", "expired firing"}, behind.services(t))
	assert.Equal(t, 1, strings.Count(c.log.String(), says), "it is said once")
	requireSecretFree(t, c)
}
