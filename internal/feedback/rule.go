package feedback

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// rule holds back what is weaker than its limit.
type rule struct {
	evidence, effect float64 // either; -Inf for no limit
	any              bool    // however strong: where there is no strength to compare
	severity         apierror.Severity
	during           hours    // at which it began
	longest          int64    // nanoseconds: it is told when it has lasted longer
	same             int64    // only what had begun by then: the occurrence that was judged
	who              []string // of whom it was judged; nil for anybody
	nobodys          bool     // of what was spread, and never somebody's
	clearly          bool     // only where they stand out, and not where nobody does yet

	verdicts []judged
	reason   string
}

func (r *rule) set(on axis, value float64) {
	if on == onEffect {
		r.effect = value
	} else {
		r.evidence = value
	}
}

// holds reports whether a situation is not to be told. A strength that is NaN is below no limit.
func (r *rule) holds(s *Situation) bool {
	return (r.any || s.Effect < r.effect || s.Evidence < r.evidence) &&
		s.Severity <= r.severity && s.Started <= r.same && r.means(s) && (s.At-s.Started <= r.longest || s.ebbs()) && r.during.has(s.Started)
}

// means reports whether a rule was learnt of somebody whose a situation may be, as far as is known. What has another cause is another thing, though it looks
// the same.
func (r *rule) means(s *Situation) bool {
	switch {
	case r.who == nil:
		return !r.nobodys || s.Who == ""
	case s.Who != "":
		return slices.Contains(r.who, s.Who)
	case r.clearly && !s.ebbs(): // when it does, they stand out no longer either
		return false
	default:
		return s.NotOf == nil || !allOf(r.who, s.NotOf)
	}
}

func allOf(who []string, is func(string) bool) bool {
	for _, one := range who {
		if !is(one) {
			return false
		}
	}
	return true
}

// anybody is of how many different ones something has to be judged to be nobody's: instances come and go.
const anybody = 3

// spread reports whether verdicts are all about what was nobody's in particular.
func spread(of []judged) bool {
	for _, j := range of {
		if j.Who != "" || !j.Spread {
			return false
		}
	}
	return true
}

// whose are those whom verdicts are about; nil for anybody.
func whose(of []judged) (who []string) {
	for _, j := range of {
		if j.Who != "" && !slices.Contains(who, j.Who) {
			who = append(who, j.Who)
		}
	}
	if len(who) >= anybody {
		return nil
	}
	slices.Sort(who)
	return who
}

// ebbs reports whether a situation would not begin now: it is not yet known to be over, and that it lasts says nothing.
func (s *Situation) ebbs() bool { return s.Evidence <= 0 }

// explain makes the reason: it is made once, where the rule is learnt.
func (r *rule) explain(at level) {
	if r.once() {
		r.reason = "held back until it is over: " + r.verdicts[0].word()
		return
	}
	var by []string
	for _, j := range r.verdicts {
		if name := apierror.Quote(j.By); j.By != "" && !slices.Contains(by, name) && len(by) < 3 {
			by = append(by, name)
		}
	}
	of := ""
	if len(by) > 0 {
		of = " of " + strings.Join(by, ", ")
	}
	r.reason = fmt.Sprintf("held back by the verdicts%s on this %s (%s): it is told %s", of, levels[at].name, r.said(), r.limits())
}

// said counts the verdicts by their word.
func (r *rule) said() string {
	count := map[Word]int{}
	for _, j := range r.verdicts {
		count[j.Word]++
	}
	var words []string
	for _, word := range [...]Word{False, Expected} {
		if n := count[word]; n > 0 {
			words = append(words, fmt.Sprintf("%d × %s", n, word))
		}
	}
	return strings.Join(words, ", ")
}

// once reports whether it is for the one occurrence that was judged.
func (r *rule) once() bool { return r.same < math.MaxInt64 }

// word says what was said.
func (j *judged) word() string {
	text := "the verdict is " + string(j.Word)
	if j.By != "" {
		text += " by " + apierror.Quote(j.By)
	}
	if j.Note != "" {
		text += ", " + apierror.Quote(j.Note)
	}
	return text
}

func (r *rule) limits() string {
	from := ""
	switch {
	case r.any:
		from = "again at other hours"
	case r.effect > 0:
		from = "from " + digits(r.effect) + " times the least effect on"
	default:
		from = "from " + digits(r.evidence) + " decades of the p-value beyond the usual limit on"
	}
	if !r.any && r.during != allHours {
		from += ", and at other hours than " + r.during.String()
	}
	switch {
	case r.clearly:
		from += ", and where it is not clearly of " + r.whom()
	case len(r.who) > 0:
		from += ", and where it is of others than " + r.whom()
	}
	if r.longest < math.MaxInt64 {
		from += ", and where it lasts longer than " + time.Duration(r.longest).Round(time.Minute).String()
	}
	return from + ", and where it is graver than " + r.severity.String()
}

// whom names them, as they were quoted for a person.
func (r *rule) whom() string {
	quoted := make([]string, len(r.who))
	for i, who := range r.who {
		quoted[i] = apierror.Quote(who)
	}
	return strings.Join(quoted, " and ")
}

func digits(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }
