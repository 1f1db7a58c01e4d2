package content

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// around is how much time before and after a situation {from_ms} and {to_ms} add, so that a dashboard shows what usual is.
const around = 5 * time.Minute

// placeholders are what a template may name in braces, and its value for a finding: "" where that has none.
var placeholders = map[string]func(f *apierror.Finding) string{
	"trace_id": func(f *apierror.Finding) string {
		if f.TraceID.IsEmpty() {
			return ""
		}
		return f.TraceID.String()
	},
	"span_id": func(f *apierror.Finding) string {
		if f.SpanID.IsEmpty() {
			return ""
		}
		return f.SpanID.String()
	},
	"service":    func(f *apierror.Finding) string { return f.Subject.Service },
	"route":      func(f *apierror.Finding) string { return f.Subject.Endpoint() },
	"tenant":     func(f *apierror.Finding) string { return f.Subject.Tenant },
	"actor":      func(f *apierror.Finding) string { return f.Subject.Actor.ID },
	"process":    func(f *apierror.Finding) string { return f.Subject.Business.Process },
	"owner":      func(f *apierror.Finding) string { return f.Subject.Business.Owner },
	"partner":    func(f *apierror.Finding) string { return f.Subject.Business.Partner },
	"finding_id": func(f *apierror.Finding) string { return f.ID },
	"kind":       func(f *apierror.Finding) string { return string(f.Kind) },
	"name":       func(f *apierror.Finding) string { return f.Name },
	"severity":   func(f *apierror.Finding) string { return f.Severity.String() },
	"category":   func(f *apierror.Finding) string { return string(f.Subject.Category) },
	"reason":     func(f *apierror.Finding) string { return f.Subject.Reason },
	"start":      func(f *apierror.Finding) string { return written3339(f.StartedAt) },
	"end":        func(f *apierror.Finding) string { return written3339(f.UpdatedAt) },
	"start_ms":   func(f *apierror.Finding) string { return millis(f.StartedAt, 0) },
	"end_ms":     func(f *apierror.Finding) string { return millis(f.UpdatedAt, 0) },
	"from_ms":    func(f *apierror.Finding) string { return millis(f.StartedAt, -around) },
	"to_ms":      func(f *apierror.Finding) string { return millis(f.UpdatedAt, around) },
}

func written3339(at time.Time) string {
	if at.Unix() <= 0 {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

func millis(at time.Time, shift time.Duration) string {
	if at.Unix() <= 0 {
		return ""
	}
	return strconv.FormatInt(at.Add(shift).UnixMilli(), 10)
}

// clean reports whether a value can stand in a URL as it is meant: cut or mended, it would lead elsewhere.
func clean(value string) bool {
	const longest = 512
	return value != "" && len(value) <= longest && utf8.ValidString(value) && !strings.ContainsFunc(value, unicode.IsControl)
}

func placeholderNames() string {
	listed := make([]string, 0, len(placeholders))
	for name := range placeholders {
		listed = append(listed, "{"+name+"}")
	}
	slices.Sort(listed)
	return strings.Join(listed, ", ")
}

var braced = regexp.MustCompile(`\{([a-z_]+)\}`)

// part is a literal text, or a placeholder where a name is set.
type part struct{ literal, name string }

// split takes a template apart at the placeholders that are known. What is put in for them is never looked at again.
func split(template string) []part {
	var parts []part
	at := 0
	for _, found := range braced.FindAllStringSubmatchIndex(template, -1) {
		name := template[found[2]:found[3]]
		if placeholders[name] == nil {
			continue
		}
		parts = append(parts, part{literal: template[at:found[0]]}, part{name: name})
		at = found[1]
	}
	return append(parts, part{literal: template[at:]})
}
