package classify

// Where the names of PHP and its libraries stand.
const (
	phpCore  = "php.net/manual/en/reserved.exceptions.php"
	guzzle   = "github.com/guzzle/guzzle: src/Exception"
	laravel  = "laravel.com/api: Illuminate"
	symfony  = "github.com/symfony/symfony: src/Symfony/Component"
	doctrine = "github.com/doctrine/dbal, doctrine/orm: exceptions"
	phpJWT   = "github.com/firebase/php-jwt: src"
)

// phpNames are PHP's exceptions and errors.
var phpNames = []nameRow{
	{&typeMismatch, phpCore, []string{"=type error"}},
	{&arithmeticError, phpCore, []string{"=division by zero error", "=arithmetic"}},
	{&invalidParameter, phpCore, []string{"=value error", "=argument count error"}},
	{&codeMissing, phpCore, []string{"class not found"}},
	{&invalidState, phpCore, []string{"=logic exception", "=bad method call"}},
	{&keyMissing, phpCore, []string{"=out of bounds exception"}},
	{&assertionFailed, phpCore, []string{"=assertion error"}},
	{&schemaMismatch, phpCore, []string{"json exception"}},
	{&connectionNotAccepted, guzzle, []string{"connect exception"}},
	{&redirectLoop, guzzle, []string{"too many redirects"}},
	{&notFound, laravel, []string{"model not found"}},
	{&unauthenticated, laravel, []string{"authentication exception"}},
	{&tokenInvalid, laravel, []string{"=token mismatch"}},
	{&rateLimited, laravel, []string{"=throttle requests"}},
	{&invalidInput, laravel, []string{"validation exception"}},
	{&payloadTooLarge, laravel, []string{"=post too large"}},
	{&retriesExhausted, laravel, []string{"=max attempts exceeded"}},
	{&duplicateKey, laravel, []string{"=unique constraint violation"}},
	{&routeNotFound, symfony, []string{"route not found"}},
	{&methodNotAllowed, symfony, []string{"=method not allowed http"}},
	{&notFound, symfony, []string{"=not found http"}},
	{&forbidden, symfony, []string{"=access denied http"}},
	{&unauthenticated, symfony, []string{"=unauthorized http"}},
	{&rateLimited, symfony, []string{"=too many requests http"}},
	{&invalidInput, symfony, []string{"=bad request http", "=unprocessable entity http", "=not normalizable value"}},
	{&stateConflict, symfony, []string{"=conflict http"}},
	{&gone, symfony, []string{"=gone http"}},
	{&unsupportedMedia, symfony, []string{"=unsupported media type http"}},
	{&overloadedHere, symfony, []string{"=service unavailable http"}},
	{&tokenInvalid, symfony, []string{"=invalid csrf token"}},
	{&misconfigured, symfony, []string{"=service not found exception"}},
	{&duplicateKey, doctrine, []string{"=unique constraint violation"}},
	{&constraintViolated, doctrine, []string{"=foreign key constraint violation", "=not null constraint violation"}},
	{&deadlock, doctrine, []string{"deadlock"}},
	{&lockTimeout, doctrine, []string{"lock wait timeout"}},
	{&querySchema, doctrine, []string{"=invalid field name", "=syntax error exception"}},
	{&notFound, doctrine, []string{"entity not found", "=no result"}},
	{&optimisticLock, doctrine, []string{"optimistic lock"}},
	{&invalidState, doctrine, []string{"=entity manager closed"}},
	{&tokenExpired, phpJWT, []string{"=expired exception"}},
	{&tokenInvalid, phpJWT, []string{"=before valid"}},
	{&signatureInvalid, phpJWT, []string{"signature invalid"}},
	{&invalidState, phpCore, []string{"=unhandled match error"}},
	{&invalidParameter, phpCore, []string{"=invalid argument exception", "=domain exception", "=length exception", "=unexpected value exception", "=date malformed string"}},
	{&arithmeticError, phpCore, []string{"=overflow exception", "=underflow exception"}},
	{&connectionFailed, guzzle, []string{"client/transport exception"}},
	{&misconfigured, laravel, []string{"=binding resolution", "=missing app key", "=entry not found"}},
	{&codeMissing, laravel, []string{"=view not found", "view/view exception", "twig/loader error", "error/loader error", "error/runtime error", "error/syntax error"}},
	{&forbidden, laravel, []string{"access/authorization exception"}},
	{&sessionExpired, laravel, []string{"=page expired"}},
	{&invalidInput, laravel, []string{"=mass assignment", "=bad query string"}},
	{&timeout, laravel, []string{"=process timed out", "queue/timeout exceeded exception"}},
	{&functionTimeout, laravel, []string{"=timeout exceeded exception"}},
	{&rateLimited, symfony, []string{"=rate limit exceeded", "=reserve not supported", "=max wait duration exceeded"}},
	{&invalidInput, symfony, []string{"=validation failed exception", "=missing options", "=undefined options", "=invalid options", "=extra attributes", "=partial denormalization", "=missing constructor arguments"}},
	{&schemaMismatch, symfony, []string{"=not encodable value", "yaml/parse exception"}},
	{&misconfigured, symfony, []string{"dependencyinjection/parameter not found", "=env not found", "=autowiring failed", "=service circular reference"}},
	{&credentialsInvalid, symfony, []string{"=bad credentials exception", "=user not found exception", "=invalid credentials exception"}},
	{&accountLocked, symfony, []string{"=custom user message account status", "=too many login attempts authentication"}},
	{&answerUnreadable, symfony, []string{"httpclient/json exception", "=decoding exception"}},
	{&tokenInvalid, phpJWT, []string{"=invalid token structure", "=required constraints violated", "jwt/invalid token"}},
}
