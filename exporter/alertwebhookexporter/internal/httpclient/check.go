package httpclient

import (
	"errors"
	"fmt"

	"go.opentelemetry.io/collector/config/confighttp"
)

// Check reports what of a configuration a client of a destination cannot have. Each error begins with the key.
func Check(cfg *confighttp.ClientConfig) []error {
	var errs []error
	for _, bound := range []struct{ key, version string }{
		{"min_version", cfg.TLS.MinVersion},
		{"max_version", cfg.TLS.MaxVersion},
	} {
		if bound.version == "1.0" || bound.version == "1.1" {
			errs = append(errs, fmt.Errorf("tls::%s: %q: must be 1.2 or 1.3", bound.key, bound.version))
		}
	}
	if cfg.Cookies.HasValue() {
		errs = append(errs, errors.New("cookies: are not kept: a notification must not depend on the one before. Remove the key"))
	}
	return errs
}
