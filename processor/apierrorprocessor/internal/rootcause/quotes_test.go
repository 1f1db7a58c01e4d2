package rootcause

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What a failed span says is its own, or what was said to it. Each text is as the library named makes it.
func TestTextsPassedOn(t *testing.T) {
	const bounds = "index out of range [3] with length 3"
	for name, test := range map[string]struct{ above, below string }{
		"grpc-go":              {"load ads: rpc error: code = Internal desc = " + bounds, bounds},
		"grpc-go, both wrap":   {"home: rpc error: code = Unknown desc = " + bounds, "rpc error: code = Internal desc = " + bounds},
		"grpc-go, unwrapped":   {bounds, "rpc error: code = Internal desc = " + bounds},
		"grpc-node":            {"13 INTERNAL: " + bounds, bounds},
		"grpc-dotnet":          {`Status(StatusCode="Unknown", Detail="Exception was thrown by handler. NullReferenceException: Object reference not set to an instance of an object.")`, "Object reference not set to an instance of an object."},
		"grpc-python":          {"Exception calling application: 'sku'", "KeyError: 'sku'"},
		"Feign":                {`[500] during [GET] to [http://x/c] [C#get()]: [{"message":"Cannot invoke \"String.length()\" because \"s\" is null"}]`, `Cannot invoke "String.length()" because "s" is null`},
		"RestTemplate":         {`500 : "{"message":"Index 5 out of bounds for length 5"}"`, "Index 5 out of bounds for length 5"},
		"requests":             {`500 Server Error for url http://m/s: {'detail': "\'NoneType\' object is not subscriptable"}`, "'NoneType' object is not subscriptable"},
		"escaped for a page":   {"x answered: Cannot read properties of undefined (reading &#39;id&#39;)", "Cannot read properties of undefined (reading 'id')"},
		"Spring":               {"Request processing failed; nested exception is java.lang.NullPointerException", "NullPointerException"},
		"cut by who passed on": {"upstream said: " + strings.Repeat("a nil map was read ", 5), strings.Repeat("a nil map was read ", 40)},
	} {
		t.Run(name, func(t *testing.T) {
			expectRoots(t, newGraph(), []failure{
				{id: "a", service: "x", kind: server, from: 0, to: 90, category: apierror.CategoryInternal, reason: "null_reference", message: test.above, want: passedOn, origin: "c"},
				{id: "b", parent: "a", service: "x", kind: client, from: 1, to: 80, category: apierror.CategoryDependency, want: passedOn, origin: "c"},
				{id: "c", parent: "b", service: "y", kind: server, from: 2, to: 70, category: apierror.CategoryInternal, reason: "null_reference", message: test.below, want: began},
			})
		})
	}
}

func TestStatusesPassedOn(t *testing.T) {
	for name, test := range map[string]struct {
		above      string
		http, grpc int
		want       root
	}{
		"Feign":               {"[500] during [GET] to [http://x/c]: [NullPointerException]", 500, 0, passedOn},
		"axios":               {"Request failed with status code 500", 500, 0, passedOn},
		"another status":      {"Request failed with status code 502", 500, 0, began},
		"part of a number":    {"no entry 15003", 500, 0, began},
		"grpc-go":             {"rpc error: code = Internal desc = nil map", 0, 13, passedOn},
		"grpc-java":           {"INTERNAL: nil map", 0, 13, passedOn},
		"an everyday word":    {"Internal list was empty", 0, 13, began},
		"says nothing of one": {"nil map", 500, 0, began},
	} {
		t.Run(name, func(t *testing.T) {
			expectRoots(t, newGraph(), []failure{
				{id: "a", service: "x", kind: server, from: 0, to: 90, category: apierror.CategoryInternal, reason: "null_reference", message: test.above, want: test.want},
				{id: "b", parent: "a", service: "x", kind: client, from: 1, to: 80, category: apierror.CategoryDependency, http: test.http, grpc: test.grpc, want: began},
			})
		})
	}
}

