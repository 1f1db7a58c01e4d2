package leak

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestSeverity(t *testing.T) {
	for _, tt := range []struct {
		kind    Kind
		reached Reach
		want    apierror.Severity
		because string
	}{
		{KindCredential, Body, apierror.SeverityHigh, "strangers have it"},
		{KindCredential, Answered, apierror.SeverityHigh, "strangers may have it"},
		{KindConnectionString, Logged, apierror.SeverityMedium, "everybody with a dashboard has it"},
		{KindCardNumber, Body, apierror.SeverityMedium, "it is told"},
		{KindEmail, Logged, apierror.SeverityLow, "it is kept where it does not belong"},
		{KindStackTrace, Body, apierror.SeverityMedium, "it shows where the code breaks"},
		{KindSQLError, Answered, apierror.SeverityLow, "it may have been sent"},
		{KindStackTrace, Logged, apierror.SeverityNone, "telemetry is its place"},
		{KindInternalAddress, Logged, apierror.SeverityNone, "a refused connection names whom it could not reach"},
		{KindFilePath, Body, apierror.SeverityLow, "a detail"},
		{KindUnscanned, Body, apierror.SeverityNone, "nobody knows"},
	} {
		assert.Equal(t, tt.want, Severity(tt.kind, tt.reached), "%s %d: %s", tt.kind, tt.reached, tt.because)
	}
}

func TestReachingFurtherIsNeverBetter(t *testing.T) {
	for _, row := range kindRows {
		assert.LessOrEqual(t, Severity(row.kind, Logged), Severity(row.kind, Answered), row.kind)
		assert.LessOrEqual(t, Severity(row.kind, Answered), Severity(row.kind, Body), row.kind)
	}
}

func TestReferencesTellTheWay(t *testing.T) {
	assert.Equal(t, []string{"owasp:API8:2023", "cwe:532", "cwe:522"}, References(KindCredential, Logged))
	assert.Equal(t, []string{"owasp:API8:2023", "cwe:209"}, References(KindStackTrace, Body))
}
