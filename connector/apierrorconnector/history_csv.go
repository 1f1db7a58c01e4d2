package apierrorconnector

import (
	"errors"
	"fmt"
	"os"
	"time"

	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/history"
)

// runCSV takes all files or none: half of them would be another history.
func (h *historian) runCSV(until time.Time, taker *countingTaker) {
	ledger := history.NewLedger()
	files := history.NewFiles(ledger, until.UnixNano())
	for i, path := range h.cfg.CSV.Get().Files {
		if err := readCSV(files, path); err != nil {
			h.set.Logger.Warn("no history: a file cannot be read, and none is taken; mend it and restart",
				zap.Error(fmt.Errorf("history::csv::files::%d: %q: %w", i, path, err)))
			return
		}
	}
	ledger.Hand(taker)
	h.set.Logger.Info("history is taken from files", taker.fields(zap.Int("rows after the start", files.After), zap.Int("left out", ledger.LeftOut))...)
}

var errNoFile = errors.New("is no regular file")

// readCSV reads a file. A pipe would keep whoever reads it waiting.
func readCSV(files *history.Files, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errNoFile
	}
	file, err := os.Open(path) //nolint:gosec // the operator's own choice
	if err != nil {
		return err
	}
	defer file.Close()
	return files.Read(file)
}
