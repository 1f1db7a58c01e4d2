package classify

// Where what is said of networks and of time is worded.
const (
	strerror   = "POSIX.1-2024: strerror"
	gaiError   = "RFC 3493 6.1: gai_strerror"
	winsock    = "learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2"
	goNetText  = "go.dev: src/net"
	goHTTPText = "go.dev: src/net/http"
	goTLSText  = "go.dev: src/crypto/tls, src/crypto/x509"
	nodeNet    = "nodejs.org: lib/net.js, lib/_http_client.js"
	jdkNet     = "openjdk.org: java.net, sun.security"
	curlText   = "curl.se: lib/strerror.c"
	dotnetText = "github.com/dotnet/runtime: src/libraries"
	hyperText  = "docs.rs/hyper, docs.rs/reqwest, docs.rs/tonic"
)

// networkPhrases are what is said of the way to a server.
var networkPhrases = []phraseRow{
	{&dnsFailure, nodeNet, []string{"enotfound", "eai_again"}},
	{&dnsFailure, goNetText, []string{"no such host", "server misbehaving"}},
	{&dnsFailure, gaiError, []string{"name or service not known", "name resolution", "nodename nor servname provided", "no address associated with hostname"}},
	{&dnsFailure, curlText, []string{"could not resolve host", "couldn't resolve host"}},
	{&dnsFailure, curlText, []string{"curl error 6"}},
	{&dnsFailure, "github.com/netty/netty: DnsNameResolver", []string{"failed to resolve '"}},
	{&dnsFailure, hyperText, []string{"failed to lookup address information"}},

	{&certificateExpired, goTLSText, []string{"certificate has expired"}},
	{&certificateExpired, openssl, []string{"cert_has_expired"}},
	{&certificateExpired, jdkNet, []string{"notafter:"}},
	{&certificateExpired, jdkNet, []string{"validity check failed"}},
	{&certificateInvalid, openssl, []string{
		"certificate_verify_failed", "certificate verify failed", "self signed certificate", "self-signed certificate",
		"unable to get local issuer certificate", "unable to verify the first certificate",
	}},
	{&certificateInvalid, jdkNet, []string{"pkix path building failed", "no subject alternative", "unable to find valid certification path"}},
	{&certificateInvalid, goTLSText, []string{"x509:", "tls: failed to verify certificate"}},
	{&certificateInvalid, dotnetText, []string{"remote certificate is invalid"}},
	{&certificateInvalid, curlText, []string{"curl error 60", "curl error 51"}},
	{&certificateInvalid, jdkNet, []string{"pkix path validation failed"}},
	{&certificateInvalid, nodeNet, []string{"hostname/ip does not match certificate's altnames"}},
	{&handshakeFailed, jdkNet, []string{"ssl handshake", "remote host terminated the handshake", "received fatal alert:"}},
	{&handshakeFailed, goTLSText, []string{"tls: ", "tls handshake"}},
	{&handshakeFailed, dotnetText, []string{"ssl connection could not be established"}},
	{&handshakeFailed, openssl, []string{"wrong version number", "tlsv1 alert"}},

	{&connectionRefused, strerror, []string{"connection refused", "econnrefused"}},
	{&connectionRefused, winsock, []string{"actively refused it"}},
	{&connectionRefused, curlText, []string{"curl error 7"}},
	{&connectionReset, strerror, []string{"connection reset", "econnreset"}},
	{&connectionReset, winsock, []string{"forcibly closed by the remote host", "connection was aborted by the software"}},
	{&connectionReset, nodeNet, []string{"socket hang up", "premature close"}},
	{&connectionReset, nodeNet, []string{"client network socket disconnected before secure"}},
	{&connectionReset, goHTTPText, []string{"unexpected eof", "use of closed network connection", "server sent goaway", "http2: client connection lost", "=eof"}},
	{&connectionReset, "github.com/square/okhttp", []string{"unexpected end of stream"}},
	{&connectionReset, "postgresql.org: src/interfaces/libpq", []string{"server closed the connection unexpectedly"}},
	{&connectionReset, "github.com/python/cpython: Lib/http/client.py", []string{"remote end closed connection"}},
	{&connectionReset, curlText, []string{"empty reply from server"}},
	{&connectionReset, curlText, []string{"curl error 52", "curl error 56"}},
	{&connectionReset, hyperText, []string{"connection closed before message completed"}},
	{&connectionReset, "github.com/encode/httpx, aio-libs/aiohttp", []string{"server disconnected"}},
	{&connectionReset, "github.com/netty/netty: reactor-netty", []string{"connection prematurely closed"}},
	{&connectionReset, "github.com/grpc/grpc: core", []string{"stream terminated by rst_stream", "transport is closing", "error reading from server:"}},
	{&brokenPipe, strerror, []string{"broken pipe", "epipe"}},
	{&fetchFailed, "fetch.spec.whatwg.org: network error", []string{"=fetch failed", "=failed to fetch", "=networkerror when attempting to fetch resource.", "=load failed", "=network error"}},
	{&hostUnreachable, strerror, []string{"no route to host", "ehostunreach", "network is unreachable", "enetunreach", "host is down"}},
}

