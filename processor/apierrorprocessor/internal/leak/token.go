package leak

import (
	"encoding/base64"
	"strings"
)

// findJWT takes three parts of base64url that are joined by dots, the first two being JSON objects. It has no longest: claims
// may be many.
func findJWT(text string, at, end int) Finding {
	before := byteAt(text, at-1)
	if text[at:end] != "eyJ" || before == '.' || isA(before, base64urlByte) && !escapeBefore(text, at) {
		return Finding{} // within a run that was looked at already
	}
	header := runEnd(text, end, len(text), base64urlByte)
	if header-at < 10 || !strings.HasPrefix(text[header:], ".eyJ") {
		return Finding{}
	}
	payload := runEnd(text, header+1, len(text), base64urlByte)
	if payload-header < 10 || byteAt(text, payload) != '.' {
		return Finding{}
	}
	return Finding{Start: at, End: runEnd(text, payload+1, len(text), base64urlByte)}
}

// findBearer takes what follows the scheme of RFC 6750 if it may be a token: a word of prose has no digit.
func findBearer(text string, _, end int) Finding {
	return schemeValue(text, end, func(value string) bool { return len(value) >= 12 && holds(value, digitByte) })
}

// findBasic takes what follows the scheme of RFC 7617 if it decodes to a user and a password.
func findBasic(text string, _, end int) Finding {
	return schemeValue(text, end, func(value string) bool {
		if len(value) < 8 || len(value) > 512 || !holds(value, digitByte|upperByte) {
			return false
		}
		plain, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(value, "="))
		return err == nil && strings.Contains(string(plain), ":")
	})
}

func schemeValue(text string, from int, good func(string) bool) Finding {
	end := from
	for end < len(text) && (isA(text[end], tokenByte) || text[end] == '.' || text[end] == '~') {
		end++
	}
	value := strings.TrimRight(text[from:end], ".")
	if !good(value) || isFiller(value) {
		return Finding{}
	}
	return Finding{Start: from, End: from + len(value)}
}

// findTelegramToken looks left of ":AA" for the bot's number and right for the 33 bytes that follow.
func findTelegramToken(text string, at, end int) Finding {
	const longestNumber, secret = 10, 33
	start := runStart(text, at, longestNumber+1, digitByte)
	after := runEnd(text, end, end+secret+1, base64urlByte)
	if digits := at - start; digits < 8 || digits > longestNumber || after-end != secret {
		return Finding{}
	}
	return Finding{Start: start, End: after}
}

// findPrivateKey takes a PEM block with something in it: an error that misses the header quotes just that.
func findPrivateKey(text string, at, end int) Finding {
	const longestLabel, longestKey, shortestKey = 32, 16 << 10, 16
	label := strings.Index(text[end:min(end+longestLabel, len(text))], "PRIVATE KEY")
	if label < 0 {
		return Finding{}
	}
	body := end + label + len("PRIVATE KEY")
	after := strings.Index(text[body:min(body+longestKey, len(text))], "-----END")
	if after < 0 {
		after = min(longestKey, len(text)-body) // cut off somewhere: all the rest may be key
	}
	content := 0
	for i := body; i < body+after && content < shortestKey; i++ {
		switch {
		case isA(text[i], wordByte):
			content++
		case text[i] == ' ' && content > 0:
			return Finding{} // prose goes on behind the header
		}
	}
	if content < shortestKey {
		return Finding{}
	}
	return Finding{Start: at, End: characterEnd(text, body+after)}
}
