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
	{&dnsFailure, nodeNet, []string{"enotfound", "eai_again", "eai_noname", "getaddrinfo"}},
	{&dnsFailure, goNetText, []string{"no such host", "server misbehaving", "lookup * on * i/o timeout"}},
	{&dnsFailure, gaiError, []string{
		"name or service not known", "name resolution", "nodename nor servname provided", "no address associated with hostname", "name does not resolve",
		"unknown host", "host not found", "non-recoverable failure in name",
	}},
	{&dnsFailure, winsock, []string{"the requested name is valid, but no data", "wsahost_not_found", "wsatry_again", "wsano_data"}},
	{&dnsFailure, curlText, []string{"could not resolve host", "couldn't resolve host", "could not resolve proxy"}},
	{&dnsFailure, curlText, []string{"curl error 6", "curl error 5", "curl: (6)"}},
	{&dnsFailure, "RFC 1035 4.1.1, RFC 8914: response codes", []string{"nxdomain", "servfail", "dns lookup", "dns resolution"}},
	{&dnsFailure, "github.com/netty/netty: DnsNameResolver", []string{"failed to resolve '", "failed to resolve host", "search domain query failed"}},
	{&dnsFailure, hyperText, []string{"failed to lookup address information", "dns error"}},
	{&dnsFailure, pythonHTTP, []string{"domain name not found"}},
	{&dnsFailure, urlSession, []string{"server with the specified hostname could not be found", "nsurlerrordomain code=-1003", "nsurlerrordomain code=-1006"}},
	{&dnsFailure, "chromium.org: net_error_list.h", []string{"net::err_name_not_resolved"}},
	{&dnsFailure, "github.com/erlang/otp: inet", []string{"non-existing domain"}},

	{&connectionRefused, strerror, []string{"connection refused", "econnrefused"}},
	{&connectionRefused, winsock, []string{"actively refused it", "wsaeconnrefused"}},
	{&connectionRefused, curlText, []string{"curl error 7", "curl: (7)", "couldn't connect to server"}},
	{&connectionRefused, urlSession, []string{"could not connect to the server", "nsurlerrordomain code=-1004"}},
	{&connectionRefused, "chromium.org: net_error_list.h", []string{"net::err_connection_refused"}},
	{&connectionRefused, "github.com/oracle: TNS; openjdk.org: sun.nio.ch", []string{"connection was refused", "refused the connection"}},
	{&userCancelled, "github.com/dotnet/aspnetcore: src/Servers; nginx, Undertow, Tomcat", []string{
		"client has disconnected", "the client closed the connection", "client reset the request stream", "client prematurely closed connection",
		"remote peer closed connection before all data could be read", "servletoutputstream failed to",
	}},
	{&brokenPipe, plainWords, []string{"client disconnected"}},
	{&brokenPipe, "nginx.org: ngx_http_request.c; Tomcat, Jetty, Undertow, Puma", []string{
		"client closed connection", "client has closed", "closed by client", "client aborted", "client connection closed",
	}},
	{&brokenPipe, "github.com/ktorio/ktor: ChannelWriteException; aio-libs/aiohttp: ClientConnectionResetError", []string{"cannot write to a channel", "cannot write to closing transport"}},
	{&brokenPipe, "github.com/reactor/reactor-netty: AbortedException", []string{"connection has been closed before"}},
	{&brokenPipe, "nodejs.org: lib/_http_server.js, lib/internal/streams", []string{"=aborted", "premature close", "=connection was closed"}},
	{&brokenPipe, hyperText, []string{"connection closed before message completed"}},
	{&userCancelled, "go.dev: net/http: ErrAbortHandler; github.com/stream-utils/raw-body", []string{"net/http: abort handler", "=request aborted"}},
	{&brokenPipe, goHTTPText, []string{"http2: stream closed"}},
	{&connectionReset, strerror, []string{"connection reset", "econnreset", "software caused connection abort", "econnaborted", "transport endpoint is not connected", "socket is not connected", "enotconn"}},
	{&connectionReset, winsock, []string{"forcibly closed by the remote host", "connection was aborted by the software", "established connection was aborted", "wsaeconnreset", "wsaeconnaborted"}},
	{&connectionReset, nodeNet, []string{"socket hang up", "other side closed", "socket has been ended by the other party", "=terminated"}},
	{&connectionReset, nodeNet, []string{"client network socket disconnected before secure"}},
	{&connectionReset, goHTTPText, []string{
		"unexpected eof", "use of closed network connection", "server sent goaway", "http2: client connection lost", "=eof", ": eof", "server closed idle connection",
		"http2: client connection force closed", "use of closed connection", "stream error: stream id",
	}},
	{&connectionReset, javaHTTP, []string{
		"unexpected end of stream", "unexpected end of file from server", "eof reached while reading", "header parser received no bytes",
		"stream was reset:", "connection closed by peer", "socket closed", "stream closed", "closed by remote", "failed to respond", "connection has been closed",
		"connection is closed",
	}},
	{&connectionReset, "postgresql.org: src/interfaces/libpq", []string{"server closed the connection unexpectedly"}},
	{&connectionReset, "github.com/python/cpython: Lib/http/client.py, Lib/ssl.py, Lib/asyncio", []string{
		"remote end closed connection", "connection broken:", "response ended prematurely", "incompleteread(", "connection lost", "not all data received", "more expected)",
	}},
	{&connectionReset, dotnetText, []string{"the connection was closed", "underlying connection was closed", "an existing connection was closed", "unable to read data from the transport connection"}},
	{&connectionReset, curlText, []string{"empty reply from server", "transfer closed with", "recv failure:", "send failure:", "was not closed cleanly"}},
	{&connectionReset, curlText, []string{"curl error 52", "curl error 56", "curl error 55", "curl error 18", "curl error 92", "curl error 16", "curl error 95", "curl: (52)", "curl: (56)"}},
	{&connectionReset, hyperText, []string{"connection error: not connected", "end of file before message length reached", "error reading a body from connection"}},
	{&connectionReset, pythonHTTP, []string{"server disconnected", "peer closed connection without sending complete", "response payload is not completed"}},
	{&connectionReset, "github.com/netty/netty: reactor-netty", []string{"connection prematurely closed"}},
	{&connectionReset, rubyHTTP, []string{"end of file reached", "couldn't read response headers"}},
	{&connectionReset, urlSession, []string{"the network connection was lost", "nsurlerrordomain code=-1005"}},
	{&connectionReset, "github.com/grpc/grpc: core", []string{"transport is closing", "error reading from server:", "=stream removed"}},
	{&connectionReset, "chromium.org: net_error_list.h", []string{"net::err_connection_reset", "net::err_connection_closed", "net::err_empty_response"}},
	{&brokenPipe, strerror, []string{"broken pipe", "epipe", "cannot send after transport endpoint shutdown"}},
	{&fetchFailed, "fetch.spec.whatwg.org: network error", []string{"=fetch failed", "=failed to fetch", "=networkerror when attempting to fetch resource.", "=load failed", "=network error", "=network request failed"}},
	{&hostUnreachable, strerror, []string{"no route to host", "ehostunreach", "network is unreachable", "enetunreach", "host is down", "network is down", "network unreachable", "host unreachable"}},
	{&hostUnreachable, winsock, []string{"attempted to an unreachable host", "attempted to an unreachable network", "wsaehostunreach", "wsaenetunreach"}},
	{&hostUnreachable, urlSession, []string{"internet connection appears to be offline", "nsurlerrordomain code=-1009", "nsurlerrordomain code=-1020", "net::err_internet_disconnected"}},
}

