package findings

import (
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What is kept of hostile telemetry, in bytes and in elements. maxCovers is what apierror.ReadLog reads.
const (
	maxID         = 64
	maxText       = 256
	maxSentence   = 1 << 10
	maxReferences = 16
	maxNames      = 10
	maxCovers     = 256
	maxEvidence   = 32 // keys of a map, elements of a list
	maxDepth      = 4
)

// bounded copies a text, unless it is the one that is kept already: the latest rationale is often the last one again.
func bounded(kept, value string, limit int) string {
	if kept == value {
		return kept
	}
	return strings.Clone(strings.ToValidUTF8(apierror.Cut(value, limit), string(utf8.RuneError)))
}

// setSubject takes over whom a situation is about, but not the money.
func setSubject(kept, value *apierror.Subject) {
	for _, field := range [...]struct{ to, from *string }{
		{&kept.Service, &value.Service},
		{&kept.Route, &value.Route},
		{&kept.RPCMethod, &value.RPCMethod},
		{&kept.Tenant, &value.Tenant},
		{&kept.Reason, &value.Reason},
		{&kept.Actor.ID, &value.Actor.ID},
		{&kept.Business.Process, &value.Business.Process},
		{&kept.Business.Owner, &value.Business.Owner},
		{&kept.Business.Partner, &value.Business.Partner},
	} {
		*field.to = bounded(*field.to, *field.from, maxText)
	}
	kept.Category, kept.Origin, kept.Actor.Type = apierror.Known(value.Category), apierror.Known(value.Origin), apierror.Known(value.Actor.Type)
	kept.Business.Criticality, kept.Business.Impact = apierror.Known(value.Business.Criticality), apierror.Known(value.Business.Impact)
	kept.Business.SLABreached = value.Business.SLABreached
	kept.Business.Rationale = bounded(kept.Business.Rationale, value.Business.Rationale, maxSentence)
	kept.Signals = kept.Signals[:0]
	for _, signal := range value.Signals[:min(len(value.Signals), maxReferences)] {
		if signal.Valid() {
			kept.Signals = append(kept.Signals, signal)
		}
	}
	kept.References = boundedList(kept.References, value.References)
}

func boundedList(kept, values []string) []string {
	values = values[:min(len(values), maxReferences)]
	for i, value := range values {
		if i == len(kept) {
			kept = append(kept, "")
		}
		kept[i] = bounded(kept[i], value, maxText)
	}
	return kept[:len(values)]
}

// boundedEvidence copies a detector's evidence; what no attribute can hold is left out.
func boundedEvidence(evidence map[string]any) map[string]any {
	kept, _ := boundedValue(evidence, maxDepth).(map[string]any)
	return kept
}

func boundedValue(value any, depth int) any {
	if depth == 0 {
		return nil
	}
	switch v := value.(type) {
	case string:
		return bounded("", v, maxSentence)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return v
	case int:
		return int64(v)
	case int64, bool:
		return v
	case []string:
		list := make([]any, 0, min(len(v), maxEvidence))
		for _, text := range v[:min(len(v), maxEvidence)] {
			list = append(list, bounded("", text, maxText))
		}
		return list
	case []any:
		list := make([]any, 0, min(len(v), maxEvidence))
		for _, element := range v[:min(len(v), maxEvidence)] {
			if element = boundedValue(element, depth-1); element != nil {
				list = append(list, element)
			}
		}
		return list
	case map[string]any:
		return boundedMap(v, depth)
	default:
		return nil
	}
}

func boundedMap(values map[string]any, depth int) map[string]any {
	kept := make(map[string]any, min(len(values), maxEvidence))
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if len(kept) == maxEvidence {
			break
		}
		if element := boundedValue(values[key], depth-1); element != nil {
			kept[bounded("", key, maxText)] = element
		}
	}
	return kept
}
