package apierror

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
)

const documentation = "../../docs/attributes.md"

var (
	attributeRow = regexp.MustCompile("(?m)^\\| `(apierror\\.[a-z_.]+)` \\| ([a-z\\[\\]]+) \\| .+ \\|$")
	wordsRow     = regexp.MustCompile("(?m)^\\| ([a-z ]+) \\| (`.+`) \\|$")
)

// TestDocumentedAttributes holds docs/attributes.md against what is really written: every key, with its type, and none more.
func TestDocumentedAttributes(t *testing.T) {
	page, err := os.ReadFile(documentation)
	require.NoError(t, err)
	documented := map[string]string{}
	for _, row := range attributeRow.FindAllStringSubmatch(string(page), -1) {
		documented[row[1]] = row[2]
	}

	verdict, finding := fullVerdict(), fullFinding()
	attrs, record := pcommon.NewMap(), plog.NewLogRecord()
	verdict.WriteSpan(attrs)
	require.NoError(t, finding.WriteLog(record))
	written := map[string]string{}
	for _, m := range []pcommon.Map{attrs, record.Attributes()} {
		for key, value := range m.All() {
			if strings.HasPrefix(key, "apierror.") {
				written[key] = documentedType(value)
			}
		}
	}
	assert.Equal(t, documented, written)

	for _, key := range keyConstants(t) {
		if strings.HasPrefix(key, "apierror.") {
			assert.Contains(t, written, key, "a key that nothing writes")
		}
	}
}

func documentedType(value pcommon.Value) string {
	if value.Type() == pcommon.ValueTypeSlice {
		return "string[]"
	}
	return map[pcommon.ValueType]string{
		pcommon.ValueTypeStr: "string", pcommon.ValueTypeBool: "bool", pcommon.ValueTypeInt: "int",
		pcommon.ValueTypeDouble: "double", pcommon.ValueTypeMap: "map",
	}[value.Type()]
}

// keyConstants reads the constants from the source, so that one which is forgotten everywhere else is found too.
func keyConstants(t *testing.T) []string {
	file, err := parser.ParseFile(token.NewFileSet(), "attributes.go", nil, 0)
	require.NoError(t, err)
	var keys []string
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if ok && strings.HasPrefix(spec.Names[0].Name, "Key") {
			key, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			keys = append(keys, key)
		}
		return true
	})
	require.NotEmpty(t, keys)
	return keys
}

func TestDocumentedWords(t *testing.T) {
	page, err := os.ReadFile(documentation)
	require.NoError(t, err)
	documented := map[string]string{}
	for _, row := range wordsRow.FindAllStringSubmatch(string(page), -1) {
		documented[row[1]] = row[2]
	}
	severities := make([]string, 0, len(Severities()))
	for _, s := range Severities() {
		severities = append(severities, s.String())
	}
	assert.Equal(t, map[string]string{
		"categories": quoted(Categories()), "origins": quoted(origins), "severities": quoted(severities),
		"signals": quoted(Signals()), "actor types": quoted(actorTypes), "criticalities": quoted(Criticalities()),
		"impacts": quoted(Impacts()), "kinds": quoted(kinds),
	}, documented)
}

func quoted[T ~string](words []T) string {
	list := make([]string, 0, len(words))
	for _, word := range words {
		list = append(list, "`"+string(word)+"`")
	}
	return strings.Join(list, ", ")
}