// A step of the service failed, the work went on, and then something else failed.
func TestHandledBeforeAnotherError(t *testing.T) {
	type text struct{ name, message string }
	for name, test := range map[string]struct {
		above, below text
		reason       string // of both
		noCall       bool   // nothing was called in between
		want         root
	}{
		"the same type for another key":         {text{"KeyError", "'score'"}, text{"KeyError", "'age'"}, "key_missing", false, began},
		"also with no call in between":          {text{"KeyError", "'score'"}, text{"KeyError", "'age'"}, "key_missing", true, began},
		"another mistake":                       {text{"TypeError", "'NoneType' object is not iterable"}, text{"KeyError", "'age'"}, "key_missing", true, began},
		"the same mistake, thrown again":        {text{"KeyError", "'age'"}, text{"KeyError", "'age'"}, "key_missing", false, passedOn},
		"another complaint":                     {text{"IllegalStateException", "cart is empty"}, text{"IllegalArgumentException", "unknown locale"}, "", false, began},
		"another complaint, right away":         {text{"IllegalStateException", "cart is empty"}, text{"IllegalArgumentException", "unknown locale"}, "", true, passedOn},
		"a complaint that may wrap anything":    {text{"OrderException", "could not place the order"}, text{"StockException", "out of stock"}, "", false, passedOn},
		"a complaint of the same, in its words": {text{"PaymentException", "payment declined"}, text{"CardException", "Your card was declined."}, "", false, passedOn},
		"a complaint that quotes it":            {text{"OrderException", "order 7: out of stock"}, text{"StockException", "out of stock"}, "", false, passedOn},
		"nothing is said":                       {text{"OrderException", ""}, text{"StockException", "out of stock"}, "", false, passedOn},
	} {
		t.Run(name, func(t *testing.T) {
			spans := []failure{
				{id: "a", kind: server, from: 0, to: 90, category: apierror.CategoryInternal, reason: test.reason, errorName: test.above.name, message: test.above.message, want: test.want},
				{id: "b", parent: "a", kind: internal, from: 1, to: 10, category: apierror.CategoryInternal, reason: test.reason, errorName: test.below.name, message: test.below.message, want: began},
				{id: "c", parent: "a", kind: client, from: 20, to: 80, http: 200},
			}
			if test.noCall {
				spans = spans[:2]
			}
			expectRoots(t, newGraph(), spans)
		})
	}
}

// Of several failed calls, the one whose text the span above quotes.
func TestQuotedOfSeveral(t *testing.T) {
	expectRoots(t, newGraph(), []failure{
		{id: "a", kind: server, from: 0, to: 90, category: apierror.CategoryInternal, message: "checkout: the card was refused", want: passedOn, origin: "b"},
		{id: "b", parent: "a", kind: client, from: 1, to: 10, category: apierror.CategoryDependency, message: "the card was refused", want: began},
		{id: "c", parent: "a", kind: client, from: 20, to: 30, category: apierror.CategoryDependency, message: "mail queue is full", want: began},
	})
}

// The same text says nothing of a failure that was still to come.
func TestQuotedTooEarly(t *testing.T) {
	expectRoots(t, newGraph(), []failure{
		{id: "a", kind: server, from: 0, to: 20, category: apierror.CategoryInternal, http: 500, message: "the ledger is out of reach", want: began},
		{id: "b", parent: "a", kind: client, from: 5, to: 900, category: apierror.CategoryDependency, message: "the ledger is out of reach", want: began},
	})
}

// A stack trace goes on with what the exception was made of.
func TestCausesInAStackTrace(t *testing.T) {
	for name, test := range map[string]struct {
		trace, name, message string
		want                 strength
	}{
		"Java":              {"a.B: x\n\tat a.B.c(B.java:1)\nCaused by: d.E: y z\n\t... 3 more", "E", "y z", sure},
		"Java, another":     {"a.B: x\n\tat a.B.c(B.java:1)\nCaused by: d.E: y", "E", "z", not},
		"Java, no message":  {"a.B: x\nCaused by: java.lang.NullPointerException\n\tat a.B.c(B.java:1)", "NullPointerException", "", sure},
		"Python":            {"KeyError: 'age'\n\nThe above exception was the direct cause of the following exception:\n\nQuoteRejected: no", "KeyError", "'age'", sure},
		"Python, a name in": {"KeyError: 'a'\nKeyError: 'age'", "KeyError", "'age'", sure},
		"a long message":    {"Error: x\n    [cause]: the ledger is out of balance", "", "the ledger is out of balance", sure},
		"nothing":           {"", "E", "", not},
	} {
		assert.Equal(t, test.want, inTrace(test.trace, test.name, test.message), name)
	}
}

func FuzzQuotes(f *testing.F) {
	f.Add("load: rpc error: code = Internal desc = x: y", "13 INTERNAL: KeyError: 'x'", int16(1013))
	f.Add(`[500] "\"a\" &quot;`, "Error: Exception: ", int16(500))
	f.Fuzz(func(t *testing.T, above, below string, status int16) {
		g := newGraph()
		span := ptrace.NewSpan()
		span.Events().AppendEmpty().Attributes().PutStr("exception.stacktrace", below)
		p, d := &node{span: span, message: above}, &node{message: below, kind: client, status: status, errorName: above}
		words := compact(nil, unwrapped(below), quoteLimit)
		assert.LessOrEqual(t, len(words), quoteLimit)
		g.quotes(p, d, words)
		if len(words) >= tellingWords {
			assert.Equal(t, sure, g.quotes(&node{span: span, message: below}, d, words), "every text quotes itself")
		}
		isVague(above)
		shareWord(above, below)
	})
}
