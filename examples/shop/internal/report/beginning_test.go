package report

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func failed(span, parent byte, remote, rootCause bool) Call {
	call := Call{Span: pcommon.SpanID{span}, Parent: pcommon.SpanID{parent}, Remote: remote, Failed: true}
	call.Verdict.Failure = apierror.Failure{Category: apierror.CategoryInternal, RootCause: rootCause}
	return call
}

func beginnings(calls ...Call) []byte {
	markBeginnings(calls)
	var began []byte
	for _, call := range calls {
		if call.Began {
			began = append(began, call.Span[0])
		}
	}
	return began
}

func TestBeginnings(t *testing.T) {
	assert.Equal(t, []byte{3}, beginnings(
		failed(1, 0, true, true), failed(2, 1, true, true), failed(3, 2, true, true),
	), "the collector met each span before the one behind it")
	assert.Equal(t, []byte{1}, beginnings(
		failed(1, 0, true, false), failed(2, 1, false, true),
	), "work inside the call is part of it")
	assert.Equal(t, []byte{3}, beginnings(
		failed(1, 0, true, true), failed(2, 1, false, false), failed(3, 2, true, true),
	), "work inside does not hide the call behind it")
	assert.Empty(t, beginnings(failed(1, 9, true, false)), "the collector knows that it only arrived here")
	assert.Empty(t, beginnings(failed(1, 2, false, true), failed(2, 1, false, true)), "parents in a circle")
}
