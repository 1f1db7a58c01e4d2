package classify

// Where HTTP clients and gRPC's word what is wrong with a request or with its answer.
const (
	goURL        = "go.dev: src/net/url, src/net/http/transport.go, transfer.go, client.go"
	undiciText   = "github.com/nodejs/undici: lib/core, lib/dispatcher"
	llhttpText   = "github.com/nodejs/llhttp: src/llhttp/errors, constants"
	nodeURL      = "nodejs.org: lib/internal/errors.js"
	pythonHTTP   = "github.com/psf/requests, urllib3/urllib3, encode/httpx, aio-libs/aiohttp"
	javaHTTP     = "openjdk.org: java.net.http; square/okhttp; apache/httpcomponents-client"
	springClient = "github.com/spring-projects/spring-framework: RestClient, WebClient; OpenFeign/feign"
	rubyHTTP     = "github.com/ruby/net-http, lostisland/faraday, httprb/http"
	grpcText     = "github.com/grpc: grpc, grpc-go, grpc-java, grpc-node, grpc-dotnet; hyperium/tonic"
	envoyText    = "envoyproxy.io: source/common/http/utility.cc, source/common/router/router.cc"
	kubeText     = "github.com/kubernetes/apimachinery: pkg/api/errors/errors.go"
	urlSession   = "developer.apple.com/documentation/foundation/urlerror"
	curlCodes    = "curl.se/libcurl/c/libcurl-errors.html"
)

