package detect

import "strings"

// namesLogin reports whether a route, a path or an RPC's name is that of a login: /api/v1/login, /oauth/token,
// /users/sign_in, /auth.v1.AuthService/Authenticate, /login.php. One that renews or ends a session is none.
func namesLogin(address string) bool {
	login := false
	for address != "" {
		segment, rest, _ := strings.Cut(address, "/")
		address = rest
		if isParameter(segment) {
			continue
		}
		found := readSegment(segment)
		if found.renewal {
			return false
		}
		// "auth" is the name of a login as a segment and part of any service's name otherwise. A noun is what the call
		// makes, and so a login, only at the end: POST /sessions, but not POST /sessions/7/messages.
		login = login || found.login || found.realm && found.words == 1 || found.noun && strings.Trim(rest, "/") == ""
	}
	return login
}

// isParameter reports whether a route's segment stands for a value: its name says nothing of the call.
func isParameter(segment string) bool {
	return segment != "" && (segment[0] == '{' || segment[0] == ':' || segment[0] == '<')
}

// segmentWords is which of the words that matter a segment holds.
type segmentWords struct {
	login, realm, noun, renewal bool
	words                       int
}

// readSegment splits a segment at everything but letters and digits, and each of those pieces again at its capitals, as
// in CreateSession. It looks at the piece as a whole too, so that /LoGiN hides nothing.
func readSegment(segment string) segmentWords {
	var found segmentWords
	var previous word
	for start := 0; start < len(segment); {
		if !alphanumeric(segment[start]) {
			start++
			continue
		}
		end := start + 1
		capitals := start
		for end < len(segment) && alphanumeric(segment[end]) {
			if upper(segment[end]) && !upper(segment[end-1]) {
				found.add(wordOf(segment[capitals:end]))
				capitals = end
			}
			end++
		}
		if capitals > start {
			found.add(wordOf(segment[capitals:end]))
		}
		current := wordOf(segment[start:end])
		if current == wordIn && previous == wordSign {
			current = wordLogin
		}
		found.add(current)
		found.words++
		previous = current
		start = end
	}
	return found
}

func (f *segmentWords) add(w word) {
	switch w {
	case wordLogin:
		f.login = true
	case wordRealm:
		f.realm = true
	case wordNoun:
		f.noun = true
	case wordRenewal:
		f.renewal = true
	default:
	}
}

type word uint8

const (
	wordOther   word = iota
	wordLogin        // names a login wherever it stands
	wordRealm        // as a segment of its own
	wordNoun         // at the end
	wordRenewal      // rules a login out
	wordSign         // with wordIn after it
	wordIn
)

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
	case "login", "signin", "logon", "authenticate", "authentication":
		return wordLogin
	case "auth", "oauth", "oauth2":
		return wordRealm
	case "token", "tokens", "session", "sessions", "password", "passwd", "otp", "totp", "mfa", "2fa", "verify", "credentials":
		return wordNoun
	case "refresh", "logout", "signout", "logoff", "revoke", "introspect":
		return wordRenewal
	case "sign", "log":
		return wordSign
	case "in", "on":
		return wordIn
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
