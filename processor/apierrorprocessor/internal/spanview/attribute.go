package spanview

import (
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// attribute takes one attribute into the view. Present names stand before former ones; where a span carries both, the
// present one wins whichever comes first.
//
// What HTTP spans hold is told by its length first, which compiles to a jump, and by its first letter; a switch over all the
// names would search and compare them.
func (v *View) attribute(key string, value pcommon.Value) {
	switch len(key) {
	case len("url.path"):
		switch key {
		case "url.path":
			v.Path = v.str(value)
			return
		case "url.full", "http.url":
			v.url(value)
			return
		}
	case len("url.query"):
		if key == "url.query" {
			v.Query = v.str(value)
			return
		}
	case len("http.route"):
		switch {
		case key[0] == 'h' && key == "http.route":
			v.Route = v.str(value)
			return
		case key[0] == 'e' && key == "error.type":
			if kind := v.code(value); !isAbsent(kind) {
				v.ErrorType = kind
			}
			return
		}
	case len("http.method"):
		switch key {
		case "http.method":
			setIfEmpty(&v.Method, v.str(value))
			return
		case "http.target":
			target := v.str(value)
			setIfEmpty(&v.Path, withoutQuery(target))
			setIfEmpty(&v.Query, queryOf(target))
			return
		}
	case len("server.address"):
		if key[0] == 's' && key == "server.address" {
			if !v.Serving() { // to whom it is the service's own
				v.Host = v.str(value)
			}
			return
		}
	case len("http.status_code"):
		if key == "http.status_code" {
			if v.HTTPStatus == 0 {
				v.HTTPStatus = v.httpStatus(value)
			}
			return
		}
	case len("http.request.method"):
		switch {
		case key[0] == 'h' && key == "http.request.method":
			v.Method = v.str(value)
			return
		case key[0] == 'u' && key == "user_agent.original":
			v.UserAgent = v.str(value)
			return
		}
	case len("http.response.status_code"):
		if key == "http.response.status_code" {
			v.HTTPStatus = v.httpStatus(value)
			return
		}
	}
	v.otherAttribute(key, value)
}

// otherAttribute takes what is not HTTP's.
func (v *View) otherAttribute(key string, value pcommon.Value) {
	v.says = true
	switch key {
	case "net.peer.name":
		setIfEmpty(&v.Host, v.str(value))

	case "rpc.grpc.status_code", "grpc.status_code":
		v.GRPCStatus = v.grpcStatus(value)
	case "rpc.response.status_code":
		v.rpcStatus(value)
	case "rpc.connect_rpc.error_code", "twirp.error_code": // what these reported before rpc.response.status_code
		if v.GRPCStatus < 0 {
			v.rpcStatus(value)
		}
	case "rpc.system.name", "rpc.system":
		v.RPCSystem = v.str(value)
	case "rpc.method":
		v.RPC = v.str(value)
	case "rpc.service":
		v.RPCService = v.str(value)

	case "db.system.name", "db.system":
		v.DBSystem = v.str(value)
	case "db.response.status_code":
		v.DBCode = v.code(value)

	case "error":
		v.errorTag(value)
	case "exception.type":
		setIfEmpty(&v.ExceptionType, v.str(value))
	case "exception.message":
		setIfEmpty(&v.ExceptionMessage, v.str(value))
	case "exception.stacktrace":
		setIfEmpty(&v.Stacktrace, v.str(value))
	default:
		v.rareAttribute(key, value)
	}
}

// url takes a URL for what is not told by itself.
func (v *View) url(value pcommon.Value) {
	if v.Path == "" || v.Host == "" || v.Query == "" {
		url := v.str(value)
		host, path := splitURL(url)
		setIfEmpty(&v.Path, path)
		setIfEmpty(&v.Host, host)
		setIfEmpty(&v.Query, queryOf(url))
	}
}

// rareAttribute takes what few spans hold.
func (v *View) rareAttribute(key string, value pcommon.Value) {
	switch {
	case len(key) > len(headerPrefix) && key[:len(headerPrefix)] == headerPrefix:
		v.header(key[len(headerPrefix):], value)
	case IsCapturedRequest(key):
		v.CapturedRequest = true
	case isVerdict(key):
		v.ClaimsVerdict = true
	default:
		v.otherTracers(key, value)
	}
}

func setIfEmpty(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// longest is how long a value may be, in bytes, that is still what its attribute is for.
const longest = 32 << 10

// str reads a string; a value of another type is malformed and reads as absent. An endless one is malformed too.
func (v *View) str(value pcommon.Value) string {
	text := value.Str() // "" for another type
	if len(text) > longest || (text == "" && value.Type() != pcommon.ValueTypeStr) {
		v.Malformed++
	}
	return text
}

// checkText counts what is no UTF-8 among the texts that a verdict rests on. It stays as it is: whoever shows it has to quote
// it anyway. Texts that nobody looks at are left alone, since fetching them from memory is what costs.
func (v *View) checkText() {
	v.checkUTF8(v.Operation())
	if v.ErrorType != "" {
		v.checkUTF8(v.ErrorType)
	}
	if v.ExceptionType != "" || v.ExceptionMessage != "" {
		v.checkUTF8(v.ExceptionType)
		v.checkUTF8(v.ExceptionMessage)
	}
	if v.Message != "" {
		v.checkUTF8(v.Message)
	}
}

func (v *View) checkUTF8(text string) {
	if !utf8.ValidString(text) {
		v.Malformed++
	}
}

// withoutQuery cuts a request target or a URL's tail to its path.
func withoutQuery(target string) string {
	if cut := strings.IndexAny(target, "?#"); cut >= 0 {
		return target[:cut]
	}
	return target
}

// queryOf gives what follows a request target's or a URL's question mark.
func queryOf(target string) string {
	_, query, _ := strings.Cut(target, "?")
	return query
}

// splitURL gives the host (without user and port) and the path of an absolute URL, or a path alone. It is no validator:
// what a client really sent may be no URL at all.
func splitURL(url string) (host, path string) {
	rest := url
	if scheme := strings.Index(rest, "://"); scheme >= 0 {
		rest = rest[scheme+len("://"):]
	} else {
		return "", withoutQuery(url)
	}
	rest = withoutQuery(rest)
	host = rest
	if slash := strings.IndexByte(rest, '/'); slash >= 0 {
		host, path = rest[:slash], rest[slash:]
	}
	if at := strings.LastIndexByte(host, '@'); at >= 0 {
		host = host[at+1:]
	}
	return withoutPort(host), path
}

func withoutPort(host string) string {
	if strings.HasPrefix(host, "[") { // [::1]:8080
		if end := strings.IndexByte(host, ']'); end >= 0 {
			return host[1:end]
		}
		return host
	}
	if colon := strings.IndexByte(host, ':'); colon >= 0 && strings.Count(host, ":") == 1 {
		return host[:colon]
	}
	return host
}
