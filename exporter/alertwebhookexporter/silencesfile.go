package alertwebhookexporter

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/routing"
)

// silencesFile is a file of silences that is read again and again. What cannot be read leaves the last good ones in force.
type silencesFile struct {
	path  string
	parse routing.ConditionParser

	silences []routing.Silence
	known    [sha256.Size]byte // what was read last, good or not
	read     bool
	failed   string // what was wrong last; "" after a good one
}

func newSilencesFile(path string, parse routing.ConditionParser) *silencesFile {
	return &silencesFile{path: path, parse: parse}
}

// reload reads the file. It reports whether silences changed, and the same mistake only once.
func (s *silencesFile) reload() (changed bool, err error) {
	data, err := readRegular(s.path, routing.MaxSilencesSize+1)
	if err != nil {
		s.read = false // so that it is taken in when it is back
		return false, s.fail(err)
	}
	digest := sha256.Sum256(data)
	if s.read && digest == s.known {
		return false, nil
	}
	s.known, s.read = digest, true
	silences, err := routing.ParseSilences(data, s.parse)
	if err != nil {
		return false, s.fail(err)
	}
	s.silences, s.failed = silences, ""
	return true, nil
}

// fail makes the error of a file that is not as it should be; nil where it was told already.
func (s *silencesFile) fail(err error) error {
	if err.Error() == s.failed {
		return nil
	}
	s.failed = err.Error()
	return fmt.Errorf("silences::file: %q: %w; the silences read before stay in force", s.path, err)
}

var errNotRegular = errors.New("is no regular file")

// readRegular reads a file, at most limit bytes of it. A pipe would keep whoever reads it waiting.
func readRegular(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	file, err := os.Open(path) //nolint:gosec // the operator's own choice
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, limit))
}
