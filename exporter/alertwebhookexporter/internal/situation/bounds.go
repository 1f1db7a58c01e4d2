package situation

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What a situation keeps of hostile telemetry, in bytes and in elements.
const (
	maxText       = 256
	maxSentence   = 1 << 10
	maxReferences = 16
	maxAffected   = 10
)

// bounded copies a name: a part of a long string would keep all of it in memory.
func bounded(value string) string { return clip(value, maxText) }

func boundedSentence(value string) string { return clip(value, maxSentence) }

func clip(value string, limit int) string {
	if len(value) > limit {
		value = strings.Clone(apierror.Cut(value, limit))
	}
	return strings.ToValidUTF8(value, string(utf8.RuneError))
}

func boundedList(values []string) []string {
	if len(values) == 0 {
		return nil
	}
	list := make([]string, 0, min(len(values), maxReferences))
	for _, value := range values[:min(len(values), maxReferences)] {
		list = append(list, bounded(value))
	}
	return list
}

func boundedBusiness(business *apierror.Business) apierror.Business {
	kept := *business
	kept.Process = bounded(business.Process)
	kept.Owner = bounded(business.Owner)
	kept.Currency = bounded(business.Currency)
	kept.Partner = bounded(business.Partner)
	kept.Rationale = boundedSentence(business.Rationale)
	return kept
}

// addTo adds a name to a short list of distinct ones.
func addTo(list *[]string, name string) {
	if name != "" && len(*list) < maxAffected && !slices.Contains(*list, name) {
		*list = append(*list, name)
	}
}
