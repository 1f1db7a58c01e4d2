package redact

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	shortestWhole = 4
	shortestPart  = 8
)

// pattern is a secret, or what is left of it in base64.
type pattern struct {
	bytes string
	// encoded is set for base64: the characters around it hold bits of the secret too.
	encoded bool
}

func patternsOf(secrets []string) []pattern {
	var plain []string
	for _, secret := range secrets {
		plain = append(plain, wholeAndParts(secret)...)
		// A URL's token is looked for as it is written there, and as what that means.
		if meant, err := url.PathUnescape(secret); err == nil && meant != secret {
			plain = append(plain, wholeAndParts(meant)...)
		}
		// The key proper is behind a prefix that says what it is: whsec_, ghp_.
		if _, key, ok := strings.Cut(secret, "_"); ok && len(key) >= shortestPart {
			plain = append(plain, wholeAndParts(key)...)
		}
		// Basic credentials are a password in base64 already.
		if scheme, credentials, ok := strings.Cut(secret, " "); ok && strings.EqualFold(scheme, "basic") {
			if decoded, err := base64.StdEncoding.DecodeString(credentials); err == nil {
				plain = append(plain, wholeAndParts(string(decoded))...)
			}
		}
	}
	slices.Sort(plain)
	plain = slices.Compact(plain)

	patterns := make([]pattern, 0, 4*len(plain))
	for _, secret := range plain {
		patterns = append(patterns, pattern{bytes: secret})
		for _, core := range inBase64(secret) {
			patterns = append(patterns, pattern{bytes: core, encoded: true})
		}
	}
	return patterns
}

func wholeAndParts(secret string) []string {
	if len(secret) < shortestWhole {
		return nil
	}
	// Bytes that are no character are a separator too: encoders of JSON put another in their place.
	found := []string{secret}
	for _, part := range strings.FieldsFunc(secret, func(r rune) bool { return r == utf8.RuneError || strings.ContainsRune("/?&=;,:@. \t\r\n", r) }) {
		if len(part) >= shortestPart {
			found = append(found, part)
		}
	}
	return found
}

// inBase64 is how a secret looks in the middle of a longer text in base64, in both alphabets: at each of the three places at which it may
// begin, without the characters that hold bits of its neighbours.
func inBase64(secret string) []string {
	var cores []string
	for before := range 3 {
		raw := append(make([]byte, before), secret...)
		from, to := (before*8+5)/6, len(raw)*8/6
		if to-from < shortestPart {
			continue
		}
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			cores = append(cores, encoding.EncodeToString(raw)[from:to])
		}
	}
	slices.Sort(cores)
	return slices.Compact(cores)
}

// find tells where the pattern is that begins at a place of a text.
func (p *pattern) find(text string, at int) (span, bool) {
	m := matcher{text: text, pattern: p.bytes}
	if !m.from(at, 0) {
		return span{}, false
	}
	found := span{at, m.end}
	if p.encoded {
		for found.start > 0 && isBase64(text[found.start-1]) {
			found.start--
		}
		for found.end < len(text) && isBase64(text[found.end]) {
			found.end++
		}
	}
	return found, true
}

func isBase64(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("+/-_=", c) >= 0
}

// beginnings are the bytes with which any of the pattern's forms begins.
func (p *pattern) beginnings() []byte {
	begin := []byte{p.bytes[0], '%', '\\', '&', '+'}
	slices.Sort(begin)
	return slices.Compact(begin)
}
