package classify

// Where the names of Go and its libraries stand. Go's errors are values: their types are seldom told, so most of what Go
// says is recognised by its phrases.
const (
	goRuntime    = "pkg.go.dev/runtime: Error"
	goNet        = "pkg.go.dev/net"
	goX509       = "pkg.go.dev/crypto/x509, crypto/tls"
	goContext    = "pkg.go.dev/context"
	goJSON       = "pkg.go.dev/encoding/json"
	goHTTP       = "pkg.go.dev/net/http"
	goIO         = "pkg.go.dev/io"
	goJWT        = "pkg.go.dev/github.com/golang-jwt/jwt"
	goStrconv    = "pkg.go.dev/strconv"
	awsSDKGo     = "pkg.go.dev/github.com/aws/aws-sdk-go-v2"
	goValidation = "pkg.go.dev/github.com/go-playground/validator"
	goBreaker    = "pkg.go.dev/github.com/sony/gobreaker"
)

// goNames are types of errors in Go.
var goNames = []nameRow{
	{&indexOutOfRange, goRuntime, []string{"=bounds error"}},
	{&typeMismatch, goRuntime, []string{"=type assertion error"}},
	{&nullReference, goRuntime, []string{"=panic nil error"}},
	{&panicked, goRuntime, []string{"=panic", "=panic error"}},
	{&dnsFailure, goNet, []string{"dns error"}},
	{&connectionFailed, goNet, []string{"=op error"}},
	{&certificateInvalid, goX509, []string{"unknown authority", "=hostname error", "=system roots error", "=insecure algorithm error"}},
	{&certificateRejected, goX509, []string{"certificate invalid", "=certificate verification error"}},
	{&handshakeFailed, goX509, []string{"record header", "=alert error"}},
	{&deadlineExceeded, goContext, []string{"deadline exceeded"}},
	{&cancelled, goContext, []string{"canceled"}},
	{&schemaMismatch, goJSON, []string{"unmarshal type", "=invalid unmarshal error"}},
	{&payloadTooLarge, goHTTP, []string{"=max bytes error"}},
	{&connectionReset, goIO, []string{"=unexpected eof", "=eof"}},
	{&tokenExpired, goJWT, []string{"token expired"}},
	{&invalidParameter, goStrconv, []string{"=num error"}},
	{&retriesExhausted, awsSDKGo, []string{"=max attempts error"}},
	{&invalidInput, goValidation, []string{"=validation errors"}},
	{&circuitOpen, goBreaker, []string{"=open state"}},
	{&connectionFailed, goNet, []string{"=address error", "=unknown network error"}},
	{&requestUnbuilt, "pkg.go.dev/net/url", []string{"=escape error", "=invalid host error"}},
	{&invalidParameter, goNet, []string{"=addr error"}},
	{&protocolError, "pkg.go.dev/net/http, golang.org/x/net/http2", []string{"=go away error", "http2/connection error"}},
	{&connectionReset, "pkg.go.dev/golang.org/x/net/http2", []string{"http2/stream error"}},
	{&schemaMismatch, goJSON, []string{"json/syntax error", "=unmarshaler error", "xml/syntax error", "=marshaler error", "=unsupported type error", "=unsupported value error", "yaml/type error", "=corrupt input error"}},
	{&fileMissing, "pkg.go.dev/io/fs, os", []string{"exec/error"}},
	{&processExited, "pkg.go.dev/os/exec", []string{"exec/exit error"}},
	{&invalidInput, goValidation, []string{"=invalid validation error", "=field errors", "validation/errors"}},
	{&tokenInvalid, goJWT, []string{"jwt/validation error"}},
	{&circuitOpen, goBreaker, []string{"=err open state", "=err circuit open"}},
	{&codeMissing, "pkg.go.dev/text/template, html/template", []string{"template/exec error"}},
}
