package apierrorprocessor

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/injection"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// payload looks for an attack's payload in what a serving span says was asked for.
func (w *workspace) payload(view *spanview.View, agent *userAgent) detect.Payload {
	found := w.injections.ScanPath(view.Path)
	if found.Kind == injection.KindNone && view.Query != "" {
		found = w.injections.ScanQuery(view.Query)
	}
	if found.Kind == injection.KindNone && !agent.harmless {
		found = w.injections.ScanHeader(view.UserAgent)
	}
	if found.Kind == injection.KindNone && view.CapturedRequest {
		found = w.payloadCaptured(view.Attributes())
	}
	if found.Kind == injection.KindNone {
		return detect.Payload{}
	}
	return detect.Payload{
		About: found.Kind.About(), Sign: found.Sign, Text: w.leaks.clean(found.Text), References: found.Kind.References(),
		// Whoever encodes twice means to get past somebody who decodes once.
		Sure: found.Kind == injection.KindLookup || found.Decoded > 1,
	}
}

// payloadCaptured looks at the headers and parameters that were captured, which are lists by convention.
func (w *workspace) payloadCaptured(attrs pcommon.Map) (found injection.Finding) {
	for key, value := range attrs.All() {
		if !spanview.IsCapturedRequest(key) {
			continue
		}
		scan := w.injections.Scan
		if strings.HasPrefix(key, "http.request.header.") {
			scan = w.injections.ScanHeader
		}
		switch value.Type() {
		case pcommon.ValueTypeStr:
			found = scan(value.Str())
		case pcommon.ValueTypeSlice:
			for _, element := range value.Slice().All() {
				if found = scan(element.Str()); found.Kind != injection.KindNone {
					break
				}
			}
		default:
		}
		if found.Kind != injection.KindNone {
			return found
		}
	}
	return found
}
