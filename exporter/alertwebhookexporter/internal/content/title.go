package content

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

const (
	maxTitle = 200 // characters
	// glance is what a phone shows of a notification while it is locked, and what the shortest title of a service has (Opsgenie's): money
	// has to stand within it.
	glance = 130
	// maxStake is the longest sum that a title names; currencies are what telemetry says.
	maxStake = 48
)

// title is the line by which somebody decides whether to get up.
func title(n *notification.Notification) string {
	text := strings.TrimSpace(line(mark(n)+" "+headline(n), maxLine))
	stake, others := stakeOf(n), othersOf(n)
	if stake == "" || strings.Contains(fit(text, glance), stake) {
		return fit(text, maxTitle-utf8.RuneCountInString(others)) + others
	}
	end := line("; "+stake, maxListed) + others
	return fit(text, glance-utf8.RuneCountInString(end)) + end
}

// mark says where it stands.
func mark(n *notification.Notification) string {
	lead := &n.Alerts[0]
	severity, before := lead.Finding.Severity.String(), ""
	if lead.Before != nil && lead.Before.Severity < lead.Finding.Severity {
		before = lead.Before.Severity.String()
	}
	switch {
	case n.Status() == apierror.StatusResolved && lead.PartOf != "":
		return "[PART OF ANOTHER ALERT]"
	case n.Status() == apierror.StatusResolved && lead.Finding.Kind == apierror.KindForecast && !several(n):
		return "[FORECAST ENDED after " + lasting(n) + "]"
	case n.Status() == apierror.StatusResolved:
		return "[RESOLVED after " + lasting(n) + "]"
	case severity == "":
		return "[FIRING]"
	case n.Cause == notification.CauseWorsened && before != "":
		return "[WORSE: " + before + " → " + severity + "]"
	case n.Cause == notification.CauseRepeated || n.Cause == notification.CauseEnded:
		return "[STILL FIRING · " + severity + "]"
	default:
		return "[FIRING · " + severity + "]"
	}
}

// stakeOf is the money that the title names.
func stakeOf(n *notification.Notification) string {
	business := stakes(n)
	stake := atRisk(&business)
	if said := cost(&business); said != "" && n.Status() == apierror.StatusResolved {
		stake = said
	}
	if stake != "" && several(n) && !n.Group.Flood {
		stake += " in all"
	}
	if utf8.RuneCountInString(stake) > maxStake || n.Alerts[0].PartOf != "" {
		return ""
	}
	return stake
}

// othersOf counts what a group tells of besides the leading situation.
func othersOf(n *notification.Notification) string {
	firing, ended := max(0, n.Firing-1), n.Resolved
	if n.Firing == 0 {
		ended = max(0, n.Resolved-1)
	}
	switch {
	case n.Group.Flood || firing == 0 && ended == 0:
		return ""
	case n.Firing == 0:
		return fmt.Sprintf(" (+%s more ended)", grouped(ended))
	case ended == 0:
		return fmt.Sprintf(" (+%s more)", grouped(firing))
	case firing == 0:
		return fmt.Sprintf(" (%s ended)", grouped(ended))
	default:
		return fmt.Sprintf(" (+%s more, %s ended)", grouped(firing), grouped(ended))
	}
}

func grouped(n int) string { return sentence.Grouped(uint64(max(0, n))) }

// lasting is how long what ended lasted, all of it.
func lasting(n *notification.Notification) string {
	t := n.Total()
	return span(t.Until.Sub(t.Since))
}

// span writes how long something took, without the parts that are zero.
func span(d time.Duration) string {
	text := sentence.Lasted(d)
	for _, zero := range []string{"m0s", "h0m"} {
		if cut, found := strings.CutSuffix(text, zero); found {
			text = cut + zero[:1]
		}
	}
	return text
}
