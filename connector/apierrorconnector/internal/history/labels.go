package history

import (
	"strings"
	"unicode/utf8"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Labels of the series that a server answers with. Everything else is left out of account.
const (
	labelService     = "service_name"
	labelRoute       = "http_route"
	labelRPCMethod   = "rpc_method"
	labelDestination = "messaging_destination_name"
	labelProcess     = "apierror_business_process"
	labelCategory    = "apierror_category"
)

// maxName bounds what is kept of a hostile name, in bytes, as the connector does.
const maxName = 256

// origin is what a series is about: calls of an endpoint, some of which are of a process too.
type origin struct {
	endpoint Place  // of a service
	process  string // "" for none
	category apierror.Category
}

// originOf reads labels, with underscores as Prometheus writes them or with dots as OpenTelemetry does. It reports whether they name a
// service.
func originOf(labels map[string]string) (origin, bool) {
	label := func(name string) string {
		value, found := labels[name]
		if !found {
			value = labels[dotted[name]]
		}
		return bounded(value)
	}
	o := origin{endpoint: Place{Service: label(labelService)}, process: label(labelProcess), category: categoryOf(label(labelCategory))}
	// The first that is known, in the order in which the connector looks for them.
	if o.endpoint.Route = label(labelRoute); o.endpoint.Route == "" {
		if o.endpoint.RPCMethod = label(labelRPCMethod); o.endpoint.RPCMethod == "" {
			o.endpoint.Destination = label(labelDestination)
		}
	}
	return o, o.endpoint.Service != ""
}

var dotted = map[string]string{
	labelService: apierror.KeyServiceName, labelRoute: apierror.KeyHTTPRoute, labelRPCMethod: apierror.KeyRPCMethod,
	labelDestination: "messaging.destination.name", labelProcess: apierror.KeyBusinessProcess, labelCategory: apierror.KeyCategory,
}

// categories are those of the vocabulary by their names: what is kept is theirs, not a part of the text that was read.
var categories = func() map[string]apierror.Category {
	known := map[string]apierror.Category{"": ""}
	for _, category := range apierror.Categories() {
		known[string(category)] = category
	}
	return known
}()

// categoryOf is "" where nothing is told, and unknown for what is in no vocabulary.
func categoryOf(name string) apierror.Category {
	if category, known := categories[name]; known {
		return category
	}
	return apierror.CategoryUnknown
}

// bounded copies what is kept of a name: what it is cut from is let go of.
func bounded(name string) string {
	return strings.Clone(strings.ToValidUTF8(apierror.Cut(name, maxName), string(utf8.RuneError)))
}
