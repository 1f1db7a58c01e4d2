package format

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Type names a format.
type Type string

const (
	TypeGeneric             Type = "generic"
	TypeCloudEvents         Type = "cloudevents"
	TypeAlertmanager        Type = "alertmanager"
	TypeAlertmanagerWebhook Type = "alertmanager_webhook"
	TypeSlack               Type = "slack"
	TypeTeams               Type = "teams"
	TypePagerDuty           Type = "pagerduty"
	TypeOpsgenie            Type = "opsgenie"
	TypeJSM                 Type = "jsm"
	TypeJira                Type = "jira"
	TypeDiscord             Type = "discord"
	TypeSplunkHEC           Type = "splunk_hec"
	TypeTemplate            Type = "template"
)

// generatorName is what notifications are said to come from.
const generatorName = "otelcol-apierror"

// Self is this collector.
type Self struct {
	// Version stands in the generic payload; "" to leave it out.
	Version string
}

// Types lists every format, in the order in which people should read them.
func Types() []Type {
	list := make([]Type, 0, len(registry))
	for _, known := range registry {
		list = append(list, known.name)
	}
	return list
}

// New makes the format of a destination whose options were checked.
func New(t Type, endpoint string, o *Options, self Self) (Format, error) {
	known := find(t)
	if known == nil {
		return nil, unknownType(t)
	}
	return known.build(endpoint, o, self)
}

// LimitsOf is what the service takes, by its own word.
func LimitsOf(t Type, _ *Options) Limits {
	known := find(t)
	if known == nil {
		return Limits{}
	}
	return known.limits
}

// ResendEvery is how often a destination must be told again of what fires, or takes it to be over; 0 for never.
func ResendEvery(t Type, o *Options) time.Duration {
	if t != TypeAlertmanager {
		return 0
	}
	return orEmpty(o.Alertmanager).resendEvery()
}

// section is what a format's part of the configuration can do.
type section interface {
	Check() []error
	DefaultEndpoint() string
}

// entry is one format.
type entry struct {
	name    Type
	section func(*Options) section // an empty one where none is given; nil for a format without options
	build   func(endpoint string, o *Options, self Self) (Format, error)
	limits  Limits
}

// registry is in the order in which people should read it.
var registry = []entry{
	{
		name:   TypeGeneric,
		build:  func(endpoint string, _ *Options, self Self) (Format, error) { return newGeneric(endpoint, self), nil },
		limits: genericLimits,
	},
	{
		name:    TypeCloudEvents,
		section: func(o *Options) section { return orEmpty(o.CloudEvents) },
		build: func(endpoint string, o *Options, self Self) (Format, error) {
			return newCloudEvents(endpoint, orEmpty(o.CloudEvents), self), nil
		},
		limits: cloudEventsLimits,
	},
	{
		name:    TypeAlertmanager,
		section: func(o *Options) section { return orEmpty(o.Alertmanager) },
		build: func(endpoint string, o *Options, _ Self) (Format, error) {
			return newAlertmanager(endpoint, orEmpty(o.Alertmanager))
		},
		limits: alertmanagerLimits,
	},
	{
		name: TypeAlertmanagerWebhook,
		build: func(endpoint string, _ *Options, _ Self) (Format, error) {
			return newAlertmanagerWebhook(endpoint), nil
		},
		limits: alertmanagerWebhookLimits,
	},
	service(TypeSlack, func(o *Options) *SlackConfig { return o.Slack }, newSlack, slackLimits),
	{
		name: TypeTeams,
		build: func(endpoint string, _ *Options, _ Self) (Format, error) {
			return newTeams(endpoint, &TeamsConfig{}), nil
		},
		limits: teamsLimits,
	},
	{
		name: TypeDiscord,
		build: func(endpoint string, _ *Options, _ Self) (Format, error) {
			return newDiscord(endpoint, &DiscordConfig{}), nil
		},
		limits: discordLimits,
	},
	service(TypePagerDuty, func(o *Options) *PagerDutyConfig { return o.PagerDuty }, newPagerDuty, pagerDutyLimits),
	service(TypeOpsgenie, func(o *Options) *OpsgenieConfig { return o.Opsgenie }, newOpsgenie, opsgenieLimits),
	service(TypeJSM, func(o *Options) *JSMConfig { return o.JSM }, newJSM, jsmLimits),
	service(TypeJira, func(o *Options) *JiraConfig { return o.Jira }, newJira, jiraLimits),
	service(TypeSplunkHEC, func(o *Options) *SplunkHECConfig { return o.SplunkHEC }, newSplunkHEC, splunkHECLimits),
	{
		name:    TypeTemplate,
		section: func(o *Options) section { return orEmpty(o.Template) },
		build: func(endpoint string, o *Options, self Self) (Format, error) {
			t, errs := newTemplates(endpoint, orEmpty(o.Template), self)
			if err := errors.Join(errs...); err != nil {
				return nil, err
			}
			return t, nil
		},
		limits: templateLimits,
	},
}

// service is a format that needs to know nothing but its endpoint and its section.
func service[C any, S interface {
	*C
	section
}](name Type, given func(*Options) S, build func(string, S) Format, limits Limits) entry {
	own := func(o *Options) S { return orEmpty[C](given(o)) }
	return entry{
		name:    name,
		section: func(o *Options) section { return own(o) },
		build:   func(endpoint string, o *Options, _ Self) (Format, error) { return build(endpoint, own(o)), nil },
		limits:  limits,
	}
}

func find(t Type) *entry {
	i := slices.IndexFunc(registry, func(known entry) bool { return known.name == t })
	if i < 0 {
		return nil
	}
	return &registry[i]
}

func unknownType(t Type) error {
	return fmt.Errorf("type: unknown type %q: must be one of %v", t, Types())
}

// orEmpty is a section with nothing set where none is given.
func orEmpty[T any](given *T) *T {
	if given == nil {
		return new(T)
	}
	return given
}

// Signs reports whether receivers of a type may verify a signature by Standard Webhooks, and get its headers.
func Signs(t Type) bool {
	return t == TypeGeneric || t == TypeCloudEvents || t == TypeAlertmanagerWebhook || t == TypeTemplate
}
