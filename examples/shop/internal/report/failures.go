package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Failure is one category of failures.
type Failure struct {
	Category apierror.Category
	Began    int    // spans, of any kind, where a fault of this category began
	PassedOn int    // calls that handed one on
	Origin   string // whose fault, in most cases
	Most     string // what was seen most often, and where
}

// failuresOf counts by category, those that began most faults first.
func failuresOf(calls []Call) []Failure {
	byCategory := make(map[apierror.Category]*failureCount)
	for i := range calls {
		call := &calls[i]
		if !call.Failed || !call.Remote {
			continue
		}
		category := call.Verdict.Failure.Category
		if byCategory[category] == nil {
			byCategory[category] = &failureCount{origins: make(map[string]int), spots: make(map[spot]int)}
		}
		byCategory[category].add(call)
	}
	rows := make([]Failure, 0, len(byCategory))
	for category, count := range byCategory {
		rows = append(rows, count.row(category))
	}
	slices.SortFunc(rows, func(a, b Failure) int {
		return cmp.Or(cmp.Compare(b.Began, a.Began), cmp.Compare(b.PassedOn, a.PassedOn), cmp.Compare(a.Category, b.Category))
	})
	return rows
}

type failureCount struct {
	began, passedOn int
	origins         map[string]int
	spots           map[spot]int
}

// spot is where, and for what reason, calls of one category fail.
type spot struct{ service, name, reason string }

func (f *failureCount) add(call *Call) {
	if call.Began {
		f.began++
	} else {
		f.passedOn++
	}
	f.origins[string(call.Verdict.Failure.Origin)]++
	f.spots[spot{call.Service, call.Name, call.Verdict.Failure.Reason}]++
}

func (f *failureCount) row(category apierror.Category) Failure {
	most := slices.MaxFunc(slices.Collect(maps.Keys(f.spots)), func(a, b spot) int {
		return cmp.Or(cmp.Compare(f.spots[a], f.spots[b]),
			cmp.Compare(b.service, a.service), cmp.Compare(b.name, a.name), cmp.Compare(b.reason, a.reason))
	})
	return Failure{
		Category: category, Began: f.began, PassedOn: f.passedOn,
		Origin: byFrequency(f.origins)[0],
		Most:   most.reason + " at " + most.service + " " + most.name,
	}
}

// byFrequency lists the keys, the most frequent first.
func byFrequency(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}
