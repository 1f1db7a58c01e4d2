package apierrorprocessor

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// faultFile is described in testdata/fingerprints/README.md.
type faultFile struct {
	Source string  `yaml:"source"`
	Faults []fault `yaml:"faults"`
}

type fault struct {
	Name        string              `yaml:"name"`
	Span        yaml.Node           `yaml:"span"`
	Occurrences []map[string]string `yaml:"occurrences"`
	Spans       []corpusSpan        `yaml:"spans"`
}

// occurrence is one span of a fault.
type occurrence struct{ fault, fingerprint string }

// TestFingerprintCorpus compares every two spans: those of one fault are to have one fingerprint, those of two faults two.
func TestFingerprintCorpus(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "fingerprints", "*.yaml"))
	require.NoError(t, err)
	var all []occurrence
	faults := 0
	for _, path := range paths {
		file := readFaults(t, path)
		faults += len(file.Faults)
		for i := range file.Faults {
			all = append(all, file.Faults[i].fingerprints(t, strings.TrimSuffix(filepath.Base(path), ".yaml"))...)
		}
	}
	var precision, recall score
	misses := map[string]int{}
	for i, a := range all {
		for _, b := range all[:i] {
			one, same := a.fault == b.fault, a.fingerprint == b.fingerprint
			if same && !precision.add(one) {
				misses[fmt.Sprintf("two faults, one fingerprint: %s; %s", b.fault, a.fault)]++
			}
			if one && !recall.add(same) {
				misses["one fault, two fingerprints: "+a.fault]++
			}
		}
	}
	for miss, pairs := range misses {
		t.Logf("%s (%d pairs)", miss, pairs)
	}
	t.Logf("fingerprints: %d spans of %d faults: precision in pairs %s, recall %s", len(all), faults, &precision, &recall)
	assert.GreaterOrEqual(t, faults, 80)
	assert.GreaterOrEqual(t, precision.share(), 0.98)
	assert.GreaterOrEqual(t, recall.share(), 0.95)
}

func readFaults(t *testing.T, path string) faultFile {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var file faultFile
	require.NoError(t, decoder.Decode(&file), path)
	require.NotEmpty(t, file.Source, path)
	return file
}

func (f *fault) fingerprints(t *testing.T, library string) []occurrence {
	t.Helper()
	name := library + ": " + f.Name
	spans := f.Spans
	for _, values := range f.Occurrences {
		var span corpusSpan
		node := filled(&f.Span, values)
		require.NoError(t, node.Decode(&span), name)
		spans = append(spans, span)
	}
	require.GreaterOrEqual(t, len(spans), 2, "%s: a fault is seen at least twice", name)
	for i := range spans {
		if spans[i].Service == "" {
			spans[i].Service = "shop"
		}
	}
	enriched := enrich(t, createDefaultConfig().(*Config), (&corpusFile{}).build(t, spans))
	var found []occurrence
	for i := range spans {
		attrs := enriched.ResourceSpans().At(i).ScopeSpans().At(0).Spans().At(0).Attributes()
		verdict, ok := apierror.ReadSpan(attrs)
		require.True(t, ok, "%s: occurrence %d has no verdict", name, i+1)
		found = append(found, occurrence{fault: name, fingerprint: verdict.Failure.Fingerprint})
	}
	return found
}

// filled is a copy of a node, in whose texts each «key» is its value.
func filled(node *yaml.Node, values map[string]string) *yaml.Node {
	if node.Alias != nil {
		node = node.Alias
	}
	filledIn := *node
	filledIn.Anchor = ""
	for key, value := range values {
		filledIn.Value = strings.ReplaceAll(filledIn.Value, "«"+key+"»", value)
	}
	filledIn.Content = nil
	for _, child := range node.Content {
		filledIn.Content = append(filledIn.Content, filled(child, values))
	}
	return &filledIn
}
