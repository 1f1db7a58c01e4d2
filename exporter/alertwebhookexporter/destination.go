package alertwebhookexporter

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/collector/config/configcompression"
	"go.opentelemetry.io/collector/config/confighttp"
	"go.opentelemetry.io/collector/config/configopaque"
	"go.opentelemetry.io/collector/confmap"
	"golang.org/x/net/http/httpguts"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/delivery"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/httpclient"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/standardwebhooks"
)

const defaultTimeout = 10 * time.Second

// DestinationConfig is one receiver of notifications.
type DestinationConfig struct {
	// Name stands in logs, metrics and the storage.
	Name string      `mapstructure:"name"`
	Type format.Type `mapstructure:"type"`
	// SigningSecret signs every request by Standard Webhooks; SigningSecrets are several, of which the first signs first, while
	// receivers are given a new one.
	SigningSecret  configopaque.String   `mapstructure:"signing_secret"`
	SigningSecrets []configopaque.String `mapstructure:"signing_secrets"`

	Lane    delivery.LaneConfig `mapstructure:",squash"`
	Options format.Options      `mapstructure:",squash"`

	// Client is how to reach it. Its endpoint is the full URL, or the base of a service's API.
	Client confighttp.ClientConfig `mapstructure:",squash"`

	// secretWanted is set where the configuration has signing secrets, be it empty ones.
	secretWanted bool
	// revision stands for all that is written of it, secrets too, of which nobody can learn anything from 32 bits.
	revision uint32
}

var _ confmap.Unmarshaler = (*DestinationConfig)(nil)

// destinationKeys has the keys of a destination and no method, so that decoding into it finds the unknown ones.
type destinationKeys struct {
	Name           any                 `mapstructure:"name"`
	Type           any                 `mapstructure:"type"`
	SigningSecret  any                 `mapstructure:"signing_secret"`
	SigningSecrets any                 `mapstructure:"signing_secrets"`
	Lane           delivery.LaneConfig `mapstructure:",squash"`
	Options        format.Options      `mapstructure:",squash"`
	Client         clientKeys          `mapstructure:",squash"`
}

type clientKeys confighttp.ClientConfig

// Unmarshal gives an element of the list its defaults, which the configuration of the whole cannot do.
func (cfg *DestinationConfig) Unmarshal(conf *confmap.Conf) error {
	*cfg = DestinationConfig{Type: format.TypeGeneric, Client: confighttp.NewDefaultClientConfig(), Lane: delivery.DefaultLane()}
	cfg.Client.Timeout = defaultTimeout
	if err := errors.Join(checkWritten(conf, "timeout"), checkWritten(conf, "alertmanager::resend_interval"), checkCompression(conf)); err != nil {
		return err
	}
	if err := conf.Unmarshal(cfg); err != nil {
		return err
	}
	cfg.secretWanted = conf.IsSet("signing_secret") || conf.IsSet("signing_secrets")
	cfg.revision = revisionOf(conf)
	if cfg.Client.Endpoint == "" {
		cfg.Client.Endpoint = cfg.Options.DefaultEndpoint(cfg.Type)
	}
	// A client section that is squashed swallows every key, so a misspelt signing_secret would send unsigned.
	return conf.Unmarshal(&destinationKeys{})
}

func revisionOf(conf *confmap.Conf) uint32 {
	written, err := json.Marshal(conf.ToStringMap()) // keys in order
	if err != nil {
		return 0
	}
	digest := sha256.Sum256(written)
	return binary.BigEndian.Uint32(digest[:])
}

// checkCompression names what is allowed, which the collector's own error does not.
func checkCompression(conf *confmap.Conf) error {
	written, ok := conf.Get("compression").(string)
	if !ok {
		return nil
	}
	if new(configcompression.Type).UnmarshalText([]byte(written)) != nil {
		return fmt.Errorf("compression: %q: must be one of gzip, zlib, deflate, snappy, x-snappy-framed, zstd, lz4, none", written)
	}
	return nil
}

// A name becomes part of a component ID, so a slash would let two destinations share a queue.
var destinationName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// check says nothing of a URL but what is wrong with it: webhook URLs hold tokens.
func (cfg *DestinationConfig) check(guard dialguard.Policy) []error {
	var errs []error
	if !destinationName.MatchString(cfg.Name) {
		errs = append(errs, fmt.Errorf("name: %q: must be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit", cfg.Name))
	}
	errs = append(errs, cfg.Options.Check(cfg.Type)...)
	errs = append(errs, cfg.Lane.Check()...)
	errs = append(errs, httpclient.Check(&cfg.Client)...)
	if err := cfg.checkEndpoint(guard); err != nil {
		errs = append(errs, fmt.Errorf("endpoint: %w", err))
	}
	if cfg.Client.ProxyURL != "" {
		if err := validateURL(cfg.Client.ProxyURL, "http", "https", "socks5"); err != nil && !errors.Is(err, errUserinfo) {
			errs = append(errs, fmt.Errorf("proxy_url: %w", err))
		}
	}
	errs = append(errs, cfg.checkSecrets()...)
	if cfg.Client.Timeout <= 0 {
		errs = append(errs, fmt.Errorf("timeout: %s: must be longer than 0", cfg.Client.Timeout))
	} else if err := checkUnit("timeout", cfg.Client.Timeout); err != nil {
		errs = append(errs, err)
	}
	return append(errs, cfg.validateHeaders()...)
}

