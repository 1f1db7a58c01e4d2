package classify

import (
	"strings"

	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/pathtemplate"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/messagetemplate"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// hashOperation hashes what was called, by the most telling low-cardinality name that the span has for it.
func hashOperation(v *spanview.View) uint64 {
	switch {
	case v.Route != "":
		return hashName(v.Route)
	case v.DBSystem != "":
		return hashQuery(v)
	case v.RPC != "":
		return hashRPC(v.RPCService, v.RPC)
	case v.Path != "":
		return hashPath(v.Path)
	case v.Method == "":
		if destination := destination(v.Attributes()); destination != "" {
			return hashTemplate(destination)
		}
	}
	return hashSpanName(v.Name)
}

// hashSpanName hashes the name of a span, which may hold a path (GET /users/123).
func hashSpanName(name string) uint64 {
	if slash := strings.IndexByte(name, '/'); slash >= 0 && (slash == 0 || name[slash-1] == ' ') {
		return mix(hashTemplate(name[:slash]), hashPath(name[slash:]))
	}
	return hashTemplate(name)
}

// hashRPC hashes service and method alike whether they came apart or as Service/Method.
func hashRPC(service, method string) uint64 {
	if slash := strings.LastIndexByte(method, '/'); slash >= 0 {
		service, method = strings.TrimPrefix(method[:slash], "/"), method[slash+1:]
	}
	return mix(hashName(service), hashName(method))
}

// hashPath hashes a path as the template it was made of.
func hashPath(path string) uint64 {
	var template [512]byte
	return xxhash.Sum64(pathtemplate.Append(template[:0], path))
}

// hashTemplate hashes a name or a query that may hold ids and values.
func hashTemplate(name string) uint64 {
	var template [512]byte
	return xxhash.Sum64(messagetemplate.Append(template[:0], name))
}

// destination is where a message was sent to or came from; "" for what is no messaging.
func destination(attrs pcommon.Map) (name string) {
	for key, value := range attrs.All() {
		if !strings.HasPrefix(key, "messaging.destination") || value.Type() != pcommon.ValueTypeStr || value.Str() == "" {
			continue
		}
		switch key {
		case "messaging.destination.template":
			return value.Str()
		case "messaging.destination.name", "messaging.destination":
			name = value.Str()
		}
	}
	return name
}

// query is what a span of a data store says of what it asked, in its present and former conventions.
type query struct{ summary, operation, target, text string }

func readQuery(attrs pcommon.Map) (q query) {
	set := func(field *string, value pcommon.Value) {
		if *field == "" && value.Type() == pcommon.ValueTypeStr {
			*field = value.Str()
		}
	}
	for key, value := range attrs.All() {
		switch key {
		case "db.query.summary":
			set(&q.summary, value)
		case "db.operation.name", "db.operation":
			set(&q.operation, value)
		case "db.collection.name", "db.sql.table", "db.mongodb.collection", "db.cassandra.table", "db.cosmosdb.container":
			set(&q.target, value)
		case "aws.dynamodb.table_names":
			if value.Type() == pcommon.ValueTypeSlice && value.Slice().Len() > 0 {
				set(&q.target, value.Slice().At(0))
			}
		case "db.query.text", "db.statement":
			set(&q.text, value)
		}
	}
	return q
}

// hashQuery hashes the summary of a query, the operation and its table, or else the query's text. What is asked of a store of
// keys and values is told by the command alone.
func hashQuery(v *spanview.View) uint64 {
	q := readQuery(v.Attributes())
	if q.operation == "" {
		q.operation = v.RPC
	}
	switch v.DBSystem {
	case "redis", "memcached", "valkey":
		if q.operation == "" {
			q.operation, _, _ = strings.Cut(q.text, " ")
		}
		if q.operation != "" {
			return hashName(strings.ToUpper(q.operation))
		}
	}
	switch {
	case q.operation != "" && q.target != "":
		return mix(hashTemplate(q.operation), hashTemplate(q.target))
	case q.summary != "":
		if operation, target, ok := strings.Cut(q.summary, " "); ok {
			return mix(hashTemplate(operation), hashTemplate(target))
		}
		return hashTemplate(q.summary)
	case q.text != "":
		text, _, _ := strings.Cut(q.text, "--") // what sqlcommenter adds is of one call
		text, _, _ = strings.Cut(text, "/*")
		return hashTemplate(text)
	case v.Path != "":
		return mix(hashName(q.operation), hashPath(v.Path))
	case q.target != "":
		return hashTemplate(q.target)
	default:
		return mix(hashName(q.operation), hashTemplate(v.Name))
	}
}
