package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func db(system, code string) map[string]any {
	return map[string]any{"db.system.name": system, "db.response.status_code": code}
}

func TestDatabaseSpans(t *testing.T) {
	for name, test := range map[string]struct {
		span said
		want string
	}{
		"duplicate key":       {said{attributes: db("postgresql", "23505")}, "conflict/duplicate_key/service"},
		"as error type":       {said{attributes: db("postgresql", ""), errorType: "40P01"}, "conflict/deadlock/service"},
		"serialization":       {said{attributes: db("cockroachdb", "40001")}, "conflict/serialization_failure/service"},
		"connections":         {said{attributes: db("postgresql", "53300")}, "capacity/pool_exhausted/service"},
		"login":               {said{attributes: db("postgresql", "28P01")}, "authentication/credentials_invalid/service"},
		"rights":              {said{attributes: db("postgresql", "42501")}, "authorization/forbidden/service"},
		"connection class":    {said{attributes: db("postgresql", "08ZZZ")}, "network/connection_failed/network"},
		"canceled":            {said{attributes: db("postgresql", "57014")}, "timeout/query_canceled/dependency"},
		"data class":          {said{attributes: db("postgresql", "22P02")}, "validation/invalid_input/service"},
		"column":              {said{attributes: db("postgresql", "42703")}, "contract/schema_mismatch/service"},
		"constraint":          {said{attributes: db("postgresql", "23503")}, "conflict/constraint_violated/service"},
		"MySQL":               {said{attributes: db("mysql", "1205")}, "timeout/lock_timeout/service"},
		"SQL Server":          {said{attributes: db("microsoft.sql_server", "1205")}, "conflict/deadlock/service"},
		"MySQL's state":       {said{attributes: db("mysql", "40001")}, "conflict/serialization_failure/service"},
		"Oracle":              {said{attributes: db("oracle.db", "ORA-00001")}, "conflict/duplicate_key/service"},
		"MongoDB":             {said{attributes: db("mongodb", "11000")}, "conflict/duplicate_key/service"},
		"number":              {said{attributes: map[string]any{"db.system": "mysql", "db.response.status_code": 1040}}, "capacity/pool_exhausted/service"},
		"three digits":        {said{attributes: db("mongodb", ""), errorType: "112"}, "conflict/serialization_failure/service"},
		"over HTTP":           {said{attributes: db("elasticsearch", "429")}, "rate_limit/rate_limited/service"},
		"over HTTP, failed":   {said{attributes: db("elasticsearch", ""), errorType: "503"}, "dependency/service_unavailable/dependency"},
		"Cosmos DB, retry":    {said{attributes: db("azure.cosmosdb", "449")}, "conflict/serialization_failure/service"},
		"Cosmos DB, formerly": {said{attributes: map[string]any{"db.system": "cosmosdb", "db.cosmosdb.status_code": 429}}, "rate_limit/rate_limited/service"},
		"Cosmos DB, moved":    {said{attributes: db("azure.cosmosdb", "410")}, "routing/wrong_node/service"},
		"a broken page":       {said{attributes: db("postgresql", "XX001")}, "data/corruption/dependency"},
		"idle":                {said{attributes: db("postgresql", "25P03")}, "timeout/idle_timeout/service"},
		"in no table":         {said{attributes: db("mongodb", "999999")}, "dependency/call_failed/dependency"},
		"code before message": {said{attributes: db("postgresql", "40P01"), message: "connection refused"}, "conflict/deadlock/service"},
	} {
		t.Run(name, func(t *testing.T) {
			test.span.kind = client
			assert.Equal(t, test.want, test.span.classified(t))
		})
	}
}

// Cloud services answer one status for many causes.
func TestCodeOutranksStatus(t *testing.T) {
	for code, want := range map[string]string{
		"RequestLimitExceeded":            "rate_limit/rate_limited/service",
		"LimitExceededException":          "rate_limit/quota_exceeded/service",
		"InvalidSignatureException":       "authentication/signature_invalid/service",
		"AuthFailure":                     "authentication/credentials_invalid/service",
		"RequestTimeTooSkewed":            "authentication/clock_skew/service",
		"ConditionalCheckFailedException": "conflict/precondition_failed/service",
		"TransactionConflictException":    "conflict/serialization_failure/service",
		"ResourceNotFoundException":       "not_found/resource_not_found/service",
		"NoSuchKey":                       "not_found/resource_not_found/service",
		"ServiceUnavailable":              "dependency/service_unavailable/dependency",
		"InternalServerError":             "dependency/server_error/dependency",
		"RequestTimeout":                  "timeout/timeout/dependency",
		"AuthorizationFailed":             "authorization/forbidden/service",
		"ExpiredToken":                    "authentication/token_expired/service",
		"ThrottlingException":             "rate_limit/rate_limited/service",
	} {
		t.Run(code, func(t *testing.T) {
			for _, status := range []int{400, 403} {
				span := said{kind: client, http: status, errorType: code}
				assert.Equal(t, want, span.classified(t))
			}
		})
	}
	for name, test := range map[string]struct {
		span said
		want string
	}{
		"message":       {said{http: 400, message: "The security token included in the request is expired"}, "authentication/token_expired/service"},
		"Google":        {said{http: 403, errorType: "rateLimitExceeded"}, "rate_limit/rate_limited/service"},
		"GitHub":        {said{http: 403, message: "You have exceeded a secondary rate limit"}, "rate_limit/rate_limited/service"},
		"S3":            {said{http: 503, errorType: "SlowDown"}, "rate_limit/rate_limited/service"},
		"plain 403":     {said{http: 403, message: "no"}, "authorization/forbidden/service"},
		"our own error": {said{kind: server, http: 500, errorType: "InternalServerError"}, "internal/server_error/service"},
	} {
		t.Run(name, func(t *testing.T) {
			if test.span.kind == 0 {
				test.span.kind = client
			}
			assert.Equal(t, test.want, test.span.classified(t))
		})
	}
}
