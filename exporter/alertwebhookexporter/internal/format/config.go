package format

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/config/configopaque"

	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// credentialForm is what in a template's body may be a key or a token: long, and with a digit besides. Its words and fields are not.
var credentialForm = regexp.MustCompile(`[A-Za-z0-9_-]{16,}`)

// Options are what the formats have to be told, a section for each that has any, named as the format. They are squashed into a
// destination.
type Options struct {
	CloudEvents  *CloudEventsConfig  `mapstructure:"cloudevents"`
	Alertmanager *AlertmanagerConfig `mapstructure:"alertmanager"`
	Slack        *SlackConfig        `mapstructure:"slack"`
	PagerDuty    *PagerDutyConfig    `mapstructure:"pagerduty"`
	Opsgenie     *OpsgenieConfig     `mapstructure:"opsgenie"`
	JSM          *JSMConfig          `mapstructure:"jsm"`
	Jira         *JiraConfig         `mapstructure:"jira"`
	SplunkHEC    *SplunkHECConfig    `mapstructure:"splunk_hec"`
	Template     *TemplateConfig     `mapstructure:"template"`
}

// Secrets are the credentials among the options, which stand in requests and are never shown.
func (o *Options) Secrets() []configopaque.String {
	secrets := []configopaque.String{
		orEmpty(o.Slack).Token, orEmpty(o.PagerDuty).RoutingKey, orEmpty(o.Opsgenie).APIKey, orEmpty(o.JSM).APIKey,
		orEmpty(o.Jira).Token, orEmpty(o.SplunkHEC).Token,
	}
	for _, value := range orEmpty(o.Template).Headers {
		secrets = append(secrets, value)
	}
	for _, word := range credentialForm.FindAllString(string(orEmpty(o.Template).Body), -1) {
		if strings.ContainsAny(word, "0123456789") {
			secrets = append(secrets, configopaque.String(word))
		}
	}
	return slices.DeleteFunc(secrets, func(secret configopaque.String) bool { return secret == "" })
}

// Check reports what is wrong with the options of a destination of a type: a section of another type, and what the type's own section
// lacks or has wrong. The errors begin with the key.
func (o *Options) Check(t Type) []error {
	known := find(t)
	if known == nil {
		return []error{unknownType(t)}
	}
	var errs []error
	for _, name := range o.given() {
		if name != t {
			errs = append(errs, fmt.Errorf("%s: is for type %s, and the type is %s: leave the section out, or change the type", name, name, t))
		}
	}
	if known.section == nil {
		return errs
	}
	return append(errs, keypath.Under(string(t), known.section(o).Check()...)...)
}

// DefaultEndpoint is where a service is reached; "" where every customer has an endpoint of their own.
func (o *Options) DefaultEndpoint(t Type) string {
	known := find(t)
	if known == nil || known.section == nil {
		return ""
	}
	return known.section(o).DefaultEndpoint()
}

// given are the sections that there are.
func (o *Options) given() []Type {
	var names []Type
	options := reflect.ValueOf(o).Elem()
	for i := range options.NumField() {
		if !options.Field(i).IsNil() {
			name, _, _ := strings.Cut(options.Type().Field(i).Tag.Get("mapstructure"), ",")
			names = append(names, Type(name))
		}
	}
	return names
}
