package redact

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/config/confighttp"
	"go.opentelemetry.io/collector/config/configopaque"
)

const secret = `T0k/en ä"7&q+x\y%z` //nolint:gosec // nobody's

// forms are the ways in which a secret is written somewhere.
func forms(secret string) map[string]string {
	quoted := func(text string) string {
		encoded, _ := json.Marshal(text)
		return string(encoded[1 : len(encoded)-1])
	}
	return map[string]string{
		"as it is": secret, "path": url.PathEscape(secret), "query": url.QueryEscape(secret),
		"JSON": quoted(secret), "JSON in JSON": quoted(quoted(secret)), "a URL in JSON": quoted(url.PathEscape(secret)),
		"a URL in a URL": url.QueryEscape(url.PathEscape(secret)), "Go": strconv.Quote(secret), "Go, ASCII": strconv.QuoteToASCII(secret),
		"HTML": html.EscapeString(secret), "a slash in PHP's JSON": strings.ReplaceAll(quoted(secret), "/", `\/`),
		"base64": base64.StdEncoding.EncodeToString([]byte(secret)), "base64url": base64.RawURLEncoding.EncodeToString([]byte(secret)),
		"base64 in a URL":   url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(secret))),
		"basic credentials": base64.StdEncoding.EncodeToString([]byte("bob:" + secret)), "basic, with more": base64.StdEncoding.EncodeToString([]byte("ab:" + secret + ":c")),
	}
}

