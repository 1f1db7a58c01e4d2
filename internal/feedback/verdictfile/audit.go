package verdictfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
)

// maxLog is how long the audit log grows before it is put aside as <name>.1, in place of the one before.
const maxLog = 16 << 20

// Audit is the log of what verdicts changed: a line of JSON each.
type Audit struct {
	path string
	most int64
}

// OpenAudit makes sure that the log can be written.
func OpenAudit(path string) (*Audit, error) {
	a := &Audit{path: path, most: maxLog}
	if err := a.append(nil); err != nil {
		return nil, err
	}
	return a, nil
}

// line is a change, and when it came into force.
type line struct {
	Time string `json:"time"`
	feedback.Change
}

// Write appends changes. The file is opened each time: whoever rotates logs may move it.
func (a *Audit) Write(at time.Time, changes []feedback.Change) error {
	if len(changes) == 0 {
		return nil
	}
	var lines []byte
	for i := range changes {
		encoded, err := json.Marshal(line{at.UTC().Format(time.RFC3339Nano), changes[i]})
		if err != nil {
			return err
		}
		lines = append(append(lines, encoded...), '\n')
	}
	if info, err := os.Stat(a.path); err == nil && info.Size() > 0 && info.Size()+int64(len(lines)) > a.most {
		if err := os.Rename(a.path, a.path+".1"); err != nil {
			return fmt.Errorf("audit log: %w", err)
		}
	}
	return a.append(lines)
}

func (a *Audit) append(lines []byte) error {
	file, err := os.OpenFile(a.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("audit log: %w", err)
	}
	_, err = file.Write(lines)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("audit log: %w", err)
	}
	return nil
}
