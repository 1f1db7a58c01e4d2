package classify

// Where the names of C++, Swift and Dart stand.
const (
	cppStd    = "en.cppreference.com/w/cpp/error/exception"
	swiftName = "developer.apple.com/documentation/foundation/urlerror/code, swift/decodingerror"
	dartName  = "api.dart.dev: dart:core, dart:io; pub.dev/packages/dio"
)

// nativeNames are exceptions of C++, Swift and Dart.
var nativeNames = []nameRow{
	{&outOfMemory, cppStd, []string{"=bad alloc", "=bad array new length"}},
	{&nullReference, cppStd, []string{"=bad optional access", "=bad weak ptr"}},
	{&typeMismatch, cppStd, []string{"=bad cast", "=bad any cast", "=bad variant access", "=bad typeid", "=bad function call"}},
	{&indexOutOfRange, cppStd, []string{"std/out of range"}},
	{&invalidParameter, cppStd, []string{"std/invalid argument", "std/domain error", "std/length error", "std/format error"}},
	{&invalidState, cppStd, []string{"std/logic error", "=future error"}},
	{&arithmeticError, cppStd, []string{"std/overflow error", "std/underflow error", "std/range error"}},
	{&timeout, swiftName, []string{"=nsurl error timed out"}},
	{&dnsFailure, swiftName, []string{"=cannot find host", "=dns lookup failed", "=nsurl error cannot find host", "=nsurl error dns lookup failed"}},
	{&connectionRefused, swiftName, []string{"=cannot connect to host", "=nsurl error cannot connect to host"}},
	{&connectionReset, swiftName, []string{"=network connection lost", "=nsurl error network connection lost"}},
	{&hostUnreachable, swiftName, []string{"=not connected to internet", "=nsurl error not connected to internet", "=data not allowed", "=international roaming off", "=call is active"}},
	{&handshakeFailed, swiftName, []string{"=secure connection failed"}},
	{&certificateInvalid, swiftName, []string{"=server certificate untrusted", "=server certificate has unknown root", "=server certificate not yet valid"}},
	{&certificateExpired, swiftName, []string{"=server certificate has bad date"}},
	{&ownCertificateRefused, swiftName, []string{"=client certificate rejected", "=client certificate required"}},
	{&redirectLoop, swiftName, []string{"=http too many redirects"}},
	{&requestUnbuilt, swiftName, []string{"=bad url", "=unsupported url", "=app transport security requires secure connection"}},
	{&protocolError, swiftName, []string{"=bad server response", "=zero byte resource"}},
	{&answerUnreadable, swiftName, []string{"=cannot decode raw data", "=cannot decode content data", "=cannot parse response"}},
	{&schemaMismatch, swiftName, []string{"swift/decoding error"}},
	{&invalidState, dartName, []string{"=state error", "=concurrent modification error", "=late initialization error"}},
	{&indexOutOfRange, dartName, []string{"core/range error"}},
	{&handshakeFailed, dartName, []string{"=handshake exception", "=tls exception"}},
	{&connectionFailed, dartName, []string{"=dio connection error"}},
	{&redirectLoop, dartName, []string{"=redirect exception"}},
}