// secrets are those that sign, the first first.
func (cfg *DestinationConfig) secrets() []string {
	var secrets []string
	if cfg.SigningSecret != "" {
		secrets = append(secrets, string(cfg.SigningSecret))
	}
	for _, secret := range cfg.SigningSecrets {
		secrets = append(secrets, string(secret))
	}
	return secrets
}

// credentials are all that must never be shown, beside what is the HTTP client's.
func (cfg *DestinationConfig) credentials() []configopaque.String {
	return slices.Concat([]configopaque.String{cfg.SigningSecret}, cfg.SigningSecrets, cfg.Options.Secrets())
}

func (cfg *DestinationConfig) checkSecrets() []error {
	var errs []error
	switch {
	case len(cfg.secrets()) == 0 && cfg.secretWanted:
		// Most likely of an environment variable that is not set: not signing would go unnoticed.
		return []error{errors.New("signing_secret: is empty: set it, or leave the key out to sign nothing")}
	case cfg.SigningSecret != "" && len(cfg.SigningSecrets) > 0:
		return []error{errors.New("signing_secret: is given beside signing_secrets: put it first in that list")}
	case len(cfg.secrets()) > 0 && !format.Signs(cfg.Type):
		return []error{fmt.Errorf("signing_secret: a destination of type %s verifies no signature: leave it out", cfg.Type)}
	case cfg.SigningSecret != "":
		if _, err := standardwebhooks.ParseSecret(string(cfg.SigningSecret)); err != nil {
			errs = append(errs, fmt.Errorf("signing_secret: [REDACTED]: %w", err))
		}
	default:
		for i, secret := range cfg.SigningSecrets {
			if _, err := standardwebhooks.ParseSecret(string(secret)); err != nil {
				errs = append(errs, fmt.Errorf("signing_secrets::%d: [REDACTED]: %w", i, err))
			}
		}
	}
	return errs
}

func (cfg *DestinationConfig) checkEndpoint(guard dialguard.Policy) error {
	if err := validateURL(cfg.Client.Endpoint, "http", "https"); err != nil {
		return err
	}
	parsed, err := url.Parse(cfg.Client.Endpoint)
	if err != nil {
		return err // validateURL has parsed it
	}
	if err := guard.CheckHost(parsed.Hostname()); err != nil {
		return err
	}
	return cfg.Options.CheckEndpoint(cfg.Type, parsed)
}

var errUserinfo = errors.New("[REDACTED]: must have no user or password: use auth or headers instead")

func validateURL(raw string, schemes ...string) error {
	if raw == "" {
		return errors.New("missing: the full URL is needed, such as https://ops.example/hooks/api")
	}
	parsed, err := url.Parse(raw)
	if err != nil {
		// The parser's own error repeats the URL.
		return errors.New("[REDACTED]: is no URL")
	}
	switch {
	case !slices.Contains(schemes, parsed.Scheme):
		return fmt.Errorf("scheme %q: must be one of %v", parsed.Scheme, schemes)
	case parsed.Hostname() == "":
		return errors.New("[REDACTED]: has no host")
	case !validPort(parsed.Port()):
		return fmt.Errorf("port %q: must be 1 to 65535", parsed.Port())
	case strings.Contains(raw, "#"):
		return errors.New("[REDACTED]: must have no fragment (#…), it is never sent")
	case parsed.User != nil:
		return errUserinfo
	}
	return nil
}

// validPort takes none for the scheme's own.
func validPort(port string) bool {
	if port == "" {
		return true
	}
	number, err := strconv.ParseUint(port, 10, 16)
	return err == nil && number > 0
}

func (cfg *DestinationConfig) validateHeaders() []error {
	own := []string{standardwebhooks.HeaderID, standardwebhooks.HeaderTimestamp, standardwebhooks.HeaderSignature}
	var errs []error
	for name, value := range cfg.Client.Headers.Iter {
		switch {
		case !httpguts.ValidHeaderFieldName(name):
			errs = append(errs, fmt.Errorf("headers: %q: is no header name: letters, digits and hyphens", name))
		case !httpguts.ValidHeaderFieldValue(string(value)):
			errs = append(errs, fmt.Errorf("headers::%s: [REDACTED]: has characters that no header value may have", name))
		case slices.Contains(own, strings.ToLower(name)):
			errs = append(errs, fmt.Errorf("headers::%s: is set by the exporter itself", name))
		}
	}
	return errs
}
