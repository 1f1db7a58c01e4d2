package leak

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lines reads a list: empty lines and those that begin with "# " are for the reader, \n and \t are escaped.
func lines(tb testing.TB, name string) []string {
	tb.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	require.NoError(tb, err)
	defer file.Close()
	var texts []string
	for read := bufio.NewScanner(file); read.Scan(); {
		if line := read.Text(); line != "" && !strings.HasPrefix(line, "# ") {
			texts = append(texts, strings.NewReplacer(`⏎`, "\n", `⇥`, "\t").Replace(spell(line)))
		}
	}
	return texts
}

func TestInnocentTextsShowNothing(t *testing.T) {
	texts := lines(t, "innocent.txt")
	require.GreaterOrEqual(t, len(texts), 200)
	for _, text := range texts {
		for _, f := range scanner.Scan(text, nil) {
			t.Errorf("%s %q in %q", f.Kind, text[f.Start:f.End], text)
		}
		assert.Equal(t, text, Redact(text, scanner.Scan(text, nil)))
	}
}

func TestLeakingTextsShowTheirKind(t *testing.T) {
	texts := lines(t, "leaking.txt")
	require.GreaterOrEqual(t, len(texts), 100)
	for _, line := range texts {
		wanted, text, _ := strings.Cut(line, "\t")
		kinds := kindsIn(text)
		assert.Contains(t, kinds, Kind(wanted), "%q", text)
		assert.NotContains(t, kinds, KindUnscanned)
	}
}

// TestHostileTexts: attacks and odd input of the HTTP params data set make it find little and never crash.
func TestHostileTexts(t *testing.T) {
	file, err := os.Open(filepath.Join("..", "..", "testdata", "http-params.csv.gz"))
	require.NoError(t, err)
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	require.NoError(t, err)
	rows := csv.NewReader(unpacked)
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		assertSound(t, row[0])
	}
}
