package findings

import (
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// touched is what the events of a situation touched.
type touched struct {
	Services names `json:"services"`
	Routes   names `json:"routes"`
}

// names are the first few of a kind, and how many there are.
type names struct {
	First []string    `json:"first,omitempty"`
	All   cardinality `json:"all"`
}

func (t *touched) at(subject *apierror.Subject) {
	t.Services.add(subject.Service)
	t.Routes.add(subject.Endpoint())
}

func (n *names) add(name string) {
	if name == "" || slices.Contains(n.First, name) {
		return
	}
	n.All.add(name)
	if len(n.First) < maxNames {
		n.First = append(n.First, bounded("", name, maxText))
	}
}

// evidence lists the names, and how many there are where not all are listed.
func (n *names) evidence(evidence map[string]any, key string) {
	if len(n.First) == 0 {
		return
	}
	listed := make([]any, len(n.First))
	for i, name := range n.First {
		listed[i] = name
	}
	evidence[key] = listed
	if count := n.All.estimate(); count > int64(len(listed)) {
		evidence[key+"_total"] = count
	}
}

func (n *names) valid() bool { return len(n.First) <= maxNames && n.All.valid() }

// cut bounds names that come from elsewhere than add.
func (n *names) cut() {
	for i, name := range n.First {
		n.First[i] = bounded("", name, maxText)
	}
}