// timePhrases are what is said of time that ran out and of patience.
var timePhrases = []phraseRow{
	{&clientTimeout, dotnetText, []string{"the configured httpclient.timeout"}},
	{&clientTimeout, goHTTPText, []string{"client.timeout exceeded", "client.timeout or context cancellation", "net/http: request canceled while waiting"}},
	{&clientTimeout, goHTTPText, []string{"net/http: request canceled (client"}},
	{&clientTimeout, "dom.spec.whatwg.org: AbortSignal.timeout", []string{"aborted due to timeout"}},
	{&clientTimeout, axios, []string{"timeout of * exceeded"}},
	{&clientTimeout, curlText, []string{"curl error 28", "curl: (28)"}},
	{&clientTimeout, "github.com/square/okhttp, apple/swift, grpc/grpc-dotnet", []string{"call timeout", "the request was aborted: the operation has timed out", "nsurlerrordomain code=-1001"}},
	{&functionTimeout, "github.com/zombocom/rack-timeout; benoitc/gunicorn", []string{"request ran for longer than", "request waited * seconds", "worker timeout"}},
	{&timeout, "github.com/Netflix/Hystrix: HystrixCommand", []string{"timed-out and"}},
	{&timeout, "github.com/apache/dubbo: RpcException", []string{"invoke remote method timeout"}},
	{&timeout, "resilience4j, Polly, failsafe, reactor: time limiters", []string{
		"timelimiter * recorded a timeout", "didn't complete within", "did not complete within", "did not observe any item or terminal signal within",
		"did not finish in time", "not completed within", "did not respond in time", "no response within",
	}},
	{&timeout, elixirText, []string{"(exit) time out"}},
	{&timeout, "chromium.org: net_error_list.h", []string{"net::err_timed_out"}},
	{&connectionTimeout, "chromium.org: net_error_list.h", []string{"net::err_connection_timed_out"}},

	{&cancelled, "go.dev: src/context", []string{"context canceled", "context cancelled", "context was canceled"}},
	{&cancelled, dotnetText, []string{"a task was canceled", "the operation was canceled", "the operation was cancelled", "operation was cancelled", "the request was canceled"}},
	{&cancelled, "dom.spec.whatwg.org: AbortController", []string{"this operation was aborted", "the operation was aborted", "signal is aborted without reason", "request was cancelled"}},
	{&cancelled, "github.com/grpc: clients", []string{"cancelled on client", "call canceled by the client", "locally cancelled by application", "rpc cancelled", "client cancelled", "call cancelled"}},
	{&cancelled, kotlin, []string{"job was cancelled", "coroutine was cancelled", "coroutine scope left the composition", "parent job is"}},
	{&cancelled, "okhttp, curl, URLSession, Dart", []string{"=canceled", "curl error 42", "nsurlerrordomain code=-999"}},
	{&notFailed, "dom.spec.whatwg.org: AbortController, of a page that was left", []string{"the user aborted a request"}},
	{&notFailed, "pkg.go.dev/database/sql/driver: ErrSkip", []string{"driver: skip fast-path; continue as if unimplemented"}},
	{&notFailed, "github.com/vercel/next.js: redirect-error.ts, not-found.ts", []string{"next_redirect", "next_not_found"}},

	{&deadlineExceeded, "go.dev: src/context; github.com/grpc/grpc", []string{"deadline exceeded", "deadline_exceeded", "deadline has passed", "deadline has already passed"}},
	{&connectionTimeout, jdkNet, []string{"connect timed out", "connection attempt timed out", "connect timeout"}},
	{&connectionTimeout, strerror, []string{"connection timed out", "etimedout", "wsaetimedout"}},
	{&connectionTimeout, plainWords, []string{"connection timeout", "timeout connecting", "timed out connecting", "timed out while connecting", "timeout while connecting", "timeout expired while connecting"}},
	{&connectionTimeout, goNetText, []string{"dial tcp * i/o timeout"}},
	{&connectionTimeout, rubyHTTP, []string{"failed to open tcp connection to * (execution expired"}},
	{&connectionTimeout, winsock, []string{"did not properly respond after a period of time"}},
	{&readTimeout, jdkNet, []string{"read timed out"}},
	{&readTimeout, nodeRequest, []string{"esockettimedout"}},
	{&readTimeout, plainWords, []string{"read timeout"}},
	{&readTimeout, undiciText, []string{"headers timeout error", "body timeout error"}},
	{&readTimeout, rubyHTTP, []string{"net::readtimeout"}},
	{&readTimeout, goHTTPText, []string{"timeout awaiting response headers"}},
	{&timeout, plainWords, []string{
		"timed out", "timeout exceeded", "timeout was reached", "request timeout", "gateway timeout", "timeout after", "timeout while",
		"timeout waiting", "socket timeout", "=timeout", "=timeout error", "timeout reached", "timeout occurred", "timeout elapsed", "=execution expired", "exceeded timeout",
		"timeout has elapsed", "operation timeout", "response timeout", "exceeded the timeout", "time limit exceeded", "timeout error",
	}},
	{&timeout, goNetText, []string{"i/o timeout"}},
	{&timeout, "learn.microsoft.com/dotnet/api/microsoft.data.sqlclient", []string{"timeout expired"}},
}

