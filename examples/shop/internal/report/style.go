package report

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// Style is how text stands out. Its zero value leaves text plain.
type Style struct{ Colour bool }

// Bold is for headings.
func (s Style) Bold(text string) string { return s.paint("1", text) }

// Dim is for what may be skipped.
func (s Style) Dim(text string) string { return s.paint("2", text) }

func (s Style) alarm(text string) string { return s.paint("1;31", text) }

func (s Style) good(text string) string { return s.paint("32", text) }

// Severity is for what is as bad as that.
func (s Style) Severity(severity apierror.Severity, text string) string {
	switch {
	case severity >= apierror.SeverityHigh:
		return s.paint("31", text)
	case severity == apierror.SeverityMedium:
		return s.paint("33", text)
	default:
		return text
	}
}

func (s Style) paint(code, text string) string {
	if !s.Colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