// timePhrases are what is said of time that ran out and of patience.
var timePhrases = []phraseRow{
	{&clientTimeout, dotnetText, []string{"the configured httpclient.timeout"}},
	{&clientTimeout, goHTTPText, []string{"client.timeout exceeded", "net/http: request canceled"}},
	{&clientTimeout, "dom.spec.whatwg.org: AbortSignal.timeout", []string{"aborted due to timeout"}},
	{&clientTimeout, axios, []string{"timeout of * exceeded"}},
	{&clientTimeout, curlText, []string{"curl error 28"}},
	{&timeout, "github.com/Netflix/Hystrix: HystrixCommand", []string{"timed-out and"}},
	{&timeout, "github.com/apache/dubbo: RpcException", []string{"invoke remote method timeout"}},

	{&cancelled, "go.dev: src/context", []string{"context canceled", "context cancelled"}},
	{&cancelled, dotnetText, []string{"a task was canceled", "the operation was canceled"}},
	{&cancelled, "dom.spec.whatwg.org: AbortController", []string{"this operation was aborted"}},
	{&notFailed, "dom.spec.whatwg.org: AbortController, of a page that was left", []string{"the user aborted a request"}},
	{&notFailed, "pkg.go.dev/database/sql/driver: ErrSkip", []string{"driver: skip fast-path; continue as if unimplemented"}},
	{&notFailed, "github.com/vercel/next.js: redirect-error.ts, not-found.ts", []string{"next_redirect", "next_not_found"}},
	{&cancelled, axios, []string{"=canceled"}},

	{&deadlineExceeded, "go.dev: src/context; github.com/grpc/grpc", []string{"deadline exceeded"}},
	{&connectionTimeout, jdkNet, []string{"connect timed out"}},
	{&connectionTimeout, strerror, []string{"connection timed out", "etimedout"}},
	{&connectionTimeout, plainWords, []string{"connect timeout", "connection timeout"}},
	{&connectionTimeout, goNetText, []string{"dial tcp * i/o timeout"}},
	{&connectionTimeout, winsock, []string{"did not properly respond after a period of time"}},
	{&readTimeout, jdkNet, []string{"read timed out"}},
	{&readTimeout, nodeRequest, []string{"esockettimedout"}},
	{&readTimeout, plainWords, []string{"read timeout"}},
	{&readTimeout, goHTTPText, []string{"timeout awaiting response headers"}},
	{&timeout, plainWords, []string{
		"timed out", "timeout exceeded", "timeout was reached", "request timeout", "gateway timeout", "timeout after", "timeout while",
		"timeout waiting", "socket timeout", "=timeout", "=timeout error",
	}},
	{&timeout, goNetText, []string{"i/o timeout"}},
	{&timeout, "learn.microsoft.com/dotnet/api/microsoft.data.sqlclient", []string{"timeout expired"}},
}

// lastPhrases say no more than that there was no connection or no access: whatever else the message says stands before them.
var lastPhrases = []phraseRow{
	{&connectionFailed, "github.com/grpc/grpc, grpc-go: transport", []string{"failed to connect to all addresses", "error while dialing"}},
	{&connectionFailed, hyperText, []string{"error trying to connect", "tcp connect error"}},
	{&connectionFailed, saramaText, []string{"client has run out of available brokers"}},
	{&connectionFailed, mysqlText, []string{"communications link failure"}},
	{&connectionFailed, curlText, []string{"failed to connect to"}},
	{&unauthenticated, plainWords, []string{"is not authenticated", "authentication failed", "authentication required"}},
	{&forbidden, plainWords, []string{"access denied"}},
	{&fileForbidden, strerror, []string{"[errno 13] permission denied"}},
}
