package redact

import (
	"net/url"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/config/confighttp"
	"go.opentelemetry.io/collector/config/configopaque"
)

// openHeaders are those whose values everybody knows.
var openHeaders = []string{"accept", "accept-encoding", "accept-language", "content-type", "host", "user-agent"}

// Secrets collects what of a client's configuration nobody may see: path, query and userinfo of its URLs, its headers' values and its
// keys, and what else is given. What an auth extension adds to a request it does not know.
func Secrets(cfg *confighttp.ClientConfig, more ...configopaque.String) []string {
	secrets := slices.Concat(secretsOfURL(cfg.Endpoint), secretsOfURL(cfg.ProxyURL))
	for name, value := range cfg.Headers.Iter {
		if !slices.Contains(openHeaders, strings.ToLower(name)) {
			secrets = append(secrets, string(value))
		}
	}
	secrets = append(secrets, string(cfg.TLS.KeyPem))
	for _, secret := range more {
		secrets = append(secrets, string(secret))
	}
	return slices.DeleteFunc(secrets, func(secret string) bool { return secret == "" })
}

func secretsOfURL(raw string) []string {
	parsed, err := url.Parse(raw)
	if err != nil {
		return []string{raw}
	}
	secrets := []string{parsed.EscapedPath(), strings.TrimPrefix(parsed.EscapedPath(), "/"), parsed.RawQuery}
	if query, err := url.ParseQuery(parsed.RawQuery); err == nil {
		for _, values := range query {
			secrets = append(secrets, values...)
		}
	}
	if password, ok := parsed.User.Password(); ok {
		secrets = append(secrets, password)
	}
	return append(secrets, parsed.User.Username(), parsed.User.String())
}
