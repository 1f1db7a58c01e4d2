package detect

import "strings"

// loginGrade says how surely a place is that of a login.
type loginGrade uint8

const (
	loginNone loginGrade = iota
	// loginLikely: /checkout/sessions, /email/verify, /auth/profile. If such a call fails to authenticate, it was a login;
	// what is malformed or forbidden there is probably something else.
	loginLikely
	loginSure
)

// gradeLogin reads a route, a path or an RPC's name: /api/v1/login, /oauth/token, /users/sign_in,
// /auth.v1.AuthService/Authenticate, /login.php. One that renews or ends a session is none, and none that makes an account.
func gradeLogin(address string) loginGrade {
	login, realm, noun, plain := false, false, false, false
	for address != "" {
		segment, rest, _ := strings.Cut(address, "/")
		address = rest
		if isParameter(segment) {
			continue
		}
		found := readSegment(segment)
		if found.other {
			return loginNone
		}
		login = login || found.login
		// "auth" is the name of a login as a segment and part of any service's name otherwise. A noun is what the call
		// makes, and so a login, only at the end: POST /sessions, but not POST /sessions/7/messages.
		realm = realm || found.realm && found.words == 1
		noun = noun || found.noun && !found.reads && strings.Trim(rest, "/") == ""
		plain = plain || found.plain
	}
	switch {
	case login, (realm || noun) && !plain:
		return loginSure
	case realm, noun:
		return loginLikely
	default:
		return loginNone
	}
}

// isParameter reports whether a route's segment stands for a value: its name says nothing of the call.
func isParameter(segment string) bool {
	return segment != "" && (segment[0] == '{' || segment[0] == ':' || segment[0] == '<')
}

// segmentWords is which of the words that matter a segment holds.
type segmentWords struct {
	login, realm, noun, reads, other, plain bool
	words                                   int
}

// readSegment splits a segment at everything but letters and digits, and each of those pieces again at its capitals, as
// in CreateSession. It looks at the piece as a whole too, so that /LoGiN hides nothing.
func readSegment(segment string) segmentWords {
	var found segmentWords
	if securityCheck(segment) {
		found.login = true
		return found
	}
	var previous word
	for start := 0; start < len(segment); {
		if !alphanumeric(segment[start]) {
			start++
			continue
		}
		end := start + 1
		capitals := start
		plain := false
		for end < len(segment) && alphanumeric(segment[end]) {
			if upper(segment[end]) && !upper(segment[end-1]) {
				plain = !found.add(wordOf(segment[capitals:end])) || plain
				capitals = end
			}
			end++
		}
		if capitals > start {
			plain = !found.add(wordOf(segment[capitals:end])) || plain
		}
		current := wordOf(segment[start:end])
		switch {
		case previous == wordSign && current == wordIn:
			current = wordLogin
		case previous == wordSign && current == wordUp:
			current = wordOutside
		}
		known := found.add(current)
		found.plain = found.plain || !known && (plain || capitals == start)
		found.words++
		previous = current
		start = end
	}
	return found
}

// add takes a word up and reports whether it is one of those that are about logins, or about nothing.
func (f *segmentWords) add(w word) bool {
	switch w {
	case wordLogin:
		f.login = true
	case wordRealm:
		f.realm = true
	case wordNoun:
		f.noun = true
	case wordReading:
		f.reads = true
		return false
	case wordOutside:
		f.other = true
	case wordOther:
		return false
	default:
	}
	return true
}

type word uint8

const (
	wordOther   word = iota
	wordLogin        // names a login wherever it stands
	wordRealm        // as a segment of its own
	wordNoun         // at the end
	wordReading      // a noun beside it is not made
	wordOutside      // rules a login out
	wordNeutral      // says nothing either way
	wordSign         // with wordIn after it
	wordIn
	wordUp
)

// securityCheck reports whether a segment is where Java's servlet containers, and Spring after them, take a login's form.
func securityCheck(segment string) bool {
	return strings.EqualFold(segment, "j_security_check") || strings.EqualFold(segment, "j_spring_security_check")
}

const longestWord = 14

func wordOf(text string) word {
	if len(text) > longestWord {
		return wordOther
	}
	var lower [longestWord]byte
	for i := range len(text) {
		lower[i] = asciiLower(text[i])
	}
	switch string(lower[:len(text)]) {
	case "login", "signin", "logon", "signon", "authenticate", "authentication", "authn", "gettoken", "getaccesstoken",
		"userlogin", "adminlogin", "dologin", "weblogin", "apilogin", "clientlogin", "loginuser", "logincheck", "checklogin":
		return wordLogin
	case "auth", "oauth", "oauth2", "sso", "sts", "oidc", "saml":
		return wordRealm
	case "token", "tokens", "session", "sessions", "password", "passwd", "otp", "totp", "mfa", "2fa", "verify", "credentials", "jwt":
		return wordNoun
	case "refresh", "logout", "signout", "logoff", "revoke", "introspect",
		"register", "registration", "signup", "forgot", "reset", "recover", "recovery",
		"verifytoken", "checktoken", "validatetoken", "tokeninfo", "userinfo":
		return wordOutside
	case "get", "list", "describe", "watch", "find", "search", "count", "delete", "validate":
		return wordReading
	case "api", "v1", "v2", "v3", "v4", "rest", "public", "user", "users", "account", "accounts", "connect", "identity",
		"create", "new", "do", "local", "callback", "basic", "ldap", "php", "aspx", "jsp", "json", "service", "access":
		return wordNeutral
	case "sign", "log":
		return wordSign
	case "in", "on":
		return wordIn
	case "up":
		return wordUp
	default:
		return wordOther
	}
}

func alphanumeric(c byte) bool { return digit(c) || upper(c) || 'a' <= c && c <= 'z' }

func upper(c byte) bool { return 'A' <= c && c <= 'Z' }

func digit(c byte) bool { return '0' <= c && c <= '9' }

func asciiLower(c byte) byte {
	if upper(c) {
		return c + ('a' - 'A')
	}
	return c
}
