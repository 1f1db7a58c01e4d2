package routing

import (
	"errors"
	"slices"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// labelNames are the properties of a finding that stay as they are while it fires. Its severity does not: a group that a finding
// leaves as it worsens would tell that it ended.
var labelNames = []string{
	"kind", "name", "service", "route", "category", "origin", "process", "team", "tenant", "partner", "actor", "signal",
}

func checkLabel(name string) error {
	if slices.Contains(labelNames, name) {
		return nil
	}
	return errors.New("is no label: one of " + strings.Join(labelNames, ", "))
}

// labelValue is "" where a finding has none.
func labelValue(f *apierror.Finding, name string) string {
	subject := &f.Subject
	switch name {
	case "kind":
		return string(f.Kind)
	case "name":
		return f.Name
	case "service":
		return subject.Service
	case "route":
		return subject.Endpoint()
	case "category":
		return string(subject.Category)
	case "origin":
		return string(subject.Origin)
	case "process":
		return subject.Business.Process
	case "team":
		return subject.Business.Owner
	case "tenant":
		return subject.Tenant
	case "partner":
		return subject.Business.Partner
	case "actor":
		return subject.Actor.ID
	case "signal":
		if len(subject.Signals) > 0 {
			return string(subject.Signals[0])
		}
	}
	return ""
}

// labelsOf can be kept: nothing of it is the finding's memory.
func labelsOf(f *apierror.Finding, names []string) []notification.Label {
	labels := make([]notification.Label, len(names))
	for i, name := range names {
		labels[i] = notification.Label{Name: name, Value: strings.Clone(apierror.Cut(labelValue(f, name), maxText))}
	}
	return labels
}
