package engine

// otherMethod stands for a method that nobody registered: a client can send any, so they would be without number.
const otherMethod = "_OTHER"

// methods are the HTTP methods that IANA lists, and PURGE, which caches answer.
var methods = func() map[string]bool {
	known := make(map[string]bool)
	for _, name := range []string{
		"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY", "PURGE", // RFC 9110, and common
		"ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "COPY", "LABEL", "LINK", "LOCK", "MERGE", "MKACTIVITY", "MKCALENDAR",
		"MKCOL", "MKREDIRECTREF", "MKWORKSPACE", "MOVE", "ORDERPATCH", "PRI", "PROPFIND", "PROPPATCH", "REBIND", "REPORT", "SEARCH",
		"UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE", "UPDATEREDIRECTREF", "VERSION-CONTROL", // WebDAV and others
	} {
		known[name] = true
	}
	return known
}()

// knownMethod is a method as metrics write it; "" for none.
func knownMethod(name string) string {
	if name == "" || methods[name] {
		return name
	}
	return otherMethod
}
