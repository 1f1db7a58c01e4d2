package sentence

import (
	"net/netip"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Where names the place that a subject is about, with a space in front; "" for one without a place.
func Where(subject *apierror.Subject) string { return where(subject, "") }

func where(subject *apierror.Subject, flood string) string {
	var place string
	if flood != "" {
		place = " on " + flood
	} else if called := subject.Endpoint(); called != "" {
		place = " on " + apierror.Quote(called)
	}
	return place + inService(subject)
}

func whom(subject *apierror.Subject, flood string) string {
	if flood != "" {
		return flood + inService(subject)
	}
	return actor(subject.Actor)
}

func inService(subject *apierror.Subject) string {
	if subject.Service == "" {
		return ""
	}
	return " in service " + apierror.Quote(subject.Service)
}

func actor(a apierror.Actor) string {
	switch {
	case a.IsZero():
		return "somebody unknown"
	case a.Type == "":
		return apierror.Quote(a.ID)
	}
	if _, err := netip.ParseAddr(a.ID); err == nil {
		return string(a.Type) + " " + a.ID
	}
	return string(a.Type) + " " + apierror.Quote(a.ID)
}

// Failure names the kind of a failure, with the reason where that says more.
func Failure(category apierror.Category, reason string) string {
	if reason == "" || reason == string(category) {
		return string(category)
	}
	return string(category) + ", " + word(reason)
}