// requestPhrases are what clients say of a request that they could not send and of an answer that they could not read.
var requestPhrases = []phraseRow{
	{&requestUnbuilt, goURL, []string{
		"unsupported protocol scheme", "no host in request url", "missing protocol scheme", "invalid url escape", "first path segment in url cannot contain colon",
		"invalid character * in host name", "invalid header field", "net/http: invalid method", "http: nil request.url", "contentlength= * with body length",
		"http: request.requesturi can't be set", "with nil body", "missing port in address", "invalid port * after host", "invalid control character in url",
	}},
	{&requestUnbuilt, undiciText, []string{"body length does not match content-length header", "invalid transfer-encoding header", "invalid content-length header"}},
	{&requestUnbuilt, nodeURL, []string{"request path contains unescaped characters", "invalid character in header content", "failed to parse url from", "only absolute urls are supported", "only http(s) protocols are supported"}},
	{&requestUnbuilt, nodeURL, []string{"=invalid url", "protocol * not supported"}},
	{&requestUnbuilt, pythonHTTP, []string{
		"no scheme supplied", "no connection adapters were found", "no host supplied", "url is missing an 'http://' or 'https://' protocol", "unsupported protocol 'ftp",
		"url can't contain control characters", "unknown url type", "nonnumeric port:", "header part * must be of type", "too much data for declared content-length", "too little data for declared content-length",
	}},
	{&requestUnbuilt, javaHTTP, []string{"illegal character in ", "uri is not absolute", "uri with undefined scheme", "uri does not specify a valid host name", "target host is not specified", "expected url scheme 'http' or 'https'", "unexpected char 0x", "no protocol:"}},
	{&requestUnbuilt, dotnetText, []string{"invalid uri:", "an invalid request uri was provided", "only 'http' and 'https' schemes are allowed", "bytes to the stream but content-length"}},
	{&requestUnbuilt, rubyHTTP, []string{"bad uri(is not uri", "uri must be ascii only", "not an http uri"}},
	{&requestUnbuilt, curlText, []string{"url using bad/illegal format", "unsupported protocol:", "curl error 1", "curl error 3", "curl error 43"}},
	{&requestUnbuilt, hyperText, []string{"relative url without a base", "builder error for url", "=builder error", "url scheme is not allowed"}},
	{&requestUnbuilt, urlSession, []string{"nsurlerrordomain code=-1000", "nsurlerrordomain code=-1002", "nsurlerrordomain code=-1022"}},
	{&redirectLoop, goURL, []string{"stopped after * redirects"}},
	{&redirectLoop, pythonHTTP, []string{"exceeded * redirects", "redirect error that would lead to an infinite loop", "too many redirects"}},
	{&redirectLoop, "github.com/follow-redirects, node-fetch, got, undici", []string{"maximum number of redirects exceeded", "maximum redirect reached", "redirect count exceeded", "=redirected * times. aborting."}},
	{&redirectLoop, javaHTTP, []string{"too many follow-up requests", "maximum redirects (* exceeded", "circular redirect to", "server redirected too many times"}},
	{&redirectLoop, curlText, []string{"maximum (* redirects followed", "curl error 47", "will not follow more than"}},
	{&redirectLoop, dotnetText, []string{"too many automatic redirections", "maximum number of redirects was exceeded"}},
	{&redirectLoop, urlSession, []string{"nsurlerrordomain code=-1007"}},

	{&protocolError, llhttpText, []string{"parse error: expected http/", "parse error: missing expected", "parse error: invalid header", "parse error: invalid status", "parse error: invalid response", "parse error: invalid character in chunk", "parse error: invalid content-length"}},
	{&protocolError, goURL, []string{"malformed http response", "malformed http status code", "malformed http version", "malformed mime header", "malformed chunked encoding", "invalid byte in chunk length"}},
	{&protocolError, undiciText, []string{"response does not match the http/1.1 protocol"}},
	{&protocolError, pythonHTTP, []string{"illegal status line", "got more than * headers", "malformed data received", "chunked encoding is not", "peer sent * too many bytes"}},
	{&protocolError, javaHTTP, []string{"unexpected status line", "invalid status line", "the server failed to respond with a valid http response", "unsupported http version"}},
	{&protocolError, dotnetText, []string{"received an invalid header", "http/2 server sent invalid data", "invalid response from the server", "http_1_1_required", "invalid or unrecognized response"}},
	{&protocolError, rubyHTTP, []string{"wrong status line", "wrong header line format"}},
	{&protocolError, curlText, []string{"received http/0.9 when not allowed", "weird server reply", "curl error 8", "invalid content-length: value"}},
	{&protocolError, hyperText, []string{"invalid http version parsed", "invalid http status-code parsed", "invalid http header parsed", "received unexpected message from connection"}},
	{&protocolError, "RFC 9113 7: error codes", []string{"protocol_error", "flow_control_error", "frame_size_error", "compression_error", "http2: frame too large"}},
	{&protocolError, urlSession, []string{"nsurlerrordomain code=-1011", "nsurlerrordomain code=-1017"}},
	{&answerUnreadable, pythonHTTP, []string{"received response with content-encoding:", "error -3 while decompressing", "attempt to decode json with unexpected mimetype"}},
	{&answerUnreadable, springClient, []string{"error while extracting response for type", "could not extract response", "no suitable httpmessageconverter found for response"}},
	{&answerUnreadable, hyperText, []string{"error decoding response body"}},
	{&answerUnreadable, curlText, []string{"unrecognized content encoding", "curl error 61"}},
	{&schemaMismatch, dotnetText, []string{"the input does not contain any json tokens"}},
	{&answerUnreadable, grpcText, []string{"response message parsing error", "error parsing response", "unable to parse response", "failed to deserialize response", "failed parsing response", "exception deserializing response"}},
	{&answerUnreadable, urlSession, []string{"nsurlerrordomain code=-1015", "nsurlerrordomain code=-1016"}},
	{&headersTooLarge, goURL, []string{"server response headers exceeded", "request header fields too large"}},
	{&headersTooLarge, javaHTTP, []string{"request header is too large", "header buffer overflow", "header size too large"}},
	{&responseTooLarge, dotnetText, []string{"cannot write more bytes to the buffer than the configured maximum", "response headers length exceeded"}},
	{&responseTooLarge, springClient, []string{"exceeded limit on max bytes to buffer"}},
	{&responseTooLarge, "github.com/axios/axios: lib/adapters/http.js", []string{"maxcontentlength size of"}},
	{&payloadTooLarge, "github.com/axios/axios: lib/adapters/http.js", []string{"request body larger than maxbodylength limit", "maxbodylength limit"}},
	{&responseTooLarge, "github.com/node-fetch/node-fetch", []string{"content size at * over limit"}},
	{&responseTooLarge, curlText, []string{"maximum file size exceeded", "curl error 63"}},

	{&noHealthyUpstream, grpcText, []string{"no children to pick from", "empty address list", "no healthy subconnection", "produced zero addresses", "no subchannels"}},
	{&noHealthyUpstream, "github.com/haproxy/haproxy; Kong/kong; istio", []string{"no server is available to handle this request", "failure to get a peer from the ring-balancer", "no servers available for service", "load balancer does not contain an instance", "load balancer does not have available server"}},
	{&dnsFailure, grpcText, []string{"name resolver error", "dns resolution failed", "dns query failed", "unable to resolve host"}},
	{&methodNotFound, grpcText, []string{"method not found:", "the server does not implement the method", "method is unimplemented", "service is unimplemented"}},
	{&rateLimited, grpcText, []string{"enhance_your_calm", "too_many_pings"}},
	{&connectionReset, grpcText, []string{"refused_stream", "keepalive ping failed", "keepalive watchdog", "received goaway", "goaway received", "graceful_stop", "connection closed by server", "server shutdownnow invoked", "channel shutdownnow invoked", "rst_stream", "stream removed", "connection is draining"}},
	{&invalidState, grpcText, []string{"channel shutdown invoked", "channel is shutdown", "the client connection is closing", "channel has been shut down", "call already cancelled", "call is already closed"}},
	{&connectionFailed, grpcText, []string{"error starting grpc call", "connection dropped", "no connection established", "error connecting to subchannel", "latest balancer error", "io exception", "=transport error", "failed to connect to all addresses"}},
	{&tokenExpired, "github.com/envoyproxy/envoy: jwt_verify_lib", []string{"jwt is expired"}},
	{&tokenMissing, "github.com/envoyproxy/envoy: jwt_verify_lib", []string{"jwt is missing"}},
	{&tokenInvalid, "github.com/envoyproxy/envoy: jwt_verify_lib", []string{"jwt is not in the form", "audiences in jwt are not allowed", "jwt issuer is not configured", "jwt not yet valid", "jwks doesn't have key to match"}},
	{&signatureInvalid, "github.com/envoyproxy/envoy: jwt_verify_lib", []string{"jwt verification fails"}},
	{&forbidden, "github.com/envoyproxy/envoy: rbac", []string{"rbac: access denied"}},

	{&gatewayTimeout, envoyText, []string{"reset reason: connection timeout", "reset reason: local connection timeout", "upstream request timeout", "stream timeout", "upstream per try timeout", "upstream max stream duration reached"}},
	{&connectionReset, envoyText, []string{"reset reason: connection termination", "reset reason: remote reset", "reset reason: remote refused stream reset"}},
	{&connectionRefused, envoyText, []string{"delayed connect error: 111", "delayed connect error: connection refused"}},
	{&protocolError, envoyText, []string{"reset reason: protocol error"}},
	{&handshakeFailed, envoyText, []string{"transport failure reason: tls_error"}},
	{&circuitOpen, envoyText, []string{"reset reason: overflow"}},
	{&overloadedHere, envoyText, []string{"overload manager"}},
	{&upstreamUnconnected, envoyText, []string{"upstream connect error or disconnect/reset before headers"}},
	{&upstreamUnconnected, "github.com/Kong/kong: error responses", []string{"an invalid response was received from the upstream server", "the upstream server is currently unavailable"}},
	{&gatewayTimeout, "github.com/Kong/kong: error responses; nginx", []string{"the upstream server is timing out", "upstream timed out"}},
	{&connectionReset, "nginx.org: ngx_http_upstream.c", []string{"upstream prematurely closed connection"}},
	{&headersTooLarge, "nginx.org: ngx_http_upstream.c", []string{"upstream sent too big header"}},
}
