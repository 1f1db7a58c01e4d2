package classify

// Where what is said of TLS is worded.
const (
	opensslX509  = "docs.openssl.org: X509_verify_cert_error_string"
	opensslSSL   = "docs.openssl.org: SSL_R_ reasons; boringssl: ssl errors"
	tlsAlerts    = "RFC 8446 6: alerts, as OpenSSL, JSSE, Go and rustls word them"
	rustlsText   = "docs.rs/rustls: Error, AlertDescription, CertificateError"
	jsseText     = "openjdk.org: sun.security.ssl, sun.security.provider.certpath, sun.security.validator"
	schannelText = "github.com/dotnet/runtime: System.Net.Security, Strings.resx"
)

// tlsPhrases are what is said of handshakes and certificates. What is wrong with a certificate says more than that it is not
// trusted, and either more than that the handshake failed.
var tlsPhrases = []phraseRow{
	{&handshakeTimeout, goTLSText, []string{"tls handshake timeout", "tls: handshake timeout"}},
	{&handshakeTimeout, netty, []string{"handshake timed out"}},
	{&handshakeTimeout, pythonStdlib, []string{"the handshake operation timed out", "ssl handshake is taking longer than"}},
	{&handshakeTimeout, curlText, []string{"ssl connection timeout"}},
	{&certificateExpired, goTLSText, []string{"certificate has expired"}},
	{&certificateExpired, openssl, []string{"cert_has_expired"}},
	{&certificateExpired, rustlsText, []string{"invalid peer certificate: expired", "invalid peer certificate: certificate expired"}},
	{&ownCertificateExpired, tlsAlerts, []string{"alert certificate expired", "alert: certificate_expired", "alert: certificateexpired", "certificate_expired", "alert number 45", "tls: expired certificate"}},
	{&certificateExpired, plainWords, []string{"certificate expired"}},
	{&certificateExpired, jdkNet, []string{"notafter:"}},
	{&certificateExpired, jdkNet, []string{"validity check failed"}},
	{&certificateExpired, schannelText, []string{"remotecertificatechainerrors * nottimevalid", "partialchain, nottimevalid", "errors in the certificate chain: nottimevalid"}},
	{&certificateExpired, urlSession, []string{"nsurlerrordomain code=-1201"}},
	{&ownCertificateRefused, tlsAlerts, []string{
		"alert unknown ca", "unknown_ca", "unknownca", "unknown certificate authority", "alert bad certificate", "tls: bad certificate", "bad_certificate", "badcertificate",
		"certificate_unknown", "alert certificate unknown", "tls: unknown certificate", "certificateunknown", "unsupported_certificate", "tls: unsupported certificate",
		"certificate required", "certificate_required", "certificaterequired", "alert certificate revoked", "certificate_revoked", "tls: revoked certificate",
		"alert number 42", "alert number 43", "alert number 44", "alert number 46", "alert number 48", "alert number 116",
	}},
	{&certificateInvalid, opensslX509, []string{
		"certificate_verify_failed", "certificate verify failed", "self signed certificate", "self-signed certificate",
		"unable to get local issuer certificate", "unable to verify the first certificate", "unable to get issuer certificate", "certificate is not yet valid",
		"certificate revoked", "hostname mismatch", "certificate chain too long", "invalid ca certificate", "certificate rejected",
		"certificate not trusted", "ca md too weak", "ee key too small",
	}},
	{&certificateInvalid, jsseText, []string{
		"pkix path building failed", "pkix path validation failed", "no subject alternative", "unable to find valid certification path", "no name matching * found",
		"path does not chain with any of the trust anchors", "trustanchors parameter must be non-empty", "certificates do not conform to algorithm constraints",
		"trust anchor for certification path not found", "certificate for <*> doesn't match", "hostname * not verified", "certificate pinning failure",
		"no x509trustmanager implementation", "no trusted certificate found",
	}},
	{&certificateInvalid, goTLSText, []string{"x509:", "tls: failed to verify certificate"}},
	{&certificateInvalid, schannelText, []string{"remote certificate is invalid", "remote certificate was rejected", "could not establish trust relationship", "remotecertificatenamemismatch", "remotecertificatechainerrors", "remotecertificatenotavailable"}},
	{&certificateInvalid, curlText, []string{
		"curl error 60", "curl error 51", "curl: (60)", "curl error 90", "curl error 91", "ssl certificate problem", "no alternative certificate subject name matches",
		"ssl peer certificate or ssh remote key was not ok",
	}},
	{&certificateInvalid, nodeNet, []string{"hostname/ip does not match certificate's altnames"}},
	{&certificateInvalid, "docs.python.org/3/library/ssl.html", []string{"doesn't match either of", "match_hostname"}},
	{&certificateInvalid, rustlsText, []string{"invalid peer certificate", "invalid dns name", "unknownissuer", "notvalidforname"}},
	{&certificateInvalid, urlSession, []string{"certificate for this server is invalid", "nsurlerrordomain code=-1202", "nsurlerrordomain code=-1203", "nsurlerrordomain code=-1204", "nsurlerrordomain code=-1205", "nsurlerrordomain code=-1206"}},
	{&certificateInvalid, "chromium.org: net_error_list.h", []string{"net::err_cert"}},
	{&misconfigured, opensslSSL, []string{"key values mismatch", "no start line", "bad decrypt", "no certificate assigned", "private key does not match public key", "could not load client certificate"}},
	{&misconfigured, curlText, []string{"error setting certificate verify locations", "curl error 58", "curl error 77"}},
	{&peerNotTLS, opensslSSL, []string{"wrong version number", "wrong_version_number", "unknown protocol", "packet length too long", ":http request", "[ssl: http_request]", ":https proxy request", "packet_length_too_long", "record layer failure"}},
	{&peerNotTLS, goHTTPText, []string{"server gave http response to https client", "first record does not look like a tls handshake", "sent an http request to an https server"}},
	{&peerNotTLS, jsseText, []string{"unsupported or unrecognized ssl message", "unrecognized ssl message", "not an ssl/tls record"}},
	{&peerNotTLS, schannelText, []string{"cannot determine the frame size or a corrupted frame", "the handshake failed due to an unexpected packet format"}},
	{&peerNotTLS, rustlsText, []string{"received corrupt message", "corrupt message of type"}},
	{&peerNotTLS, "nginx.org: the answer of an HTTPS port", []string{"plain http request was sent to https port"}},
	{&connectionReset, opensslSSL, []string{"unexpected eof while reading", "eof occurred in violation of protocol", "ssl_error_syscall", "ssl_connect: connection reset", "syscall returned=5 errno=0"}},
	{&connectionReset, jsseText, []string{"remote host terminated the handshake", "remote host closed connection during handshake", "ssl peer shut down incorrectly", "closed inbound before receiving peer's close_notify"}},
	{&connectionReset, schannelText, []string{"received an unexpected eof or 0 bytes from the transport stream"}},
	{&connectionReset, rustlsText, []string{"peer closed connection without sending tls close_notify"}},
	{&handshakeFailed, opensslSSL, []string{"ssl routines:", "sslv3 alert", "tlsv1 alert", "tlsv13 alert", "no shared cipher", "unsupported protocol (_ssl.c", "dh key too small", "unsafe legacy renegotiation disabled", "[ssl:", "openssl_internal:", "ssl_connect returned=", "bad ecpoint", "no protocols available"}},
	{&handshakeFailed, jsseText, []string{"ssl handshake", "received fatal alert:", "no appropriate protocol", "no available authentication scheme", "no cipher suites in common", "server selected protocol version"}},
	{&handshakeFailed, tlsAlerts, []string{"handshake_failure", "handshake failure", "handshakefailure", "protocol_version", "unrecognized_name", "unrecognized name", "unrecognisedname", "no_application_protocol", "insufficient_security", "received fatal alert", "fatal alert"}},
	{&handshakeFailed, goTLSText, []string{"tls: ", "tls handshake"}},
	{&handshakeFailed, schannelText, []string{"ssl connection could not be established", "could not create ssl/tls secure channel", "authentication failed, see inner exception", "a call to sspi failed"}},
	{&handshakeFailed, curlText, []string{"curl error 35", "curl error 59", "ssl connect error", "curl error 83", "curl error 98"}},
	{&handshakeFailed, urlSession, []string{"an ssl error has occurred", "nsurlerrordomain code=-1200"}},
	{&handshakeFailed, rustlsText, []string{"peer is incompatible", "peer misbehaved"}},
	{&handshakeFailed, "chromium.org: net_error_list.h", []string{"net::err_ssl"}},
	{&handshakeFailed, "github.com/erlang/otp: ssl", []string{"tls client: in state", "tls_alert"}},
}