// lastPhrases say no more than that there was no connection or no access: whatever else the message says stands before them.
var lastPhrases = []phraseRow{
	{&connectionFailed, "github.com/grpc/grpc, grpc-go: transport", []string{"error while dialing"}},
	{&connectionFailed, hyperText, []string{"error trying to connect", "tcp connect error", "client error (connect)"}},
	{&connectionFailed, dotnetText, []string{"unable to connect to the remote server"}},
	{&connectionFailed, pythonHTTP, []string{"cannot connect to host", "failed to establish a new connection", "all connection attempts failed", "unable to connect to proxy", "cannot connect to proxy"}},
	{&connectionFailed, javaHTTP, []string{"connect to * failed:", "i/o error on * request for", "failed to connect to"}},
	{&connectionFailed, rubyHTTP, []string{"failed to open tcp connection to"}},
	{&connectionFailed, curlText, []string{"proxy connect aborted", "proxy tunneling failed", "received http code * from proxy after connect", "curl error 97"}},
	{&connectionFailed, "chromium.org: net_error_list.h", []string{"net::err_"}},
	{&connectionFailed, saramaText, []string{"client has run out of available brokers"}},
	{&connectionFailed, mysqlText, []string{"communications link failure"}},
	{&duplicateSomehow, kubeText, []string{`" already exists`, "' already exists"}},
	{&unauthenticated, plainWords, []string{"is not authenticated", "authentication failed", "authentication required"}},
	{&forbidden, plainWords, []string{"access denied"}},
	{&fileForbidden, strerror, []string{"[errno 13] permission denied"}},
}
