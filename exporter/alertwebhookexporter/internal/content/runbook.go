package content

import (
	"fmt"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// runbook is what a good engineer on call does first, as shipped. Its steps may have the placeholders of links.
type runbook struct {
	steps  []string
	source source
}

// source is a publication that says more. The zero source is none.
type source struct{ name, url string }

// runbooks are the user's, with the steps taken apart.
type runbooks struct {
	process, signal, category, kind map[string]book
}

// book is what holds for one finding.
type book struct {
	steps  [][]part
	page   urlTemplate // the user's; nil for none
	source source
}

func newRunbooks(cfg *RunbooksConfig) runbooks {
	made := func(books map[string]RunbookConfig) map[string]book {
		found := make(map[string]book, len(books))
		for name, written := range books {
			b := book{steps: splitAll(written.Steps)}
			if written.URL != "" {
				b.page = newURLTemplate(written.URL)
			}
			found[name] = b
		}
		return found
	}
	return runbooks{process: made(cfg.Process), signal: made(cfg.Signal), category: made(cfg.Category), kind: made(cfg.Kind)}
}

func splitAll(steps []string) [][]part {
	found := make([][]part, len(steps))
	for i, step := range steps {
		found[i] = split(step)
	}
	return found
}

// of finds the steps and the page for a finding: the most specific of the user's that has them, or else what is shipped.
func (r *runbooks) of(f *apierror.Finding) book {
	signal, subject := signalOf(f), &f.Subject
	var found book
	for _, candidate := range []book{
		r.process[subject.Business.Process], r.signal[string(signal)],
		r.category[string(subject.Category)+"/"+subject.Reason], r.category[string(subject.Category)], r.kind[string(f.Kind)],
	} {
		if len(found.steps) == 0 {
			found.steps = candidate.steps
		}
		if found.page == nil {
			found.page = candidate.page
		}
	}
	if len(found.steps) == 0 {
		shipped := shippedFor(f)
		found.steps, found.source = splitAll(shipped.steps), shipped.source
	}
	return found
}

// shippedFor is the shipped runbook of a finding. What failed says most of a surge and of a process that fails; of the others, the kind
// does.
func shippedFor(f *apierror.Finding) runbook {
	if found, known := signalRunbooks[signalOf(f)]; known && f.Kind == apierror.KindSecurity {
		return found
	}
	if f.Kind == apierror.KindSurge || f.Kind == apierror.KindBusinessFailure {
		if found, known := categoryRunbooks[f.Subject.Category]; known {
			return found
		}
	}
	return kindRunbooks[f.Kind]
}

// signalOf is the signal that a finding of an attack is of; "" for any other finding.
func signalOf(f *apierror.Finding) apierror.Signal {
	if f.Kind != apierror.KindSecurity {
		return ""
	}
	if signal := apierror.Signal(f.Name); signal.Valid() || len(f.Subject.Signals) == 0 {
		return signal
	}
	return f.Subject.Signals[0]
}

// doFirst numbers the steps. What is over needs none, unless it may have done harm that lasts.
func doFirst(n *notification.Notification, b *book) []string {
	f := n.Leading()
	lasting := f.Kind == apierror.KindSecurity || f.Kind == apierror.KindDataLeak
	if n.Status() == apierror.StatusResolved && !lasting {
		return nil
	}
	const besides = 2 // lines that are no steps
	lines := make([]string, 0, len(b.steps)+besides)
	if n.Status() == apierror.StatusResolved {
		lines = append(lines, "It stopped, which does not say that it failed. If nobody has yet:")
	}
	if all := n.Total().Situations; n.Group.Flood && all > 1 && len(b.steps) > 0 {
		lines = append(lines, "Who or what is named is the gravest of "+grouped(all)+":")
	}
	for i, step := range b.steps {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, filled(step, n)))
	}
	return lines
}

// generic is what a step says where a finding has no value.
var generic = map[string]string{
	"trace_id": "of the example", "span_id": "in question", "service": "in question", "route": "in question", "tenant": "in question",
	"actor": "in question", "process": "in question", "owner": "of the service", "partner": "in question", "reason": "unknown",
}

// filled puts values into a step, quoted unless plain words. A flood of one kind has more than one actor and endpoint.
func filled(step []part, n *notification.Notification) string {
	f := n.Leading()
	var text strings.Builder
	for _, p := range step {
		text.WriteString(p.literal)
		if p.name == "" {
			continue
		}
		value := placeholders[p.name](f)
		switch {
		case n.Group.Flood && !n.Group.Mixed() && (p.name == "actor" || p.name == "route" || p.name == "tenant"):
			text.WriteString("(each of the flood)")
		case value != "":
			text.WriteString(named(value))
		case generic[p.name] != "":
			text.WriteString(generic[p.name])
		default:
			text.WriteString("unknown")
		}
	}
	return text.String()
}
