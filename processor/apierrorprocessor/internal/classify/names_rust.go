package classify

// Where the names of Rust and its libraries stand. Rust tells an error by its words more often than by its type.
const (
	rustStd   = "doc.rust-lang.org/std/io/enum.ErrorKind.html"
	pyo3      = "docs.rs/pyo3: PanicException"
	sqlx      = "docs.rs/sqlx/latest/sqlx/enum.Error.html"
	hyper     = "docs.rs/hyper/latest/hyper/struct.Error.html"
	rustJWT   = "docs.rs/jsonwebtoken/latest/jsonwebtoken/errors/enum.ErrorKind.html"
	towerTime = "docs.rs/tower: timeout, load_shed, buffer"
)

// rustNames are variants of Rust's errors.
var rustNames = []nameRow{
	{&connectionRefused, rustStd, []string{"connection refused"}},
	{&connectionReset, rustStd, []string{"connection reset", "connection aborted", "=unexpected eof"}},
	{&brokenPipe, rustStd, []string{"broken pipe"}},
	{&hostUnreachable, rustStd, []string{"=host unreachable", "=network unreachable", "=network down"}},
	{&addressInUse, rustStd, []string{"=addr in use"}},
	{&portsExhausted, rustStd, []string{"=addr not available"}},
	{&fileForbidden, rustStd, []string{"=read only filesystem"}},
	{&diskFull, rustStd, []string{"=storage full", "=filesystem quota exceeded"}},
	{&outOfMemory, rustStd, []string{"out of memory"}},
	{&timeout, rustStd, []string{"timed out"}},
	{&panicked, pyo3, []string{"=panic exception"}},
	{&poolExhausted, sqlx, []string{"=pool timed out"}},
	{&notFound, sqlx, []string{"=row not found"}},
	{&querySchema, sqlx, []string{"=column not found", "=type not found"}},
	{&schemaMismatch, sqlx, []string{"=column decode"}},
	{&invalidState, sqlx, []string{"=pool closed"}},
	{&connectionReset, hyper, []string{"=incomplete message"}},
	{&cancelled, hyper, []string{"=canceled"}},
	{&tokenExpired, rustJWT, []string{"expired signature"}},
	{&signatureInvalid, rustJWT, []string{"invalid signature"}},
	{&tokenInvalid, rustJWT, []string{"=immature signature"}},
	{&deadlineExceeded, towerTime, []string{"=elapsed"}},
	{&overloadedHere, towerTime, []string{"=overloaded"}},
	{&connectionReset, rustStd, []string{"=not connected"}},
	{&fileMissing, rustStd, []string{"io/not found", "=not a directory"}},
	{&invalidParameter, rustStd, []string{"io/invalid input", "=parse int error", "=parse float error", "=parse bool error", "=try from int error"}},
	{&schemaMismatch, rustStd, []string{"io/invalid data", "=utf8 error", "=from utf8 error"}},
	{&invalidState, rustStd, []string{"=borrow mut error", "=borrow error", "=poison error", "=send error", "=recv error", "=join error", "=access error"}},
	{&requestUnbuilt, "docs.rs/url, http, reqwest: errors", []string{"url/parse error", "uri/invalid uri", "header/invalid header value", "=invalid header name", "=invalid method", "=empty host", "=relative url without base"}},
	{&protocolError, hyper, []string{"hyper/parse", "h2/protocol error"}},
	{&invalidInput, "docs.rs/axum, actix-web, rocket: rejections", []string{
		"=json data error", "=json syntax error", "=query rejection", "=path rejection", "=form rejection", "=missing json content type", "=json payload error", "=query payload error",
		"=path error", "=validation errors", "=failed to deserialize query string", "=failed to deserialize path params", "=failed to deserialize form",
	}},
	{&payloadTooLarge, "docs.rs/axum, http-body-util: limits", []string{"=length limit error"}},
	{&tokenInvalid, rustJWT, []string{"=invalid issuer", "=invalid audience", "=invalid subject", "=missing required claim", "=invalid algorithm"}},
	{&queueFull, "docs.rs/tokio, crossbeam: channels", []string{"=try send error", "mpsc/full"}},
	{&poolExhausted, "docs.rs/deadpool, bb8, r2d2: errors", []string{"bb8/timed out", "deadpool/timeout"}},
}
