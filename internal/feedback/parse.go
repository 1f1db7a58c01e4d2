package feedback

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

const (
	// MaxVerdicts is how many entries a file may have.
	MaxVerdicts = 10_000
	// MaxBytes is how long it may be.
	MaxBytes = 8 << 20

	// maxID is how many bytes a text that is kept may have.
	maxID = 256
)

// entry is a Verdict as it is written. Times are text: YAML's own are read in several ways.
type entry struct {
	Finding string    `yaml:"finding"`
	Verdict yaml.Node `yaml:"verdict"`
	By      string    `yaml:"by"`
	At      yaml.Node `yaml:"at"`
	Note    string    `yaml:"note"`
	Until   yaml.Node `yaml:"until"`
}

// Parse reads a file of verdicts: a YAML list. All of its faults are told at once, with the number of the entry, counted from 0.
func Parse(text []byte) ([]Verdict, error) {
	if len(text) > MaxBytes {
		return nil, fmt.Errorf("%d bytes: %d at most: remove verdicts that are no longer needed", len(text), MaxBytes)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var entries []entry
	if err := decoder.Decode(&entries); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, fmt.Errorf("a list of {finding, verdict, by, at, note, until} is expected: %w", err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, errors.New("a second document: write all verdicts in one list")
	}
	if len(entries) > MaxVerdicts {
		return nil, fmt.Errorf("%d verdicts: %d at most: remove those that are no longer needed", len(entries), MaxVerdicts)
	}
	const mostTold = 20
	verdicts := make([]Verdict, 0, len(entries))
	var errs []error
	for i := range entries {
		v, err := entries[i].verdict()
		if err != nil {
			errs = append(errs, fmt.Errorf("%d::%w", i, err))
		}
		if len(errs) >= mostTold {
			break
		}
		verdicts = append(verdicts, v)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return verdicts, nil
}

func (e *entry) verdict() (Verdict, error) {
	v := Verdict{Word: Word(e.Verdict.Value), By: short(e.By), Note: short(e.Note)}
	v.Finding = short(e.Finding)
	switch {
	case keypath.Blank(e.Finding):
		return v, errors.New("finding: missing: the finding's apierror.finding.id")
	case len(e.Finding) > maxID:
		return v, fmt.Errorf("finding: %s: no id is longer than %d bytes", apierror.Quote(e.Finding), maxID)
	case e.Verdict.Kind != yaml.ScalarNode || !slices.Contains(words, v.Word):
		return v, fmt.Errorf("verdict: %s: one of %s", apierror.Quote(e.Verdict.Value), keypath.Words(words))
	}
	var err error
	if v.At, err = moment(&e.At); err != nil {
		return v, fmt.Errorf("at: %w", err)
	}
	if v.Until, err = moment(&e.Until); err != nil {
		return v, fmt.Errorf("until: %w", err)
	}
	return v, nil
}

// moment is a time in Unix nanoseconds; 0 where none is written.
func moment(node *yaml.Node) (int64, error) {
	if node.Kind == 0 || node.Tag == "!!null" {
		return 0, nil
	}
	for _, layout := range []string{time.RFC3339, time.DateTime, time.DateOnly} {
		at, err := time.Parse(layout, node.Value)
		if err == nil && at.Unix() > 0 && at.Unix() < math.MaxInt64/int64(time.Second) {
			return at.UnixNano(), nil
		}
	}
	return 0, fmt.Errorf("%s: a time such as 2026-03-01T02:10:00Z, 2026-03-01 02:10:00 or 2026-03-01, between 1970 and 2262", apierror.Quote(node.Value))
}
