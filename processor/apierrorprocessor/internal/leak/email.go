package leak

import "strings"

// nobody lists the local parts that name a role or a program, not a person: RFC 2142, and what error texts tell one to
// write to.
var nobody = map[string]bool{
	"abuse": true, "admin": true, "administrator": true, "api": true, "billing": true, "celery": true, "contact": true, "daemon": true,
	"devnull": true, "do-not-reply": true, "donotreply": true, "ejabberd": true, "feedback": true, "git": true, "hello": true,
	"help": true, "helpdesk": true, "hostmaster": true, "info": true, "legal": true, "mailer-daemon": true, "name": true, "someone": true, "username": true, "you": true, "yourname": true, "marketing": true,
	"news": true, "no-reply": true, "no_reply": true, "noc": true, "noreply": true, "office": true, "ops": true, "postmaster": true,
	"press": true, "privacy": true, "rabbit": true, "root": true, "sales": true, "security": true, "service": true, "servicedesk": true,
	"status": true, "support": true, "team": true, "webmaster": true,
}

// nowhere lists last labels that no mail goes to: files' endings, and names inside a network, where user@host is a login.
var nowhere = map[string]bool{
	"png": true, "jpg": true, "jpeg": true, "gif": true, "svg": true, "webp": true, "ico": true, "js": true, "mjs": true, "cjs": true,
	"ts": true, "jsx": true, "tsx": true, "css": true, "html": true, "json": true, "yaml": true, "yml": true, "xml": true, "jar": true,
	"java": true, "class": true, "tgz": true, "gz": true, "tar": true, "whl": true, "gem": true, "rb": true, "go": true, "php": true, "txt": true,
	"internal": true, "local": true, "localhost": true, "lan": true, "corp": true, "svc": true, "cluster": true, "localdomain": true,
	"service": true, "target": true, "mount": true, "timer": true, "socket": true,
}

const (
	longestLocal  = 64 // RFC 5321, section 4.5.3.1
	longestDomain = 253
)

// findEmail takes the local part of an address; the domain may stay, for it tells which mail system was at fault.
func findEmail(text string, at, end int) Finding {
	start := runStart(text, at, longestLocal+1, localByte)
	switch before := byteAt(text, start-1); {
	case before == '/' || before == '@':
		return Finding{} // a URL's user, or a path
	case before == '\\' && start < at && (text[start] == 'n' || text[start] == 't' || text[start] == 'r'):
		start++ // an escaped line break
	case before == '%' && at-start > 2 && escapeBefore(text, start+2):
		start += 2
	}
	for start < at && !isA(text[start], wordByte) {
		start++
	}
	if length := at - start; length == 0 || length > longestLocal || text[at-1] == '.' {
		return Finding{}
	}
	stop, last := domainEnd(text, end)
	if stop == 0 || isNobody(text[start:at]) || isNowhere(text[last:stop]) || belongsToProgram(text[end:stop]) {
		return Finding{}
	}
	if byteAt(text, stop) == ':' && isPathAfter(text, stop+1) {
		return Finding{} // scp's user@host:path
	}
	return Finding{Start: start, End: at}
}

// domainEnd is where the host name ends that begins at from, and where its last label begins; 0 where none with at least two
// labels and a last one of letters does.
func domainEnd(text string, from int) (end, last int) {
	limit := min(from+longestDomain, len(text))
	label := from
	dots := 0
	i := from
	for ; i < limit; i++ {
		c := text[i]
		if c == '.' && i > label && isA(byteAt(text, i+1), wordByte) {
			dots++
			if dots == 1 && isA(text[label], digitByte) && (text[i-1] == 'x' || runEnd(text, label, i, digitByte) == i) {
				return 0, 0 // @2x.png, @1.2.3
			}
			label = i + 1
			continue
		}
		if !isA(c, wordByte) && c != '-' {
			break
		}
	}
	if dots == 0 || i-label < 2 || i-label > 24 || runEnd(text, label, i, letterByte) != i {
		return 0, 0
	}
	return i, label
}

func isNobody(local string) bool {
	return nobody[foldShort(local)]
}

// belongsToProgram tells Google's service accounts, and what SSH names its extensions after (RFC 4251, section 6).
func belongsToProgram(domain string) bool {
	return strings.HasSuffix(domain, ".gserviceaccount.com") || domain == "openssh.com"
}

func isNowhere(label string) bool {
	return nowhere[foldShort(label)]
}

// foldShort is a name in lower case, without allocation where it is so already; names too long to be in a table are not.
func foldShort(name string) string {
	if len(name) > 16 {
		return ""
	}
	return strings.ToLower(name)
}

func isPathAfter(text string, at int) bool {
	const longest = 128
	if !isA(byteAt(text, at), letterByte) && byteAt(text, at) != '~' && byteAt(text, at) != '/' {
		return false
	}
	end := runEnd(text, at, at+longest, pathByte)
	path := text[at:end]
	return strings.Contains(path, "/") || strings.HasSuffix(path, ".git")
}