func TestEveryFormOfASecretIsReplaced(t *testing.T) {
	r := New([]string{secret})
	for name, form := range forms(secret) {
		t.Run(name, func(t *testing.T) {
			for _, around := range [][2]string{{"", ""}, {"failed: ", " (twice)"}, {"%", "%"}, {`\`, `\`}, {"%2", "0"}, {"T0k", "T0k"}} {
				clean := r.String(around[0] + form + around[1])
				assert.Contains(t, clean, Placeholder)
				for _, rest := range []string{"T0k/", "T0k%2", "ä", "en ", "x\\y", form[:8]} {
					assert.NotContains(t, clean, rest, clean)
				}
			}
		})
	}
}

func TestTextWithoutSecretsStays(t *testing.T) {
	r := New([]string{secret, "/hooks/9f8e7d6c5b4a", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "", "abc"})
	for _, text := range []string{
		"", "the destination answered 404 Not Found", "invalid key", "token expired", "Bearer authentication is required", "Basic realm=ops",
		`{"ok":false,"error":"invalid_auth"}`, "missing key: text", "keyboard=qwerty-layout", "monkey=bananas12", `{"token":null}`, "password is required",
		"https://ops.example/health", "user@example.com", "at 2026-11-22T10:00:00Z", "eyJ is no token", "ASIA is a continent", "hooks", "abc",
		"100% of T0k", `{"errors":["summary: cannot be blank"]}`, "the signature: mismatch", "a bot answered", "cookie jar",
	} {
		assert.Equal(t, text, r.String(text))
	}
}

func TestPartsOfASecretAreSecretToo(t *testing.T) {
	r := New([]string{"/services/T0001/B0002/aaaabbbbcccc", "Token token=hunter2hunter2", "whsec_MfKQ9r8GKYqrTwjUPD8I", "Basic " + base64.StdEncoding.EncodeToString([]byte("bob:pass/word1"))})
	for text, want := range map[string]string{ //nolint:gosec // nobody's
		"no_service for aaaabbbbcccc.":                    "no_service for [REDACTED].",
		"POST /services/T0001/B0002/aaaabbbbcccc: 404":    "POST [REDACTED]: 404",
		"POST \\/services\\/T0001\\/B0002\\/aaaabbbbcccc": "POST [REDACTED]",
		"%2Fservices%2fT0001%252FB0002%2Faaaabbbbcccc":    "[REDACTED]",
		"decoded MfKQ9r8GKYqrTwjUPD8I to":                 "decoded [REDACTED] to",
		"got hunter2hunter2":                              "got [REDACTED]",
		"bob:pass/word1 is wrong":                         "[REDACTED] is wrong",
		"aaaabbbbccccaaaabbbbcccc":                        "[REDACTED]",
		"and aaaabbbbcccc and hunter2hunter2":             "and [REDACTED] and [REDACTED]",
	} {
		assert.Equal(t, want, r.String(text), text)
	}
}

// Answers are read up to a limit, which may be in the middle of a secret.
func TestASecretThatTheTextCutsOff(t *testing.T) {
	r := New([]string{"aaaa%bbb\"cccc"})
	for text, want := range map[string]string{
		"got aaaa%bb": "got [REDACTED]", "got aaaa%25b": "got [REDACTED]", "got aaaa%2": "got [REDACTED]", `got aaaa%bbb\`: "got [REDACTED]",
		"got aaa": "got aaa", "got aaaa%b, too": "got aaaa%b, too",
	} {
		assert.Equal(t, want, r.String(text), text)
	}
}

func TestSecretsThatNobodyToldOf(t *testing.T) {
	r := New(nil)
	for text, want := range map[string]string{ //nolint:gosec // nobody's
		"Authorization: Basic Ym9iOnB3\nHost: x":                 "Authorization: [REDACTED]\nHost: x",
		`{"headers":{"authorization":"Splunk 1-2-3"}}`:           `{"headers":{"authorization":"[REDACTED]"}}`,
		"bad token: Bearer abcdefgh12345 given":                  "bad token: Bearer [REDACTED] given",
		"Set-Cookie: sid=abc; Path=/":                            "Set-Cookie: [REDACTED]",
		"https://x.example/?api_key=abcdef123&q=1":               "https://x.example/?api_key=[REDACTED]&q=1",
		`{"routing_key":"0123456789","dedup_key":"shop/orders"}`: `{"routing_key":"[REDACTED]","dedup_key":"shop/orders"}`,
		"xoxb-1234-5678-abcdef":                                  "[REDACTED]",
		"key AKIAIOSFODNN7EXAMPLE is inactive":                   "key [REDACTED] is inactive",
		"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-_":         "[REDACTED]",
		"https://hooks.slack.com/services/T1/B2/xyz gone":        "https://hooks.slack.com/services/[REDACTED] gone",
		"Post https://discord.com/api/webhooks/12/ab-c: EOF":     "Post https://discord.com/api/webhooks/[REDACTED]: EOF",
		"http://bob:pw@proxy:3128":                               "http://[REDACTED]@proxy:3128",
		"-----BEGIN PRIVATE KEY-----\nMIIE":                      "[REDACTED]",
		"ghp_abcdefghijklmnopqrst, glpat-abcdefghijklmnopqrst":   "[REDACTED], [REDACTED]",
		"client_secret=abcdef;":                                  "client_secret=[REDACTED];",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw":                 "[REDACTED]",
	} {
		assert.Equal(t, want, r.String(text), text)
	}
}

func TestSecretsOfAConfiguration(t *testing.T) {
	cfg := confighttp.NewDefaultClientConfig()
	cfg.Endpoint = "https://bob:pass%2Fword@ops.example/hooks/T0KEN-of-path?key=T0KEN%2Dof-query&v=1"
	cfg.ProxyURL = "http://alice:proxy-password@proxy.example:3128"
	cfg.TLS.KeyPem = "private-key-pem"
	cfg.Headers = configopaque.MapList{{Name: "X-Key", Value: "header-value"}, {Name: "Content-Type", Value: "application/json"}}
	r := New(Secrets(&cfg, "signing-secret", ""))
	for _, shown := range []string{
		"T0KEN-of-path", "/hooks/T0KEN-of-path", "T0KEN-of-query", "T0KEN%2Dof-query", "pass/word", "pass%2Fword", "alice", "proxy-password", "private-key-pem",
		"header-value", "signing-secret",
	} {
		assert.Equal(t, "got "+Placeholder, r.String("got "+shown))
	}
	for _, open := range []string{"ops.example", "proxy.example:3128", "application/json"} {
		assert.Equal(t, open, r.String(open))
	}
	cfg.Endpoint = "https://ops.example/%zz"
	assert.Contains(t, Secrets(&cfg), cfg.Endpoint, "what cannot be read is secret as a whole")
}

func FuzzNoSecretSurvives(f *testing.F) {
	for _, seed := range []string{secret, "0123456789abcdef", `\\\\\\\\`, "%%%%%%%%", "aaaaaaaaaaaa", "\x00\x01\n\t\r\f\b\x7f", "😀😀😀", "%2525252525", `\"\"\"\"\u0041`} {
		f.Add(seed, "before ", " after")
		f.Add(seed, seed[:3], seed[2:])
		f.Add(seed, `%25\`, `\u00`)
	}
	f.Fuzz(func(t *testing.T, secret, before, after string) {
		if len(secret) < 8 || !utf8.ValidString(secret) || strings.ContainsAny(secret, "[]") || strings.Contains(secret, "REDACTED") || strings.Contains(Placeholder, secret) {
			t.Skip("too short, no text, or part of what stands in its place")
		}
		r := New([]string{secret})
		for name, form := range forms(secret) {
			text := before + form + after
			clean := r.String(text)
			require.NotContains(t, clean, form, name)
			require.NotContains(t, clean, secret, name)
		}
		encoded := base64.StdEncoding.EncodeToString([]byte(before + secret + after))
		for _, core := range inBase64(secret) {
			require.NotContains(t, r.String(encoded), core)
		}
	})
}

func BenchmarkRedact(b *testing.B) {
	r := New([]string{"/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "Token 0123456789abcdef"})
	for name, text := range map[string]string{
		"error": "dial tcp 203.0.113.7:443: connect: connection refused", "answer_4KB": strings.Repeat(`{"error":"invalid_payload","at":"/x%20y"},`, 100),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				r.String(text)
			}
		})
	}
}
