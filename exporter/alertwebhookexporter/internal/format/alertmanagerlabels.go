package format

import (
	"maps"
	"regexp"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/untrusted"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// The labels of an alert.
const (
	labelAlertname = "alertname"
	labelFindingID = "finding_id"
	labelGroupID   = "group_id"
	labelKind      = "kind"
	labelName      = "name"
	labelSeverity  = "severity"
	labelService   = "service"
	labelRoute     = "route"
	labelRPCMethod = "rpc_method"
	labelCategory  = "category"
	labelProcess   = "process"
	labelTeam      = "team"
	labelTenant    = "tenant"
	labelPartner   = "partner"
	labelActor     = "actor"
	labelActorType = "actor_type"

	alertnamePrefix = "apierror_"
)

// alertname is what an alert is called: an attack by its signal, anything else by its kind, since its name is whom it is about.
func alertname(f *apierror.Finding) string {
	if f.Kind == apierror.KindSecurity && f.Name != "" {
		return alertnamePrefix + plain(f.Name)
	}
	return alertnamePrefix + plain(string(f.Kind))
}

// propertyLabels are all that a situation has, also what changes while it lasts.
func propertyLabels(f *apierror.Finding) map[string]string {
	subject, business := &f.Subject, &f.Subject.Business
	labels := map[string]string{
		labelAlertname: alertname(f),
		labelFindingID: plain(f.ID),
		labelKind:      plain(string(f.Kind)),
		labelName:      plain(f.Name),
		labelService:   plain(subject.Service),
		labelRoute:     plain(subject.Route),
		labelRPCMethod: plain(subject.RPCMethod),
		labelCategory:  plain(string(subject.Category)),
		labelProcess:   plain(business.Process),
		labelTeam:      plain(business.Owner),
		labelTenant:    plain(subject.Tenant),
		labelPartner:   plain(business.Partner),
		labelActor:     plain(subject.Actor.ID),
		labelActorType: plain(string(subject.Actor.Type)),
	}
	maps.DeleteFunc(labels, func(_, value string) bool { return value == "" })
	return labels
}

// identities are the labels that cannot change while a situation of a kind lasts, since its id is made of them (apierror's
// …Situation), or since the configuration says them of what it is made of. Of an attack by so many that it has no actor, that is the service.
var identities = map[apierror.Kind][]string{
	apierror.KindSecurity:        {labelActor, labelActorType},
	apierror.KindDataLeak:        {labelService, labelRoute, labelRPCMethod},
	apierror.KindSLABreach:       {labelPartner},
	apierror.KindBusinessFailure: {labelProcess, labelTeam, labelCategory},
	apierror.KindContractDrift:   {labelService, labelRoute, labelRPCMethod},
	apierror.KindSurge:           {labelService, labelRoute, labelRPCMethod, labelCategory},
	apierror.KindSLOBurn:         {labelName, labelService, labelRoute, labelProcess, labelTeam},
}

// identityLabels are those by which an alert can be found again, but for the severity.
func identityLabels(f *apierror.Finding) map[string]string {
	labels := propertyLabels(f)
	kept := map[string]bool{labelAlertname: true, labelFindingID: true, labelKind: true}
	for _, name := range identities[f.Kind] {
		kept[name] = true
	}
	if f.Kind == apierror.KindSecurity && f.Subject.Actor.IsZero() {
		kept[labelService] = true
	}
	maps.DeleteFunc(labels, func(name, _ string) bool { return !kept[name] })
	return labels
}

// withSeverity is a copy.
func withSeverity(labels map[string]string, severity apierror.Severity) map[string]string {
	labels = maps.Clone(labels)
	if name := severity.String(); name != "" {
		labels[labelSeverity] = name
	}
	return labels
}

// plain is a value on one line, without what chats take for a mention or a link: Alertmanager's own templates for them escape nothing.
func plain(value string) string { return lineBreaks.Replace(inert(value, shortText)) }

var lineBreaks = strings.NewReplacer("\n", " ", "\t", " ", "\u2028", " ", "\u2029", " ")

// inert breaks mentions and links with a zero-width space, so that they still read the same, and shows what turns the direction of
// reading.
func inert(value string, limit int) string {
	value = mentions.ReplaceAllStringFunc(untrusted.Text(value, limit), func(found string) string {
		return found[:1] + "\u200b" + found[1:]
	})
	return untrusted.Text(turning.Replace(value), limit)
}

// mentions are how that begins what chats read as one, or as a link: <!channel>, <@U1>, <#C1>, <https://…|text>, <at>, [text](…), [~jira],
// @everyone, and bare URLs. A route such as /users/<int:id> is none.
var mentions = regexp.MustCompile(`(?i)<[!@#]|</?at>|<(?:http|mailto:|tel:|sms:)|\]\(|\[~|@(?:everyone|here|channel|all)|://`)

var turning = strings.NewReplacer(
	"\u202a", "\ufffd", "\u202b", "\ufffd", "\u202d", "\ufffd", "\u202e", "\ufffd",
	"\u2066", "\ufffd", "\u2067", "\ufffd", "\u2068", "\ufffd",
)
