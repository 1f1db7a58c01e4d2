package content

import (
	"fmt"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// people are the keys of evidence that count whom it touches, and what one of them is called.
var people = []struct{ key, noun string }{
	{"users", "user"},
	{"customers", "customer"},
	{"accounts", "account"},
	{"tenants", "tenant"},
	{"sessions", "session"},
	{"actors", "actor"},
	{"endpoints", "endpoint"},
}

// howBad says what it does to people, money and processes.
func howBad(n *notification.Notification) []string {
	f := n.Leading()
	lines := []string{touched(n)}
	if n.Status() == apierror.StatusFiring {
		lines = append(lines, money(n), together(n))
	}
	if n.Group.Flood {
		if shared(n, func(s *apierror.Subject) string { return s.Business.Process }) {
			lines = append(lines, process(&f.Subject.Business))
		}
		return lines
	}
	if penalty, ok := number(f.Evidence["penalty"]); ok && penalty > 0 {
		currency, _ := f.Evidence["currency"].(string)
		lines = append(lines, "Penalty due: "+sentence.Money(penalty, currency))
	}
	lines = append(lines, process(&f.Subject.Business), otherProcesses(f), partner(&f.Subject.Business),
		spread(f, "services", "Services"), spread(f, "routes", "Routes"))
	if covered := len(f.Covers); covered > 0 && n.Status() == apierror.StatusFiring {
		lines = append(lines, "Explains "+sentence.Count(int64(covered), "other situation")+", told as part of this one.")
	}
	return lines
}

// touched counts people and calls.
func touched(n *notification.Notification) string {
	f := n.Leading()
	if n.Group.Flood {
		return "Counted: " + floodEvents(n)
	}
	many, parts := events(f), make([]string, 0, len(people)+1)
	for _, p := range people {
		if count := counted(f.Evidence, p.key); count > 0 {
			parts = append(parts, amount(count, p.noun))
		}
	}
	switch {
	case f.Kind == apierror.KindForecast: // what is counted of it tells nobody anything
		if len(parts) == 0 {
			return ""
		}
		return "Touched: " + strings.Join(parts, ", ")
	case len(parts) == 0:
		return "Counted: " + many
	}
	return "Touched: " + strings.Join(append(parts, many), ", ")
}

func money(n *notification.Notification) string {
	business := n.Leading().Subject.Business
	if n.Group.Flood {
		business = stakes(n)
	}
	parts := sums(&business)
	if len(parts) == 0 {
		return ""
	}
	text := "Money: " + strings.Join(parts, ", ")
	if business.Rationale != "" {
		text += " (" + line(business.Rationale, maxListed) + ")"
	}
	return text
}

func process(b *apierror.Business) string {
	if b.Process == "" {
		return ""
	}
	text := "Process: " + named(b.Process)
	if b.Criticality != "" {
		text += " (criticality " + string(b.Criticality) + ")"
	}
	if b.Owner != "" {
		text += ", owned by " + named(b.Owner)
	}
	return text
}

// otherProcesses names those that a cascade takes down besides.
func otherProcesses(f *apierror.Finding) string {
	const most = 4
	listed, _ := f.Evidence["processes"].([]any)
	var found []string
	for _, element := range listed {
		one, _ := element.(map[string]any)
		name, _ := one["process"].(string)
		if name == "" || name == f.Subject.Business.Process || len(found) == most {
			continue
		}
		text := named(name)
		if criticality, _ := one["criticality"].(string); apierror.Criticality(criticality).Valid() {
			text += " (" + criticality + ")"
		}
		found = append(found, text)
	}
	if len(found) == 0 {
		return ""
	}
	return "Other processes hit: " + strings.Join(found, ", ")
}

func partner(b *apierror.Business) string {
	switch {
	case b.Partner == "":
		return ""
	case b.SLABreached:
		return "Partner: " + named(b.Partner) + ", whose agreement is broken"
	default:
		return "Partner: " + named(b.Partner)
	}
}

// spread names the first few of what evidence lists, where there are several: of one, the place is said already.
func spread(f *apierror.Finding, key, title string) string {
	const most = 5
	listed := texts(f.Evidence[key])
	all := max(counted(f.Evidence, key+"_total"), int64(len(listed)))
	if all < 2 || len(listed) == 0 {
		return ""
	}
	text := title + ": " + names(listed, most)
	if rest := all - int64(min(len(listed), most)); rest > 0 {
		text += fmt.Sprintf(" and %s more", sentence.Grouped(uint64(rest)))
	}
	return text
}
