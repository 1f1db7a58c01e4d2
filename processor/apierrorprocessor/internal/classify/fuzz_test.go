package classify

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// FuzzClassify: whatever a span says in words and numbers, the verdict stays within the vocabulary and fit to be read.
func FuzzClassify(f *testing.F) {
	f.Add(int32(2), int64(500), "java.net.SocketTimeoutException", "Read timed out", `Bearer error="invalid_token"`, true)
	f.Add(int32(3), int64(0), "ECONNREFUSED", "\xff\x1b[2J", "", false)
	classifier := New(asItIs)
	f.Fuzz(func(t *testing.T, kind int32, status int64, errorType, message, challenge string, thirdParty bool) {
		span := ptrace.NewSpan()
		span.SetKind(ptrace.SpanKind(kind))
		span.Status().SetCode(ptrace.StatusCodeError)
		span.Status().SetMessage(message)
		attrs := span.Attributes()
		attrs.PutInt("http.response.status_code", status)
		attrs.PutStr("error.type", errorType)
		attrs.PutStr("http.response.header.www-authenticate", challenge)
		attrs.PutStr("url.full", message)
		view := &spanview.View{}
		view.Read(span)
		var failure apierror.Failure
		if !classifier.Classify(view, thirdParty, &failure) {
			return
		}
		assertWords(t, failure.Category, failure.Origin, failure.Reason, failure.Rationale)
		assert.True(t, utf8.ValidString(failure.Rationale))
		assert.LessOrEqual(t, len(failure.Rationale), 600)
		assert.True(t, failure.Confidence > 0 && failure.Confidence <= 1)
		assert.Len(t, classifier.Fingerprint(1, view, &failure), 16)
	})
}
