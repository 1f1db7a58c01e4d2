package classify

// Where the names of the operating system and of the C library stand.
const (
	errno        = "POSIX.1-2024: <errno.h>"
	getaddrinfo  = "RFC 3493 6.1: getaddrinfo"
	winsockNames = "learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2"
	openssl      = "docs.openssl.org: X509_STORE_CTX_get_error"
)

// systemNames are error numbers by name, as Node, libuv, Python, Ruby, PHP and Rust hand them on.
var systemNames = []nameRow{
	{&fileMissing, errno, []string{"=enoent"}},
	{&outOfMemory, errno, []string{"=enomem"}},
	{&diskFull, errno, []string{"=enospc", "=edquot"}},
	{&filesExhausted, errno, []string{"=emfile", "=enfile"}},
	{&fileForbidden, errno, []string{"=eacces", "=eperm"}},
	{&readOnly, errno, []string{"=erofs"}},
	{&corruption, errno, []string{"=ebadmsg"}},
	{&connectionRefused, errno, []string{"=econnrefused"}},
	{&connectionReset, errno, []string{"=econnreset", "=enetreset"}},
	{&connectionAborted, errno, []string{"=econnaborted"}},
	{&brokenPipe, errno, []string{"=epipe"}},
	{&hostUnreachable, errno, []string{"=ehostunreach", "=enetunreach", "=ehostdown", "=enetdown"}},
	{&connectionTimeout, errno, []string{"=etimedout"}},
	{&portsExhausted, errno, []string{"=eaddrnotavail"}},
	{&addressInUse, errno, []string{"=eaddrinuse"}},
	{&dnsFailure, getaddrinfo, []string{"=eai again", "=eai noname", "=eai fail", "=eai nodata", "=eai system", "=eai family", "=eai service", "=eai nonameservers"}},
	{&certificateExpired, openssl, []string{"cert has expired"}},
	{&certificateInvalid, openssl, []string{
		"cert not yet valid", "self signed cert", "self signed cert in chain", "depth zero self signed cert",
		"unable to verify leaf signature", "unable to get issuer cert", "unable to get issuer cert locally",
		"cert untrusted", "cert revoked", "cert chain too long",
	}},
	{&fileMissing, errno, []string{"=enotdir", "=eisdir"}},
	{&invalidState, errno, []string{"=ebadf", "=eloop"}},
	{&invalidParameter, errno, []string{"=einval", "=enametoolong"}},
	{&connectionReset, errno, []string{"=enotconn", "=eshutdown"}},
	{&protocolError, errno, []string{"=eprotonosupport", "=eprototype"}},
	{&payloadTooLarge, errno, []string{"=emsgsize", "=efbig"}},
	{&connectionRefused, winsockNames, []string{"=wsaeconnrefused"}},
	{&connectionReset, winsockNames, []string{"=wsaeconnreset", "=wsaeconnaborted", "=wsaenetreset", "=wsaenotconn", "=wsaeshutdown", "=wsaediscon"}},
	{&connectionTimeout, winsockNames, []string{"=wsaetimedout"}},
	{&hostUnreachable, winsockNames, []string{"=wsaehostunreach", "=wsaenetunreach", "=wsaehostdown", "=wsaenetdown"}},
	{&dnsFailure, winsockNames, []string{"=wsahost not found", "=wsatry again", "=wsano recovery", "=wsano data"}},
	{&addressInUse, winsockNames, []string{"=wsaeaddrinuse"}},
	{&portsExhausted, winsockNames, []string{"=wsaeaddrnotavail", "=wsaenobufs"}},
	{&filesExhausted, winsockNames, []string{"=wsaemfile"}},
	{&fileForbidden, winsockNames, []string{"=wsaeacces"}},
}
