package classify

// Where the names of the operating system and of the C library stand.
const (
	errno       = "POSIX.1-2024: <errno.h>"
	getaddrinfo = "RFC 3493 6.1: getaddrinfo"
	openssl     = "docs.openssl.org: X509_STORE_CTX_get_error"
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
	{&dnsFailure, getaddrinfo, []string{"=eai again", "=eai noname", "=eai fail", "=eai nodata"}},
	{&certificateExpired, openssl, []string{"cert has expired"}},
	{&certificateInvalid, openssl, []string{
		"cert not yet valid", "self signed cert", "self signed cert in chain", "depth zero self signed cert",
		"unable to verify leaf signature", "unable to get issuer cert", "unable to get issuer cert locally",
		"cert untrusted", "cert revoked", "cert chain too long",
	}},
}
