package apierrorconnector

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// FeedbackConfig says where people say what they think of findings.
type FeedbackConfig struct {
	// File has their verdicts, and is read again when it changes.
	File string `mapstructure:"file"`
	// AuditLog is appended a line for each threshold that moves.
	AuditLog string `mapstructure:"audit_log"`
}

func (c *FeedbackConfig) check() []error {
	switch {
	case c.File == "" && c.AuditLog == "":
		return nil
	case keypath.Blank(c.File):
		return []error{fmt.Errorf("file: %q: is empty: the file of verdicts that audit_log tells of, e.g. /etc/otelcol-apierror/verdicts.yaml", c.File)}
	case keypath.Blank(c.AuditLog):
		return []error{errors.New("audit_log: is empty: a file that is appended a line for each threshold that moves, e.g. /var/log/otelcol-apierror/feedback.jsonl")}
	case filepath.Clean(c.File) == filepath.Clean(c.AuditLog):
		return []error{fmt.Errorf("audit_log: %q is the file of verdicts itself: another file", c.AuditLog)}
	}
	// Without it the collector would not start.
	if info, err := os.Stat(filepath.Dir(c.AuditLog)); err != nil || !info.IsDir() {
		return []error{fmt.Errorf("audit_log: %q: there is no directory %q: make it, or name a file in one that is there", c.AuditLog, filepath.Dir(c.AuditLog))}
	}
	return nil
}
