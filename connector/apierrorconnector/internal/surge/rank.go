package surge

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Contributor is a value that failed calls have far more often than others.
type Contributor struct {
	Dimension, Value string

	Share      float64 // of the failures that are of the value
	CallShare  float64 // of all calls
	Rate       float64 // of the value's calls that fail
	OthersRate float64 // of the other calls
	Log10P     float64 // logarithm of the chance of such a share if failures were spread as clean calls are
}

const (
	// What explains less than a quarter of the failures, or fails less than twice as often as the others, is not worth a word.
	contributorFailures = 5
	contributorShare    = 0.25
	contributorTimes    = 2
	// contributorChance allows for the 160 values that are looked at.
	contributorChance = 1e-6
	// Who causes ten of spreadFailures would have passed it with up to a sixth of the calls.
	spreadFailures  = 12
	maxContributors = 5
)

// Rank lists what contributed most in the last minutes before now, the most telling first. It is empty where failures are spread as the
// calls are.
func (c *Contributors) Rank(now int64) []Contributor {
	if half := now / halfLength; half > c.half {
		c.turn(half)
	}
	var ranked []Contributor
	for i := range c.dimensions {
		for j := range c.dimensions[i].values {
			found, ok := c.contributor(&c.dimensions[i].values[j])
			if ok {
				found.Dimension = c.dimensions[i].name
				ranked = append(ranked, found)
			}
		}
	}
	slices.SortStableFunc(ranked, func(a, b Contributor) int {
		return cmp.Or(cmp.Compare(b.Share-b.CallShare, a.Share-a.CallShare), cmp.Compare(a.Log10P, b.Log10P), cmp.Compare(a.Value, b.Value))
	})
	return ranked[:min(len(ranked), maxContributors)]
}

// Spread reports whether there were failures enough, when Rank was asked, that an empty answer means that they are nobody's in particular.
func (c *Contributors) Spread() bool {
	return c.all.of(failing) >= spreadFailures*c.shown[failing].heaviest()
}

// Hardly reports whether the failures of the last minutes are hardly any of a value's: too few to be a contributor's, though there are enough.
func (c *Contributors) Hardly(is func(dimension, value string) bool) bool {
	allFailed := c.all.of(failing)
	if allFailed < contributorFailures*c.shown[failing].heaviest() {
		return false
	}
	for i := range c.dimensions {
		d := &c.dimensions[i]
		for j := range d.values {
			if v := &d.values[j]; v.of(failing) >= contributorShare*allFailed && is(d.name, v.text) {
				return false
			}
		}
	}
	return true
}

func (c *Contributors) contributor(v *value) (Contributor, bool) {
	allFailed, allClean := c.all.of(failing), c.all.of(clean)
	failed, passed := v.of(failing), v.of(clean)
	if failed < contributorFailures || failed < contributorShare*allFailed {
		return Contributor{}, false
	}
	failedWeight, cleanWeight := c.shown[failing].heaviest(), c.shown[clean].heaviest()
	othersFailed, othersClean := max(0, allFailed-failed), max(0, allClean-passed)
	if othersFailed+othersClean == 0 {
		return Contributor{}, false // nothing to compare it with
	}
	found := Contributor{
		Value:      v.text,
		Share:      failed / allFailed,
		CallShare:  (failed + passed) / (allFailed + allClean),
		Rate:       failed / (failed + max(passed, (cleanWeight-1)/2)), // of few clean calls, none may have been in the sample
		OthersRate: othersFailed / (othersFailed + othersClean),
	}
	// Of a sample, what was seen is what counts.
	found.Log10P = logTail(math.Floor(failed/failedWeight), math.Floor(allFailed/failedWeight),
		passed/cleanWeight+0.5, othersClean/cleanWeight+0.5) / math.Ln10
	return found, found.Rate >= contributorTimes*found.OthersRate && found.Log10P < math.Log10(contributorChance)
}

// String is a sentence for a person.
func (c Contributor) String() string {
	return fmt.Sprintf("%s of the failures are of %s %s, which fails %s of its calls; others fail %s",
		percent(c.Share), c.Dimension, apierror.Quote(c.Value), percent(c.Rate), percent(c.OthersRate))
}

// Evidence is what String says, for machines.
func (c Contributor) Evidence() map[string]any {
	return map[string]any{
		"dimension": c.Dimension, "value": strings.ToValidUTF8(c.Value, "\uFFFD"), "share_of_failures": c.Share, "share_of_calls": c.CallShare,
		"rate": c.Rate, "others_rate": c.OthersRate, "log10_p": c.Log10P,
	}
}
