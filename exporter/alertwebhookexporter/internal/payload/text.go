package payload

import "github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/untrusted"

// The most bytes of a text, by what it is, the longest lists, and the size of the evidence: together they keep a payload within
// MaxSize.
const (
	shortText  = 256 // a name, an id, a route
	mediumText = 1 << 10
	longText   = 2 << 10

	maxListed = 16

	// An id of a situation has 16 bytes; there are as many as a cascade takes down.
	idText    = 64
	maxCovers = 64

	maxEvidence = 12 << 10 // bytes of text, before JSON escapes
)

func texts[T ~string](values []T) []string { return listed(values, maxListed, shortText) }

func covers(ids []string) []string { return listed(ids, maxCovers, idText) }

func listed[T ~string](values []T, most, limit int) []string {
	values = values[:min(len(values), most)]
	list := make([]string, 0, len(values))
	for _, value := range values {
		list = append(list, untrusted.Text(string(value), limit))
	}
	return list
}
