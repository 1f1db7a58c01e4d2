package format

import (
	"fmt"
	"strings"

	"go.opentelemetry.io/collector/config/configopaque"
)

// checkCredential says what is wrong with a secret that goes into a header, and never what it is. An empty one is most likely of an
// environment variable that is not set.
func checkCredential(key string, secret configopaque.String) []error {
	switch {
	case secret == "":
		return []error{fmt.Errorf("%s: missing or empty: it is needed; is the environment variable set that it comes from?", key)}
	case strings.ContainsFunc(string(secret), func(r rune) bool { return r <= ' ' || r >= 0x7f }):
		return []error{fmt.Errorf("%s: [REDACTED]: must have visible ASCII characters only: no spaces, no line breaks", key)}
	}
	return nil
}

// checkOneOf reports a value that is none of those allowed. Its zero value is the default.
func checkOneOf(key, value string, allowed ...string) []error {
	for _, one := range allowed {
		if value == one || value == "" {
			return nil
		}
	}
	return []error{fmt.Errorf("%s: %q: must be one of %s", key, value, strings.Join(allowed, ", "))}
}
