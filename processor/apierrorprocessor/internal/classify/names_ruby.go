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
	{&poolExhausted, activeRecord, []string{"=exclusive connection timeout error"}},
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
}
