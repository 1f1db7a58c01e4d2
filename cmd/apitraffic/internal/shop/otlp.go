package shop

import (
	"encoding/binary"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// Write adds spans to a batch, those of one service together as its exporter sends them.
func Write(td ptrace.Traces, spans []*Span) {
	scopes := make(map[*Service]ptrace.SpanSlice)
	for _, span := range spans {
		slice, known := scopes[span.Service]
		if !known {
			slice = resource(td, span.Service)
			scopes[span.Service] = slice
		}
		span.write(slice.AppendEmpty())
	}
}

func resource(td ptrace.Traces, service *Service) ptrace.SpanSlice {
	rs := td.ResourceSpans().AppendEmpty()
	attrs := rs.Resource().Attributes()
	attrs.PutStr("service.name", service.Name)
	attrs.PutStr("service.version", service.Version)
	attrs.PutStr("service.namespace", "shop")
	scope := rs.ScopeSpans().AppendEmpty()
	scope.Scope().SetName(scopeNames[service.Runtime])
	return scope.Spans()
}

var scopeNames = map[Runtime]string{
	Go:     "go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp",
	Java:   "io.opentelemetry.spring-webmvc-6.0",
	Node:   "@opentelemetry/instrumentation-http",
	Python: "opentelemetry.instrumentation.asgi",
}

func (s *Span) write(span ptrace.Span) {
	var trace [16]byte
	binary.BigEndian.PutUint64(trace[:8], s.TraceID[0])
	binary.BigEndian.PutUint64(trace[8:], s.TraceID[1])
	span.SetTraceID(trace)
	span.SetSpanID(spanID(s.ID))
	if s.Parent != 0 {
		span.SetParentSpanID(spanID(s.Parent))
	}
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(s.StartTime()))
	span.SetEndTimestamp(pcommon.NewTimestampFromTime(s.EndTime()))
	if s.Side == Client {
		s.writeClient(span)
	} else {
		s.writeServer(span)
	}
}

func spanID(id uint64) pcommon.SpanID {
	var bytes [8]byte
	binary.BigEndian.PutUint64(bytes[:], id)
	return bytes
}

// target is what the span calls.
func (s *Span) target() (method, path, query string) {
	if s.Inner {
		return s.Route.Method, s.Route.Path(innerID(s)), ""
	}
	return s.Request.Method, s.Request.Path, s.Request.Query
}

// innerID is what one service asks another for: a thing of the request, the same each time the request comes.
func innerID(s *Span) string { return strconv.FormatUint(1000+s.TraceID[0]%4000, 10) }

func (s *Span) writeClient(span ptrace.Span) {
	method, path, query := s.target()
	span.SetKind(ptrace.SpanKindClient)
	span.SetName(method)
	attrs := span.Attributes()
	attrs.EnsureCapacity(8)
	attrs.PutStr("http.request.method", method)
	attrs.PutStr("server.address", s.Peer.Host)
	attrs.PutInt("server.port", s.Peer.Port)
	full := "http://" + s.Peer.Host + ":" + strconv.FormatInt(s.Peer.Port, 10) + path
	if query != "" {
		full += "?" + query
	}
	attrs.PutStr("url.full", full)
	attrs.PutInt("http.response.status_code", s.Status)
	attrs.PutStr("network.protocol.version", "1.1")
	if s.Status >= 400 {
		attrs.PutStr("error.type", strconv.FormatInt(s.Status, 10))
		span.Status().SetCode(ptrace.StatusCodeError)
	}
}

