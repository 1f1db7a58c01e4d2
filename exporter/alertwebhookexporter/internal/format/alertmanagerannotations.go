package format

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

const (
	annotationSummary     = "summary"
	annotationDescription = "description"

	maxDescription      = 4 << 10 // of what is told alone or first
	maxOtherDescription = 1 << 10
)

// annotationsOf say for people, and for templates, what the labels do not. The words of the notification are about all of it, so they
// describe an alert only where there is one.
func annotationsOf(m *Message, alert *notification.Alert, labels map[string]string) map[string]string {
	f := &alert.Finding
	annotations := propertyLabels(f)
	for name := range labels {
		delete(annotations, name)
	}
	setAnnotation(annotations, annotationSummary, inert(f.Summary, mediumText))
	if len(m.Alerts) == 1 {
		setAnnotation(annotations, annotationDescription, description(&m.Text))
	} else {
		setAnnotation(annotations, annotationDescription, inert(f.Rationale, maxOtherDescription))
	}
	if alert == &m.Alerts[0] {
		addLinks(annotations, m.Text.Links)
	}
	if f.Count > 0 {
		annotations["count"] = strconv.FormatInt(f.Count, 10)
	}
	addMoney(annotations, &f.Subject.Business)
	if alert.PartOf != "" {
		annotations["part_of"] = plain(alert.PartOf)
	}
	if !f.TraceID.IsEmpty() {
		annotations["trace_id"] = f.TraceID.String()
	}
	return annotations
}

// groupAnnotations describe all of a group.
func groupAnnotations(m *Message) map[string]string {
	annotations := map[string]string{"firing": strconv.Itoa(m.Firing), "resolved": strconv.Itoa(m.Resolved)}
	setAnnotation(annotations, annotationSummary, inert(m.Text.Title, mediumText))
	setAnnotation(annotations, annotationDescription, description(&m.Text))
	addLinks(annotations, m.Text.Links)
	return annotations
}

// description is all sections, one below the other.
func description(text *content.Text) string {
	var all strings.Builder
	for i, section := range text.Sections[:min(len(text.Sections), mostSections)] {
		if i > 0 {
			all.WriteString("\n\n")
		}
		all.WriteString(section.Name)
		all.WriteByte(':')
		for _, line := range section.Lines[:min(len(section.Lines), mostLines)] {
			all.WriteByte('\n')
			all.WriteString(line)
		}
	}
	return inert(all.String(), maxDescription)
}

func addMoney(annotations map[string]string, business *apierror.Business) {
	if business.Currency == "" {
		return
	}
	annotations["value_at_risk"] = plain(sentence.Money(finite(business.ValueAtRisk), business.Currency))
	if cost := finite(business.Cost); cost != 0 {
		annotations["cost"] = plain(sentence.Money(cost, business.Currency))
	}
}

// addLinks names each by what it leads to, such as runbook_url, which many templates look for.
func addLinks(annotations map[string]string, links []content.Link) {
	for _, link := range links[:min(len(links), mostLinks)] {
		if name := annotationName(link.Name) + "_url"; isWebURL(link.URL) && annotations[name] == "" {
			annotations[name] = link.URL
		}
	}
}

// generatorURL is where the source of an alert leads people: to the first link. Alertmanager refuses all of a request for one that is
// no URL.
func generatorURL(links []content.Link) string {
	if len(links) == 0 || !isWebURL(links[0].URL) {
		return ""
	}
	return links[0].URL
}

// isWebURL is false for a long one too: a URL that is cut leads elsewhere.
func isWebURL(raw string) bool {
	parsed, err := url.ParseRequestURI(raw)
	return err == nil && len(raw) <= longText && (parsed.Scheme == "https" || parsed.Scheme == "http") && parsed.Host != ""
}

// annotationName is a name by Prometheus' rules: lower-case letters, digits and underscores, the first no digit.
func annotationName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		default:
			return '_'
		}
	}, name[:min(len(name), idText)])
	if name == "" || name[0] <= '9' {
		return "link" + name
	}
	return name
}

func setAnnotation(annotations map[string]string, name, value string) {
	if value != "" {
		annotations[name] = value
	}
}
