package classify

// Where the names of Ruby and its libraries stand.
const (
	rubyCore     = "docs.ruby-lang.org/en/master: Exception"
	rubyNet      = "docs.ruby-lang.org/en/master: Net, OpenSSL, Timeout, SocketError"
	activeRecord = "api.rubyonrails.org: ActiveRecord"
	rails        = "api.rubyonrails.org: ActionController, ActionDispatch, ActiveModel"
	faraday      = "github.com/lostisland/faraday: lib/faraday/error.rb"
	rubyJWT      = "github.com/jwt/ruby-jwt: lib/jwt/error.rb"
	semian       = "github.com/Shopify/semian, yammer/circuitbox: OpenCircuitError"
	pundit       = "github.com/varvet/pundit, CanCanCommunity/cancancan"
	rack         = "github.com/rack/rack: exceptions"
)

// rubyNames are Ruby's exceptions.
var rubyNames = []nameRow{
	{&nullReference, rubyCore, []string{"=no method error"}},
	{&indexOutOfRange, rubyCore, []string{"=index error"}},
	{&typeMismatch, rubyCore, []string{"=range error", "=type error", "=name error", "=no matching pattern error"}},
	{&invalidParameter, rubyCore, []string{"=argument error"}},
	{&stackOverflow, rubyCore, []string{"=system stack error"}},
	{&keyMissing, rubyCore, []string{"=key error"}},
	{&invalidState, rubyCore, []string{"=frozen error"}},
	{&arithmeticError, rubyCore, []string{"=zero division error", "=float domain error"}},
	{&codeMissing, rubyCore, []string{"=load error"}},
	{&outOfMemory, rubyCore, []string{"=no memory error"}},
	{&connectionReset, rubyCore, []string{"=eof error"}},
	{&connectionTimeout, rubyNet, []string{"open timeout"}},
	{&readTimeout, rubyNet, []string{"read timeout"}},
	{&dnsFailure, rubyNet, []string{"=resolv error", "=resolution error"}},
	{&handshakeFailed, rubyNet, []string{"ssl error"}},
	{&protocolError, rubyNet, []string{"=http bad response", "=http header syntax error"}},

	{&notFound, activeRecord, []string{"record not found"}},
	{&invalidInput, activeRecord, []string{"=record invalid", "=value too long"}},
	{&duplicateKey, activeRecord, []string{"record not unique"}},
	{&constraintViolated, activeRecord, []string{"=invalid foreign key", "=not null violation"}},
	{&optimisticLock, activeRecord, []string{"=stale object error"}},
	{&deadlock, activeRecord, []string{"deadlocked"}},
	{&lockTimeout, activeRecord, []string{"=lock wait timeout"}},
	{&serializationFailure, activeRecord, []string{"=transaction rollback error"}},
	{&queryCanceled, activeRecord, []string{"=statement timeout", "=query canceled", "=query aborted"}},
	{&connectionFailed, activeRecord, []string{"=connection not established", "=database connection error", "=connection failed"}},
	{&poolExhausted, activeRecord, []string{"=exclusive connection timeout error", "activerecord/connection timeout error"}},
	{&poolExhausted, "github.com/mperham/connection_pool", []string{"connectionpool/timeout error"}},
	{&querySchema, activeRecord, []string{"=no database error", "=pending migration error"}},
	{&readOnly, activeRecord, []string{"=read only error"}},
	{&routeNotFound, rails, []string{"=routing error"}},
	{&routeNotFound, rails, []string{"=action not found"}},
	{&methodNotAllowed, rails, []string{"=unknown http method", "method not allowed"}},
	{&notAcceptable, rails, []string{"=unknown format"}},
	{&tokenInvalid, rails, []string{"=invalid authenticity token", "=invalid cross origin request"}},
	{&invalidInput, rails, []string{"=parameter missing", "=unpermitted parameters", "bad request", "=invalid parameter error"}},
	{&codeMissing, rails, []string{"=missing template", "=missing exact template"}},
	{&connectionFailed, faraday, []string{"connection failed"}},
	{&handshakeFailed, faraday, []string{"=ssl error"}},
	{&invalidInput, faraday, []string{"=bad request error"}},
	{&unauthenticated, faraday, []string{"=unauthorized error"}},
	{&forbidden, faraday, []string{"=forbidden error"}},
	{&notFound, faraday, []string{"=resource not found"}},
	{&conflictSomehow, faraday, []string{"=conflict error"}},
	{&invalidInput, faraday, []string{"=unprocessable entity error", "=unprocessable content error"}},
	{&rateLimited, faraday, []string{"=too many requests error"}},
	{&schemaMismatch, faraday, []string{"=parsing error"}},
	{&tokenExpired, rubyJWT, []string{"expired signature"}},
	{&tokenInvalid, rubyJWT, []string{"=decode error", "=invalid aud error", "=invalid iss error", "=immature signature", "=invalid jti error"}},
	{&signatureInvalid, rubyJWT, []string{"=verification error", "=incorrect algorithm"}},
	{&circuitOpen, semian, []string{"open circuit"}},
	{&forbidden, pundit, []string{"not authorized", "access denied"}},
	{&invalidInput, rack, []string{"=query parser invalid parameter error", "=multipart part limit error"}},
	{&typeMismatch, rubyCore, []string{"=no matching pattern key error", "=fiber error"}},
	{&invalidState, rubyCore, []string{"=thread error", "=closed queue error", "=uncaught throw error", "=io error"}},
	{&certificateInvalid, "github.com/excon/excon: lib/excon/error.rb", []string{"error/certificate"}},
	{&connectionFailed, "github.com/excon/excon; httprb/http; HTTParty", []string{"error/socket", "http/connection error", "=server broke connection"}},
	{&timeout, "github.com/excon/excon", []string{"error/timeout"}},
	{&redirectLoop, "HTTParty, faraday, http.rb, down: redirects", []string{"=redirection too deep", "=redirect limit reached", "=endless redirect error", "=too many redirects error"}},
	{&requestUnbuilt, "URI, HTTParty, Addressable, Net::HTTP", []string{"uri/invalid uri error", "=unsupported uri scheme", "uri/bad uri error", "=invalid component error", "http/unsupported scheme error", "http/header error"}},
	{&answerUnreadable, "Faraday, HTTParty, http.rb: answers", []string{"http/response header error", "http/parse error", "=response format"}},
	{&schemaMismatch, "JSON, Oj, REXML, Nokogiri, Psych: errors", []string{"json/parser error", "=generator error", "oj/parse error", "xml/syntax error", "psych/syntax error", "rexml/parse exception", "psych/disallowed class"}},
	{&brokenPipe, "github.com/puma/puma, unicorn, rack", []string{"puma/connection error", "=client shutdown", "=client disconnected error", "rack/multipart empty content error"}},
	{&invalidInput, "github.com/puma/puma; rack", []string{"=http parser error", "=query parser parameter type error", "=query parser parameters too deep error", "=parameter type error", "=parameters too deep error", "=invalid parameter error", "multipart/empty content error"}},
	{&functionTimeout, "github.com/zombocom/rack-timeout", []string{"timeout/request timeout exception", "timeout/request timeout error", "=request expiry error"}},
	{&tokenInvalid, rubyJWT, []string{"=invalid iat error", "=invalid sub error", "=missing required claim", "=jwks error", "=invalid payload", "=base64 decode error", "=required dependency error"}},
	{&unauthenticated, "github.com/wardencommunity/warden, heartcombo/devise, omniauth", []string{"warden/not authenticated", "=callback error", "=missing warden"}},
	{&tokenInvalid, "github.com/doorkeeper-gem/doorkeeper", []string{"=token unknown", "=token revoked", "doorkeeper/invalid token"}},
	{&tokenExpired, "github.com/doorkeeper-gem/doorkeeper", []string{"=token expired"}},
	{&forbidden, "github.com/palkan/action_policy, rolify", []string{"actionpolicy/unauthorized", "=authorization error"}},
	{&invalidInput, "ActiveModel, dry-rb, grape, reform, jsonschema", []string{
		"activemodel/validation error", "=validation errors", "=missing attribute error", "grape/validation errors", "=schema error", "=strict validation failed", "=unknown attribute error",
		"=struct error", "=argument type error",
	}},
	{&tokenInvalid, "api.rubyonrails.org: ActiveSupport::MessageVerifier, MessageEncryptor", []string{"messageverifier/invalid signature", "messageencryptor/invalid message"}},
	{&retriesExhausted, "github.com/kamui/retriable, sidekiq", []string{"=job retry skip"}},
	{&processExited, "github.com/sidekiq/sidekiq: Shutdown; good_job", []string{"sidekiq/shutdown"}},
	{&circuitOpen, "github.com/wsargent/stoplight, yammer/circuitbox", []string{"=red light", "=open circuit error"}},
	{&rateLimited, "github.com/rack/rack-attack, sidekiq limiter, prop", []string{"limiter/over limit", "=rate limit reached", "prop/rate limited"}},
	{&handshakeFailed, rubyNet, []string{"ssl/ssl error", "=ssl error wait readable"}},
}
