package spanview

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

func TestStatusFromErrorType(t *testing.T) {
	for name, test := range map[string]struct {
		attributes map[string]any
		http, grpc int32
		errorType  string
	}{
		"HTTP status alone":        {map[string]any{"error.type": "503"}, 503, -1, ""},
		"repeated":                 {map[string]any{"error.type": "404", "http.response.status_code": 404}, 404, -1, ""},
		"another status is there":  {map[string]any{"error.type": "503", "http.response.status_code": 500}, 500, -1, ""},
		"a data store's code":      {map[string]any{"error.type": "112", "db.system.name": "mongodb"}, 0, -1, "112"},
		"gRPC status alone":        {map[string]any{"error.type": "UNAVAILABLE", "rpc.system": "grpc"}, 0, 14, ""},
		"gRPC repeated":            {map[string]any{"error.type": "INTERNAL", "rpc.system.name": "grpc", "rpc.grpc.status_code": 13}, 0, 13, ""},
		"gRPC, something else":     {map[string]any{"error.type": "java.io.IOException", "rpc.system": "grpc"}, 0, -1, "java.io.IOException"},
		"a word, and no gRPC":      {map[string]any{"error.type": "UNAVAILABLE"}, 0, -1, "UNAVAILABLE"},
		"Connect under both names": {map[string]any{"rpc.response.status_code": "internal", "rpc.connect_rpc.error_code": "unknown"}, 0, 13, ""},
	} {
		t.Run(name, func(t *testing.T) {
			view := read(t, ptrace.SpanKindServer, test.attributes)
			assert.Equal(t, test.http, view.HTTPStatus)
			assert.Equal(t, test.grpc, view.GRPCStatus)
			assert.Equal(t, test.errorType, view.ErrorType)
		})
	}
}

func TestAnsweredServerError(t *testing.T) {
	for name, test := range map[string]struct {
		view View
		want bool
	}{
		"500":              {View{Kind: ptrace.SpanKindServer, HTTPStatus: 500, GRPCStatus: -1}, true},
		"499":              {View{Kind: ptrace.SpanKindServer, HTTPStatus: 499, GRPCStatus: -1}, false},
		"received 500":     {View{Kind: ptrace.SpanKindClient, HTTPStatus: 500, GRPCStatus: -1}, false},
		"INTERNAL":         {View{Kind: ptrace.SpanKindServer, GRPCStatus: 13}, true},
		"INVALID_ARGUMENT": {View{Kind: ptrace.SpanKindServer, GRPCStatus: 3}, false},
	} {
		assert.Equal(t, test.want, test.view.AnsweredServerError(), name)
	}
}