func (s *Span) writeServer(span ptrace.Span) {
	method, path, query := s.target()
	span.SetKind(ptrace.SpanKindServer)
	span.SetName(method)
	attrs := span.Attributes()
	attrs.EnsureCapacity(24)
	attrs.PutStr("http.request.method", method)
	attrs.PutStr("url.path", path)
	if query != "" {
		attrs.PutStr("url.query", query)
	}
	if s.Edge {
		attrs.PutStr("url.scheme", "https")
		attrs.PutStr("server.address", edgeHost)
		attrs.PutInt("server.port", 443)
		attrs.PutStr("network.protocol.version", "2")
	} else {
		attrs.PutStr("url.scheme", "http")
		attrs.PutStr("server.address", s.Service.Host)
		attrs.PutInt("server.port", s.Service.Port)
		attrs.PutStr("network.protocol.version", "1.1")
	}
	// A routeless service is passed on to without a route of the gateway's own.
	if s.Route != nil && !s.Route.Service.Routeless {
		attrs.PutStr("http.route", s.Route.Template)
		span.SetName(method + " " + s.Route.Template)
	}
	attrs.PutInt("http.response.status_code", s.Status)
	s.writeCaller(attrs)
	s.writeAnswer(span, attrs)
}

// writeCaller says who calls. A service that the gateway calls is told of the client in X-Forwarded-For, one that another
// service calls sees that service's pod, and at most the user's token.
func (s *Span) writeCaller(attrs pcommon.Map) {
	r := s.Request
	if s.Inner || r.Address == "" {
		attrs.PutStr("client.address", s.Peer.Pods[s.ID%2])
		attrs.PutStr("user_agent.original", s.Peer.Name+"/"+s.Peer.Version)
	} else {
		attrs.PutStr("client.address", r.Address)
		attrs.PutStr("user_agent.original", r.Agent)
	}
	if !s.Edge && !s.Inner && r.Address != "" {
		attrs.PutStr("network.peer.address", s.Peer.Pods[s.ID%2])
	}
	putStr(attrs, "user.id", r.UserID)
	if s.Inner {
		return
	}
	putStr(attrs, "session.id", r.Session)
	putStr(attrs, "app.api_key.id", r.APIKey)
	putStr(attrs, "user.name", r.Account)
	if r.Place != nil && r.UserID != "" {
		attrs.PutDouble("geo.location.lat", r.Place.Lat)
		attrs.PutDouble("geo.location.lon", r.Place.Lon)
		attrs.PutStr("geo.country.iso_code", r.Place.Country)
		attrs.PutStr("geo.locality.name", r.Place.City)
	}
}

func (s *Span) writeAnswer(span ptrace.Span, attrs pcommon.Map) {
	r := s.Request
	if !s.Inner {
		putHeader(attrs, "http.response.header.www-authenticate", r.Challenge, s.Status == 401)
		putHeader(attrs, "http.response.header.retry-after", r.Retry, s.Status == 429)
	}
	if s.Status < 500 {
		return
	}
	span.Status().SetCode(ptrace.StatusCodeError)
	if r.Failure == nil || s.Inner || s.Service != s.Route.Service {
		attrs.PutStr("error.type", strconv.FormatInt(s.Status, 10))
		return
	}
	attrs.PutStr("error.type", r.Failure.Type)
	event := span.Events().AppendEmpty()
	event.SetName("exception")
	event.SetTimestamp(span.EndTimestamp())
	event.Attributes().PutStr("exception.type", r.Failure.Type)
	event.Attributes().PutStr("exception.message", r.Failure.Message)
	putStr(event.Attributes(), "exception.stacktrace", r.Failure.Stack)
}

func putStr(attrs pcommon.Map, key, value string) {
	if value != "" {
		attrs.PutStr(key, value)
	}
}

// putHeader writes a captured header: the conventions have a list of its values.
func putHeader(attrs pcommon.Map, key, value string, sent bool) {
	if sent && value != "" {
		attrs.PutEmptySlice(key).AppendEmpty().SetStr(value)
	}
}

// Query writes names and values by turns as a client's library encodes them.
func Query(pairs ...string) string {
	parameters := make([]string, 0, len(pairs)/2)
	for pair := range slices.Chunk(pairs, 2) {
		parameters = append(parameters, pair[0]+"="+url.QueryEscape(pair[1]))
	}
	return strings.Join(parameters, "&")
}
