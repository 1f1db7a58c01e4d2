package messagetemplate

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func template(message string) string { return string(Append(nil, message)) }

func TestTemplate(t *testing.T) {
	for message, want := range map[string]string{
		"":                           "",
		"  Tax table\n missing. ":    "tax table missing",
		"order 17 of 'bob' is gone":  "order * of * is gone",
		"it isn't there":             "it isn t there",
		`open ledger "north": 12 ms`: "open ledger *",
		"HikariPool-1 - Connection is not available, request timed out after 30001ms (total=10)":                                    "hikaripool * connection is not available request timed out after * total *",
		"dial tcp 10.0.0.7:8080: connect: connection refused":                                                                       "dial tcp * connect connection refused",
		"dial tcp [fd00:10:244::7]:8080: connect: connection refused":                                                               "dial tcp * connect connection refused",
		"lookup stock.shop.svc.cluster.local on 10.96.0.10:53: no such host":                                                        "lookup * on * no such host",
		"ann@shop.example wrote to https://x.example/a?b=c, twice":                                                                  "* wrote to * twice",
		`ERROR: duplicate key value violates unique constraint "users_email_key"` + "\n  Detail: Key (email)=(bob) already exists.": "error duplicate key value violates unique constraint users_email_key detail key email * already exist",
		`unique constraint "uk_6dotkott2kjsp8vw4d0m25fb7"`:                                                                          "unique constraint 'uk_6dotkott2kjsp8vw4d0m25fb7'",
		"ORA-00001: unique constraint (SHOP.USERS_PK) violated":                                                                     "ora =00001 unique constraint shop users_pk violated",
		"Duplicate entry 'bob' for key 'users.email'":                                                                               "duplicate entry * for key users email",
		"Cannot read properties of undefined (reading 'name')":                                                                      "cannot read properties of undefined reading name",
		"'user_id'":                                                                                  "user_id",
		"'9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d'":                                                     "*",
		"Request failed with status code 503":                                                        "request failed with status code =503",
		"status=503, code: 42S22":                                                                    "status =503 code *",
		"No such file: '/data/in/a b.csv'":                                                           "no such file *",
		"open /srv/releases/42/a.csv: no such file or directory":                                     "open * no such file or directory",
		"pod orders-7d9f8b6c5-bcdfg is gone":                                                         "pod orders * is gone",
		"com.acme.A$$Lambda$14/0x0000000800c0b040@1b2c3d":                                            "com acme a lambda *",
		"class com.acme.$Proxy42 cannot be cast to com.acme.B":                                       "class com acme * cannot be cast to com acme b",
		"a.B$$EnhancerBySpringCGLIB$$abcdef.of":                                                      "a b enhancerbyspringcglib * of",
		"1 record was lost":                                                                          "* record was lost",
		"1,024 records were lost":                                                                    "* record was lost",
		"3 record(s) lost":                                                                           "* record lost",
		`"amount" must be at least 17`:                                                               "amount must be at least *",
		`user "bob" must log in`:                                                                     "user * must log in",
		`failed: {"id": "re_17", "message": "card expired", "n": 3}`:                                 "failed { id * , message card expired , n * }",
		"attempt 3/5 of req_8ZkQ2vXy1 (trace 4bf92f3577b34da6a3ce929d)":                              "attempt * of req * trace *",
		"at Thu, 04 Dec 2025 11:34:44 GMT":                                                           "at *",
		"it broke\n\tat com.acme.Order.place(Order.java:17)":                                         "it broke",
		`{"code": "invalid_type", "path": ["items", 1, "sku"]}`:                                      "{ code invalid_type , path items , * , sku }",
		`{'loc': ('body', 'items', 0, 'qty')}`:                                                       "{ loc body , items , * , qty }",
		`{"tags": ["blue", "vip"], "columns": ["a_b"]}`:                                              "{ tags * , column a_b }",
		`{"statusCode": 400, "message": ["sku must be a string"]}`:                                   "{ statuscode * , message sku must be a string }",
		`{"email": ["This field is required."], "name": "Ann B. Smith"}`:                             "{ email this field is required , name * }",
		`{"instancePath": "/items/17/qty", "path": "/orders/17"}`:                                    "{ instancepath items * qty , path * }",
		`value too large for column "SHOP"."ORDERS"."NOTE" (actual: 41)`:                             "value too large for column shop orders note actual *",
		`not an int at [Source: (String)"{"qty":"many"}"; line: 1, column: 8] (chain: Order["qty"])`: "not an int at * line * column * chain order qty",
		"want deadbeefcafebabe, got 2c26b46b68ffc68f":                                                "want * got *",
		"needs v2.0+build5, has 1.2.3-rc.1":                                                          "needs * has *",
		"Spring 5.3.1.Final, Python 3.12.0b1":                                                        "spring * python *",
		"user ‘bob’ doesn’t exist → sorry":                                                           "user * doesn t exist sorry",
	} {
		t.Run(message, func(t *testing.T) {
			assert.Equal(t, want, template(message))
			assert.Equal(t, want, template(want), "a template is its own")
		})
	}
}

// The end of a long message falls at the same word, however long the values before it are.
func TestLongMessages(t *testing.T) {
	words := strings.Repeat(" lorem ipsum", 40)
	assert.Equal(t, template("order 1"+words), template("order 4f0d1c2e-6b7a-4c8d-9e0f-1a2b3c4d5e6f"+words))
	assert.LessOrEqual(t, len(template(strings.Repeat("a ", 40_000))), templateLimit)
}

func FuzzTemplate(f *testing.F) {
	for _, message := range []string{
		`"a": {'b', 17, "c": [x=1]} (d)=(e) 'f`, "ORA-00001 ‘x’ `y' \xe2\x80", `{"message":"{\"code\":\"x\"}"}`, "a-b.c/d@e:f$g_1", "were 1 are 2 have",
		`{"path":["a",1],"pointer":"/a/1/b","x":"\"S\".\"T\""} [Source: "{"}"; line: 1] o["k"]`, "deadbeefcafebabe v1.2.3-rc.1+b 2.0.0.Final",
	} {
		f.Add(message)
	}
	f.Fuzz(func(t *testing.T, message string) {
		once := template(message)
		assert.LessOrEqual(t, len(once), templateLimit)
		assert.Equal(t, once, template(once), "a template is its own")
		assert.Equal(t, template("order 17 '"+strings.ReplaceAll(message, "'", "")+"'"), template("order 4711 '"+strings.ReplaceAll(message, "'", "")+"'"))
	})
}
