package injection

import "strings"

// forgery recognises an address that a server is to call in its caller's place: where clouds keep credentials, a loopback address
// that is written so that no filter sees it, and schemes that only a server's libraries still speak. Plain localhost is none:
// developers' redirects lead there.
func forgery(text string) string {
	at := strings.Index(text, "://")
	if at < 0 {
		return ""
	}
	if sign := containsAny(text, "gopher://", "dict://", "ldap://", "ldaps://", "tftp://", "jar:http", "netdoc://", "rmi://"); sign != "" {
		return sign
	}
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "://")
		if !found {
			return ""
		}
		rest = after
		if sign := forgedHost(hostOf(after)); sign != "" {
			return sign
		}
	}
}

func hostOf(address string) string {
	if end := strings.IndexAny(address, "/?#\\ \"'"); end >= 0 {
		address = address[:end]
	}
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		address = address[at+1:]
	}
	return address
}

func forgedHost(host string) string {
	if sign := prefixOf(host, "169.254.169.254", "169.254.170.2", "metadata.google.internal", "metadata.azure.internal", "100.100.100.200", "[fd00:ec2::254]",
		"[::ffff:127.", "[::ffff:169.254.", "0x7f", "0177.", "2130706433", "2852039166", "0xa9fea9fe"); sign != "" {
		return sign
	}
	return containsAny(host, "169.254.169.254.", ".169.254.169.254")
}
